"""A person's profile."""

from collections.abc import Iterable
from itertools import islice

from generator.model import Person, PersonId, WorkId
from generator.pages import paths
from generator.pages.cards import (
    controls,
    group_cards,
    has_equal_marks,
    sorts_for,
)
from generator.pages.charts import MAP_PEOPLE, chart, coauthor_map, trend
from generator.pages.context import PlanContext
from generator.pages.documents import entries_of, station_of
from generator.pages.embed_offers import offer
from generator.pages.head import profile_meta
from generator.pages.parts import (
    PHOTO_WIDTHS,
    award,
    badge,
    image,
    link_views,
    monogram,
    news_items,
    period,
    person_url,
)
from generator.pages.strip import more, strip
from generator.pages.views import ChartView, LinkView, ProfileView, StationView
from generator.urls import orcid_url
from generator.values import MetricRecord

SHOWN_COAUTHORS = 8
SHOWN_ENTRIES = 5
HOME_NEWS = 5
MAX_SELECTED = 6


def profile(context: PlanContext, key: str, *, home: bool = False) -> ProfileView:
    """Return the profile of the person `key`; `home` puts it at the site's root."""
    person = context.corpus.people[PersonId(key)]
    measures = context.measures.people[person.id]
    works = papers_on_profile(context, person)
    brief = len(works) > paths.SHORT_LIST
    selected = tuple(w for w in works if context.corpus.works[w].selected)[:MAX_SELECTED]
    grouping = str(context.options.get("group_by", "none"))
    count = len(works)
    talks = entries_of(context, person.id, "talk") if person.declared else ()
    courses = entries_of(context, person.id, "teaching") if person.declared else ()
    # A profile shows a few of them: the others, up to two hundred, need no view.
    linked = tuple(islice((c for c in measures.coauthors if c[0] in context.pages_of), MAP_PEOPLE))
    return ProfileView(
        meta=profile_meta(context, person, works, home=home),
        slug=person.id,
        name=person.name.display,
        native_name=person.native_name,
        pronouns=person.pronouns,
        pronunciation=person.pronunciation,
        monogram=monogram(person.name),
        photo=image(context, person.photo, PHOTO_WIDTHS),
        subject=badge(context, measures.subject) if measures.subject else None,
        role=person.role,
        note="Alumni" if person.is_alumnus else "",
        affiliations=tuple(
            LinkView(", ".join(filter(None, (a.department, a.name))), a.url or ror_url(a.ror))
            for a in person.affiliations
            if a.end is None or a.end.last_day() >= context.as_of
        ),
        past_affiliations=tuple(
            StationView(a.name, a.department, period(a.start, a.end), a.url, "")
            for a in person.affiliations
            if a.end is not None and a.end.last_day() < context.as_of
        ),
        links=profile_links(person),
        strip=strip(measures.metrics),
        more_metrics=more(measures.metrics),
        biography=person.biography,
        interests=person.interests,
        chart=_chart(context, person),
        trend=trend(context.history.get(person.id, ()), measures.metrics.get("citations", ()), "citations"),
        coauthor_map=coauthor_map(_coauthors(context, linked)) if context.site.metrics.show != "none" else (),
        coauthors=_coauthors(context, measures.coauthors[:SHOWN_COAUTHORS]),
        topics=tuple((badge(context, code), n) for code, n in measures.topics),
        awards=tuple(award(a) for a in person.awards),
        selected=tuple(f"{w}" if not brief else f"{w}~brief" for w in selected),
        heading=_heading(count) if context.api.shows("papers", person.hide) else "Papers",
        groups=group_cards(context, works, brief=brief, by=grouping) if works else (),
        controls=controls(
            context, works, sorts_for(context, works, listed="As listed" if person.paper_order else "")
        ),
        equal_note=has_equal_marks(context, works),
        exports=exports(context, person),
        cv_url=paths.cv(person.id) if person.declared else "",
        news=news_items(context, HOME_NEWS) if home else (),
        embed=offer(context, person),
        talks=tuple(map(station_of, talks[:SHOWN_ENTRIES])),
        all_talks=len(talks),
        teaching=tuple(map(station_of, courses[:SHOWN_ENTRIES])),
        all_teaching=len(courses),
    )


def _heading(count: int) -> str:
    return f"{count} Paper" if count == 1 else f"{count} Papers"


def _coauthors(
    context: PlanContext, people: Iterable[tuple[PersonId, int]]
) -> tuple[tuple[str, str, int], ...]:
    return tuple((context.corpus.people[c].name.display, person_url(context, c), n) for c, n in people)


def _chart(context: PlanContext, person: Person) -> ChartView | None:
    measures = context.measures.people[person.id]
    if not measures.metrics.get("papers"):
        return None  # metrics are off: counts by year would be a way around that
    return chart(measures, with_citations=bool(measures.metrics.get("citations")))


def profile_links(person: Person) -> tuple[LinkView, ...]:
    """Return a person's links: ORCID first, then those of the file, then the address."""
    found = []
    if person.orcid:
        found.append(LinkView("ORCID", orcid_url(person.orcid), "orcid", person.orcid))
    found += link_views(person.links)
    if person.email:
        found.append(LinkView("Email", f"mailto:{person.email}", "email", person.email))
    return tuple(found)


def ror_url(ror: str) -> str:
    """Return the address of an organisation in the Research Organization Registry, or ""."""
    if not ror:
        return ""
    return ror if ror.startswith("https://") else f"https://ror.org/{ror}"


def papers_on_profile(context: PlanContext, person: Person) -> tuple[WorkId, ...]:
    """Return a person's papers in the order their profile shows.

    The author's own `papers` list comes first, in its order; the others follow in the site's
    `papers_order`.
    """
    works = ordered(context, context.corpus.papers_of.get(person.id, ()))
    listed = tuple(dict.fromkeys(w for w in person.paper_order if w in set(works)))
    if not listed:
        return works
    first = set(listed)
    return (*listed, *(w for w in works if w not in first))


def ordered(context: PlanContext, works: tuple[WorkId, ...]) -> tuple[WorkId, ...]:
    """Return works in the site's `papers_order`; unknown values come last, ties stay as they are."""
    order = context.site.papers_order
    if order == "title":
        return tuple(sorted(works, key=lambda w: context.corpus.works[w].title.casefold()))
    if order in ("citations", "score"):
        names = ("citations",) if order == "citations" else ("ai_score", "score")

        def value(work: WorkId) -> tuple[bool, float]:
            record = first_record(context, work, names)
            return (record is None, -record.value if record else 0.0)

        return tuple(sorted(works, key=value))
    return works


def first_record(context: PlanContext, work: WorkId, names: tuple[str, ...]) -> MetricRecord | None:
    """Return the shown record of the first of these metrics that a work has, or None."""
    metrics = context.measures.works[work]
    return next((metrics[name][0] for name in names if metrics.get(name)), None)


def exports(context: PlanContext, person: Person) -> tuple[LinkView, ...]:
    """Return the files that a profile offers for download and subscription."""
    if not person.declared:
        return ()
    offered = context.site.exports.per_author
    labels = (
        ("bib", "BibTeX", "bib"),
        ("ris", "RIS", "ris"),
        ("csl", "CSL-JSON", "csl.json"),
        ("atom", "Atom feed", "atom"),
    )
    return tuple(
        LinkView(label, f"authors/{person.id}.{extension}")
        for name, label, extension in labels
        if name in offered
    )

"""Paper cards: each is rendered once a build and reused on every list that holds it."""

from collections.abc import Iterable

from generator.exporters.bibtex import format_bibtex
from generator.exporters.coins import format_coins
from generator.exporters.kinds import institution
from generator.exporters.status_notes import further_note
from generator.metrics.definitions import DEFINITIONS, format_value
from generator.model import Work, WorkId
from generator.pages import paths
from generator.pages.context import PlanContext
from generator.pages.links import paper_links
from generator.pages.parts import (
    PREVIEW_WIDTHS,
    badge,
    credit_view,
    date_view,
    image,
)
from generator.pages.strip import provenance
from generator.pages.views import CardGroup, CardView, ListControls
from generator.text.markup import plain_text

SHOWN_AUTHORS = 3
CARD_AUTHORS = 30
"""A paper of 3,000 authors must not put them all on 3,000 pages."""

LONG_ABSTRACT = 120
BRIEF_ABSTRACT = 40

BRIEF = "~brief"
"""Marks the key of a card with a shortened abstract; no slug holds a tilde."""

UNDATED = "Undated"

TYPE_LABELS: dict[str, str] = {
    "article": "Preprint",
    "article-journal": "Journal article",
    "article-magazine": "Magazine article",
    "article-newspaper": "Newspaper article",
    "bill": "Bill",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "document": "Document",
    "manuscript": "Manuscript",
    "paper-conference": "Conference paper",
    "patent": "Patent",
    "post-weblog": "Blog post",
    "report": "Report",
    "review": "Review",
    "software": "Software",
    "speech": "Talk",
    "thesis": "Thesis",
    "webpage": "Web page",
}


KINDS: dict[str, str] = {
    "book": "book",
    "dataset": "dataset",
    "patent": "patent",
    "post": "blog_post",
    "post-weblog": "blog_post",
    "report": "report",
    "software": "software",
    "thesis": "thesis",
}
"""What a card says of works that no venue tells apart from articles: the end of a text of the theme."""


def type_label(csl_type: str) -> str:
    """Return what a reader calls a CSL type."""
    return TYPE_LABELS.get(csl_type, csl_type.replace("-", " ").replace("_", " ").capitalize())


def card_key(work: WorkId, *, brief: bool) -> str:
    """Return the key of a paper's card."""
    return f"{work}{BRIEF}" if brief else work


def card(context: PlanContext, key: str) -> CardView:
    """Return the card that `key` names."""
    work = context.corpus.works[WorkId(key.removesuffix(BRIEF))]
    brief = key.endswith(BRIEF)
    named = work.credits or work.editors
    credits_ = tuple(credit_view(context, c) for c in named[:CARD_AUTHORS])
    abstract, is_long = _abstract(work, brief=brief)
    score, score_label, score_reported, sort_score = score_of(context, work)
    citations = context.measures.works[work.id].get("citations", ())
    return CardView(
        key=key,
        slug=work.id,
        url=paths.paper(work.id),
        title=work.title,
        score=score,
        score_label=score_label,
        score_reported=score_reported,
        score_origin=origin_of_score(context, work),
        category=badge(context, work.categories[0]) if work.categories else None,
        date=date_view(context, work.date),
        has_code=work.code.exists,
        code_url=work.code.urls[0] if work.code.urls else "",
        shown=credits_[:SHOWN_AUTHORS],
        more=credits_[SHOWN_AUTHORS:],
        hidden=max(0, len(named) - CARD_AUTHORS),
        truncated=work.authors_truncated,
        et_al=len(named) > SHOWN_AUTHORS or work.authors_truncated,
        venue=_venue(context, work, brief=brief),
        venue_url=paths.venue(work.venue_slug) if work.venue_slug else "",
        venue_color=_venue_color(context, work),
        status="" if work.status == "published" else work.status,
        award=work.award,
        retracted=work.retracted,
        note=further_note(work),
        abstract=abstract,
        brief=brief,
        is_long=is_long,
        links=paper_links(work),
        bibtex="" if brief else format_bibtex(work, context.venue_of(work), context.citekeys[work.id]),
        coins=format_coins(work, context.venue_of(work)),
        preview=image(context, work.preview, PREVIEW_WIDTHS),
        selected=work.selected,
        year=f"{work.date.year:04d}" if work.date else "",
        topics=work.categories,
        type=work.type,
        sort_date=work.date.isoformat() if work.date else "",
        sort_citations=str(citations[0].value) if citations else "",
        sort_score=sort_score,
        by_editors=not work.credits and bool(work.editors),
        kind=KINDS.get(work.type, ""),
    )


def _venue(context: PlanContext, work: Work, *, brief: bool) -> str:
    if brief and work.venue_short:
        return work.venue_short
    if not work.venue and work.type == "thesis":
        return institution(work, context.venue_of(work))
    return work.venue


def _abstract(work: Work, *, brief: bool) -> tuple[str, bool]:
    if not brief:
        return work.abstract, len(work.abstract.split()) > LONG_ABSTRACT
    if work.tldr:
        return work.tldr, False
    # Cut as plain text: cutting Markdown could leave half a link or half a formula.
    words = plain_text(work.abstract).split()
    text = " ".join(words[:BRIEF_ABSTRACT])
    return (f"{text} …" if len(words) > BRIEF_ABSTRACT else text), False


def score_of(context: PlanContext, work: Work) -> tuple[str, str, bool, str]:
    """Return a paper's score as shown, its label, whether it is reported, and its exact value."""
    metrics = context.measures.works[work.id]
    for name in ("ai_score", "score"):
        if records := metrics.get(name):
            record = records[0]
            label = record.label or DEFINITIONS[name].label
            shown = format_value(name, record.value, of_paper=True)
            return shown, label, record.kind == "reported", str(record.value)
    return "", "", False, ""


def origin_of_score(context: PlanContext, work: Work) -> str:
    """Return a paper's score with where it comes from, in a line; "" when it has none."""
    metrics = context.measures.works[work.id]
    name = next((name for name in ("ai_score", "score") if metrics.get(name)), "")
    if not name:
        return ""
    told = provenance(name, metrics[name], of_paper=True)
    if not told.reported:
        return f"{told.headline} from what is known of the paper"
    day = f", {told.as_of.text}" if told.as_of else ""
    return f"{told.headline} by {told.source}{day}"


def _venue_color(context: PlanContext, work: Work) -> str:
    venue = context.venue_of(work)
    return venue.color if venue else ""


def group_cards(
    context: PlanContext, works: Iterable[WorkId], *, brief: bool, by: str
) -> tuple[CardGroup, ...]:
    """Return cards under headings, by `year`, by `type`, or in one group without one (`none`)."""
    if by not in ("year", "type"):
        return (CardGroup("", "", tuple(card_key(w, brief=brief) for w in works)),)
    filed: dict[str, list[str]] = {}
    for work_id in works:
        work = context.corpus.works[work_id]
        if by == "year":
            heading = f"{work.date.year:04d}" if work.date else UNDATED
        else:
            heading = type_label(work.type)
        filed.setdefault(heading, []).append(card_key(work_id, brief=brief))
    if by == "year":
        # The papers may stand in an order of their author's, or by citations.
        filed = dict(sorted(filed.items(), key=lambda group: (group[0] != UNDATED, group[0]), reverse=True))
    return tuple(
        CardGroup(heading, f"group-{heading.lower().replace(' ', '-')}", tuple(keys))
        for heading, keys in filed.items()
    )


def controls(
    context: PlanContext, works: tuple[WorkId, ...], sorts: tuple[tuple[str, str], ...]
) -> ListControls:
    """Return what the list controls offer for these papers."""
    years: dict[str, int] = {}
    topics: dict[str, int] = {}
    types: dict[str, int] = {}
    has_code = False
    for work_id in works:
        work = context.corpus.works[work_id]
        if work.date:
            year = f"{work.date.year:04d}"
            years[year] = years.get(year, 0) + 1
        for code in work.categories:
            topics[code] = topics.get(code, 0) + 1
        if work.type:
            types[work.type] = types.get(work.type, 0) + 1
        has_code = has_code or bool(work.code.exists)
    return ListControls(
        total=len(works),
        sorts=sorts,
        years=tuple((y, y, n) for y, n in sorted(years.items(), reverse=True)),
        topics=tuple((c, c, n) for c, n in sorted(topics.items(), key=lambda kv: (-kv[1], kv[0]))),
        types=tuple((t, type_label(t), n) for t, n in sorted(types.items())),
        has_code=has_code,
    )


NO_CONTROLS = ListControls(0, (), (), (), (), False)
"""A list that is split into pages has none: filtering one page of many would mislead."""


ORDER_LABELS = {
    "date": "Newest first",
    "citations": "Most cited first",
    "score": "Highest score first",
    "title": "By title",
}
"""What the order of a list is called, by the site's `papers_order`."""


def sorts_for(
    context: PlanContext, works: tuple[WorkId, ...], *, listed: str = ""
) -> tuple[tuple[str, str], ...]:
    """Return the orders that make a difference here; the first is the one the page has.

    Args:
        listed: Name of an order that is none of the site's; by default the page has the site's.
    """
    has = "" if listed else context.site.papers_order
    offered = [("date", "Newest")]
    metrics = [context.measures.works[w] for w in works]
    if any(m.get("citations") for m in metrics):
        offered.append(("citations", "Most cited"))
    if any(m.get("score") or m.get("ai_score") for m in metrics):
        offered.append(("score", "Highest score"))
    offered.append(("title", "Title"))
    others = (choice for choice in offered if choice[0] != has)
    return (("listed", listed or ORDER_LABELS[has]), *others)


def has_equal_marks(context: PlanContext, works: Iterable[WorkId]) -> bool:
    """Tell whether a list shows a mark of equal contribution that must be explained."""
    return any(credit.equal for w in works for credit in context.corpus.works[w].credits[:CARD_AUTHORS])

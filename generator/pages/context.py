"""What all views are built from: the corpus, its measures, and the lists they are filed in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from generator.errors import Diagnostic
from generator.exporters.citekeys import assign_citekeys
from generator.exporters.json_fragments import Api, Show
from generator.model import Corpus, Document, HistoryPoint, Measures, Person, PersonId, Venue, Work, WorkId
from generator.pages import paths
from generator.pages.image_hosts import remote_image_hosts
from generator.schema.site import Site
from generator.text.slugs import slugify
from generator.values import PartialDate


@dataclass(frozen=True, slots=True)
class ImageSize:
    """The pixel size of an image file."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """Papers that are listed together: a year, a topic or a venue.

    Attributes:
        key: What the shelf is asked by: the year, the folded code, the venue's slug.
        label: As shown.
        path: Output path of the list.
        works: Newest first.
    """

    key: str
    label: str
    path: str
    works: tuple[WorkId, ...]


@dataclass(frozen=True, slots=True)
class PlanContext:
    """Everything that a view may be built from; frozen, so that workers can share it.

    Attributes:
        options: The theme's options, merged with the site's.
        images: Pixel sizes of the local images that sources refer to, by output path.
        resized: Whether resized copies of those images are published.
        pages_of: People who have a profile page.
        projects: By slug.
        works_of_project: Works that name the project, and those that it names, newest first.
        projects_of_work: The same the other way round, in the order of the projects' slugs.
        static: Output paths of the user's own files.
        api: What the JSON files are made from.
        history: Values that earlier builds recorded, in order of days.
        has_novelty: Whether some paper has a novelty to show.
        titles, dates: Of the works, in their order: a list that shows no more of them is not reached by
            any other change of a work.
        image_hosts: Origins of images that sources take from other hosts, sorted.
        problems: What linking and measuring found; shown on the quality page.
    """

    corpus: Corpus
    measures: Measures
    site: Site
    as_of: date
    options: Mapping[str, str | bool | int]
    images: Mapping[str, ImageSize]
    resized: bool
    pages_of: frozenset[PersonId]
    years: tuple[Shelf, ...]
    topics: tuple[Shelf, ...]
    topic_by_code: Mapping[str, Shelf]
    venues: tuple[Shelf, ...]
    projects: Mapping[str, Document]
    works_of_project: Mapping[str, tuple[WorkId, ...]]
    projects_of_work: Mapping[WorkId, tuple[str, ...]]
    static: frozenset[str]
    version: str
    citekeys: Mapping[WorkId, str]
    api: Api
    titles: tuple[str, ...]
    dates: tuple[PartialDate | None, ...]
    problems: tuple[Diagnostic, ...] = ()
    history: Mapping[PersonId, tuple[HistoryPoint, ...]] = field(default_factory=dict)
    has_novelty: bool = False
    image_hosts: tuple[str, ...] = ()

    @property
    def owner(self) -> Person | None:
        """The person whose profile is the home page, or None."""
        return self.corpus.people.get(PersonId(self.site.owner)) if self.site.owner else None

    def venue_of(self, work: Work) -> Venue | None:
        """Return the venue of a work, or None when it names none."""
        return self.corpus.venues.get(work.venue_slug) if work.venue_slug else None

    def works_named(self, document: Document) -> tuple[WorkId, ...]:
        """Return the works that a document names, in its order; a version stands for its work."""
        return _works_named(self.corpus, document)

    def documents(self, kind: str) -> tuple[Document, ...]:
        """Return the documents of a kind, in the order the corpus has."""
        return tuple(d for d in self.corpus.documents if d.kind == kind)


def make_context(
    corpus: Corpus,
    measures: Measures,
    site: Site,
    as_of: date,
    options: Mapping[str, str | bool | int],
    images: Mapping[str, ImageSize],
    version: str,
    *,
    resized: bool,
    problems: tuple[Diagnostic, ...] = (),
    history: Mapping[PersonId, tuple[HistoryPoint, ...]] | None = None,
) -> PlanContext:
    """File the works into years, topics, venues and projects, once a build."""
    topics = _topics(corpus.works.values())
    everyone = site.profiles == "all"
    pages_of = frozenset(p.id for p in corpus.people.values() if everyone or p.declared)
    projects = {d.slug: d for d in corpus.documents if d.kind == "project"}
    projects_of_work = _projects_of_work(corpus, projects)
    return PlanContext(
        corpus=corpus,
        measures=measures,
        site=site,
        as_of=as_of,
        options=options,
        images=images,
        resized=resized,
        pages_of=pages_of,
        years=_years(corpus.works.values()),
        topics=topics,
        topic_by_code=_by_code(corpus.works.values(), topics),
        venues=_venues(corpus),
        projects=projects,
        works_of_project=_file_by(corpus.works.values(), lambda work: projects_of_work.get(work.id, ())),
        projects_of_work=projects_of_work,
        static=frozenset(file.path for file in corpus.static),
        version=version,
        citekeys=assign_citekeys(corpus.works.values()),
        api=Api(
            corpus,
            measures,
            site.url,
            pages_of,
            show=cast(Show, site.metrics.show),
            as_of=as_of.isoformat(),
            owner=PersonId(site.owner) if site.owner else None,
        ),
        titles=titles_of(corpus),
        dates=dates_of(corpus),
        problems=problems,
        history=history or {},
        has_novelty=_has_novelty(measures),
        image_hosts=remote_image_hosts(corpus),
    )


def titles_of(corpus: Corpus) -> tuple[str, ...]:
    """Return the titles of all works, in their order."""
    return tuple([work.title for work in corpus.works.values()])


def dates_of(corpus: Corpus) -> tuple[PartialDate | None, ...]:
    """Return the dates of all works, in their order."""
    return tuple([work.date for work in corpus.works.values()])


def with_measures(context: PlanContext, measures: Measures) -> PlanContext:
    """Return a context of the same corpus with other measures."""
    api = replace(context.api, measures=measures, _cards={})
    return replace(context, measures=measures, api=api, has_novelty=_has_novelty(measures))


def _has_novelty(measures: Measures) -> bool:
    return any(metrics.get("novelty") for metrics in measures.works.values())


def _file_by(
    works: Iterable[Work], keys_of: Callable[[Work], tuple[str, ...]]
) -> dict[str, tuple[WorkId, ...]]:
    filed: dict[str, list[WorkId]] = defaultdict(list)
    for work in works:
        for key in dict.fromkeys(keys_of(work)):
            filed[key].append(work.id)
    return {key: tuple(ids) for key, ids in filed.items()}


def _works_named(corpus: Corpus, document: Document) -> tuple[WorkId, ...]:
    if not document.papers:
        return ()
    mains = dict(corpus.version_paths)
    named = (mains.get(slug, WorkId(slug)) for slug in document.papers)
    return tuple(dict.fromkeys(work for work in named if work in corpus.works))


def _projects_of_work(corpus: Corpus, projects: Mapping[str, Document]) -> dict[WorkId, tuple[str, ...]]:
    """Return the projects of each work that has some: those it names, then those that name it."""
    found = {work.id: dict.fromkeys(work.projects) for work in corpus.works.values() if work.projects}
    for slug, project in projects.items():
        for work_id in _works_named(corpus, project):
            found.setdefault(work_id, {})[slug] = None
    return {work: tuple(slugs) for work, slugs in found.items()}


def _years(works: Iterable[Work]) -> tuple[Shelf, ...]:
    filed = _file_by(works, lambda work: (f"{work.date.year:04d}",) if work.date else ())
    return tuple(
        Shelf(label, label, paths.year(label), ids) for label, ids in sorted(filed.items(), reverse=True)
    )


def topic_key(code: str) -> str:
    """Return what a category is filed under: codes that differ only in case are one topic."""
    return code.casefold()


def _topics(works: Iterable[Work]) -> tuple[Shelf, ...]:
    works = tuple(works)
    spelled: dict[str, str] = {}
    for work in works:
        for code in work.categories:
            spelled.setdefault(topic_key(code), code)
    filed = _file_by(works, lambda work: tuple(topic_key(code) for code in work.categories))
    shelves = []
    for key, label in sorted(spelled.items()):
        name = label if paths.is_safe_code(label) else slugify(label)
        if name:
            shelves.append(Shelf(key, label, paths.topic(name), filed[key]))
    return tuple(shelves)


def _by_code(works: Iterable[Work], topics: tuple[Shelf, ...]) -> dict[str, Shelf]:
    by_key = {shelf.key: shelf for shelf in topics}
    codes = dict.fromkeys(code for work in works for code in work.categories)
    return {code: by_key[topic_key(code)] for code in codes if topic_key(code) in by_key}


def _venues(corpus: Corpus) -> tuple[Shelf, ...]:
    filed = _file_by(corpus.works.values(), lambda work: (work.venue_slug,) if work.venue_slug else ())
    return tuple(
        Shelf(slug, corpus.venues[slug].name, paths.venue(slug), filed[slug])
        for slug in sorted(filed)
        if slug in corpus.venues
    )

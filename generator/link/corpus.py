"""The link stage: validated records to a corpus in which every name leads somewhere or nowhere."""

import re
from collections import defaultdict
from datetime import date

from msgspec import structs

from generator.errors import Diagnostic
from generator.giving_way import giving
from generator.link.documents import link_documents
from generator.link.near_names import near_names, people_without_papers, two_in_one
from generator.link.people import (
    Directory,
    PeopleLinker,
    credits_of,
    make_directory,
    undeclared_ids,
)
from generator.link.persons import declared_person, reported_records, undeclared_people
from generator.link.references import ReferenceIndex, cited_by
from generator.link.venues import Venues, make_venues
from generator.link.works import Joined, Record, join_versions, lookalikes, missing_abstracts
from generator.model import (
    Citations,
    Corpus,
    Credit,
    Person,
    PersonId,
    Version,
    Work,
    WorkId,
)
from generator.schema.paper import Paper
from generator.schema.preprints import is_preprint
from generator.sources.records import Sources
from generator.sources.references import names_of_people, slugs_of_papers
from generator.urls import arxiv_of_doi, normalise_doi

_THESIS = re.compile(r"\s*@(phdthesis|mastersthesis|bachelorsthesis)\b", re.IGNORECASE)


def link(sources: Sources, as_of: date, *, drafts: bool = False) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """Return the corpus of the sources and what could not be decided.

    Args:
        sources: Validated records.
        as_of: The day at which people who have left are alumni.
        drafts: Keep papers whose `status` is draft.

    Returns:
        The corpus, and warnings and notes on names and look-alikes.
    """
    named = slugs_of_papers(sources.papers)
    joined = join_versions([p for p in sources.papers if drafts or p.value.status != "draft"], named)
    directory = make_directory(sources.authors, named)
    linker = PeopleLinker(directory, sources)
    venues = make_venues(sources.venues, (work.paper for work in joined))
    index = ReferenceIndex(joined)
    listed = [(linker.listed(work), linker.listed(work, "editors")) for work in joined]
    slugs = undeclared_ids(directory)
    doubts = (
        *two_in_one(directory, linker.places, sources),
        *near_names(directory, linker.places, [authors for authors, _ in listed], sources),
    )
    works = [
        _work(work, credits_of(authors, slugs), credits_of(editors, slugs), venues, index)
        for work, (authors, editors) in giving(zip(joined, listed, strict=True))
    ]
    works.sort(key=_newest_first)
    citing = cited_by({w.id: w.references for w in works}, (w.id for w in works))
    by_id = {w.id: structs.replace(w, cited_by=citing[w.id]) if w.id in citing else w for w in works}
    main_of = {r.slug: WorkId(j.main.slug) for j in joined for r in j.records}
    main_of |= {name: main_of[slug] for name, slug in named.items() if slug in main_of}
    people = _people(sources, directory, slugs, as_of, main_of)
    corpus = Corpus(
        people=people,
        works=by_id,
        papers_of=_papers_of(by_id, people, directory, main_of),
        venues=venues.by_slug,
        documents=link_documents(
            sources.documents, frozenset(people), names_of_people(sources.authors), drafts=drafts
        ),
        version_paths=tuple((record.slug, WorkId(j.main.slug)) for j in joined for record in j.versions),
        static=sources.static,
    )
    return corpus, (
        *linker.diagnostics,
        *doubts,
        *people_without_papers(corpus, sources),
        *lookalikes(joined, sources),
        *missing_abstracts(joined),
    )


def _newest_first(work: Work) -> tuple[bool, int, int, int, str]:
    if work.date is None:
        return (True, 0, 0, 0, work.id)
    return (False, -work.date.year, -work.date.month, -work.date.day, work.id)


def _people(
    sources: Sources,
    directory: Directory,
    slugs: dict[PersonId, PersonId],
    as_of: date,
    main_of: dict[str, WorkId],
) -> dict[PersonId, Person]:
    declared = {
        PersonId(a.slug): declared_person(a, as_of, main_of)
        for a in sorted(sources.authors, key=lambda a: a.slug)
    }
    return {**declared, **undeclared_people(directory, slugs)}


def _papers_of(
    works: dict[WorkId, Work],
    people: dict[PersonId, Person],
    directory: Directory,
    main_of: dict[str, WorkId],
) -> dict[PersonId, tuple[WorkId, ...]]:
    listed: dict[WorkId, set[PersonId]] = defaultdict(set)
    for slug, persons in directory.listed.items():
        if slug in main_of:
            listed[main_of[slug]] |= persons
    found: dict[PersonId, list[WorkId]] = {person: [] for person in people}
    for work in giving(works.values()):
        named = dict.fromkeys([c.person for c in work.credits if c.person is not None])
        if work.id in listed:
            named |= dict.fromkeys(sorted(listed[work.id]))
        for person in named:
            found[person].append(work.id)
    return {person: tuple(ids) for person, ids in found.items()}


def _work(
    joined: Joined,
    authors: tuple[Credit, ...],
    editors: tuple[Credit, ...],
    venues: Venues,
    index: ReferenceIndex,
) -> Work:
    paper = joined.paper
    venue = venues.of(paper)
    return Work(
        id=WorkId(joined.main.slug),
        title=paper.title,
        credits=authors,
        authors_truncated=paper.authors_truncated,
        date=paper.date,
        abstract=paper.abstract,
        categories=paper.categories,
        type=paper.type,
        venue=venue.name if venue else paper.venue,
        venue_short=(venue.abbr if venue else "") or paper.venue_short,
        venue_slug=venue.slug if venue else "",
        volume=paper.volume,
        issue=paper.issue,
        pages=paper.pages,
        publisher=paper.publisher,
        editors=editors,
        doi=paper.doi,
        arxiv=paper.arxiv or _arxiv_of(paper),
        pmid=paper.pmid,
        isbn=paper.isbn,
        openalex=paper.openalex,
        semantic_scholar=paper.semantic_scholar,
        acl=paper.acl,
        openreview=paper.openreview,
        url=paper.url,
        pdf=paper.pdf,
        code=paper.code,
        data=paper.data,
        slides=paper.slides,
        poster=paper.poster,
        video=paper.video,
        website=paper.website,
        demo=paper.demo,
        blog=paper.blog,
        supplement=paper.supplement,
        links=paper.links,
        keywords=paper.keywords,
        projects=paper.projects,
        award=paper.award,
        note=paper.note,
        tldr=paper.tldr,
        preview=paper.preview,
        selected=paper.selected,
        status=paper.status,
        retracted=paper.retracted,
        language=paper.language,
        license=paper.license,
        open_access=paper.open_access,
        citations=_citations(paper),
        references=tuple(index.resolve(text) for text in paper.references),
        versions=tuple(_version(record) for record in joined.versions),
        bibtex=paper.bibtex,
        citekey=joined.main.key,
        genre=next(filter(None, (genre_of(r.value) for r in joined.records)), ""),
        reported=reported_records(paper.reported),
        redirect_from=tuple(dict.fromkeys(p for r in joined.records for p in r.value.redirect_from)),
        origin=joined.main.origin,
    )


def own_fields(paper: Paper) -> dict[str, object]:
    """Return, by name, the fields of a work that its paper decides without regard to anything else."""
    found: dict[str, object] = {name: getattr(paper, name) for name in _OWN_FIELDS}
    found["arxiv"] = paper.arxiv or _arxiv_of(paper)
    found["citations"] = _citations(paper)
    found["reported"] = reported_records(paper.reported)
    return found


_OWN_FIELDS = """
    title date abstract categories volume issue pages publisher doi pmid isbn openalex semantic_scholar acl
    openreview url pdf code data slides poster video website demo blog supplement links keywords award note
    tldr selected status retracted language license open_access bibtex
""".split()


def _arxiv_of(paper: Paper) -> str:
    doi = normalise_doi(paper.doi) if paper.doi else ""
    return (arxiv_of_doi(doi) if doi else "") or ""


def genre_of(paper: Paper) -> str:
    """Return the BibTeX type of a thesis, which names the degree that CSL's `thesis` leaves open, or ""."""
    found = _THESIS.match(paper.entry_text)
    return found[1].lower() if found else ""


def _citations(paper: Paper) -> Citations | None:
    count = paper.citations
    if count is None:
        return None
    return Citations(count.count, count.source, count.date, count.by_year)


def _version(record: Record) -> Version:
    paper = record.value
    return Version(
        slug=record.slug,
        title=paper.title,
        date=paper.date,
        venue=paper.venue or paper.venue_short or (paper.publisher if is_preprint(paper) else ""),
        status=paper.status,
        doi=paper.doi,
        arxiv=paper.arxiv,
        url=paper.url or (paper.pdf if paper.pdf.startswith("http") else ""),
        preprint=is_preprint(paper),
    )

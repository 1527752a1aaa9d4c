"""Signposting (signposting.org, level 1): typed links that lead a machine from page to work."""

from collections.abc import Iterable

from generator.exporters.addresses import is_web
from generator.exporters.kinds import Kind, kind_of
from generator.exporters.licences import licence_url
from generator.exporters.plain import tidy
from generator.model import PersonId, Venue, Work
from generator.urls import arxiv_url, doi_url, orcid_url

LinkTriple = tuple[str, str, str]

MAX_AUTHORS = 30
"""Author links on one page; the metadata that `describedby` names has them all."""

MEDIA_TYPES: dict[str, str] = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl": "application/vnd.citationstyles.csl+json",
    "json": "application/json",
}

TYPES: dict[Kind, str] = {
    Kind.BOOK: "Book",
    Kind.CHAPTER: "Chapter",
    Kind.THESIS: "Thesis",
    Kind.REPORT: "Report",
    Kind.DATASET: "Dataset",
    Kind.SOFTWARE: "SoftwareSourceCode",
}


def signposting_links(
    work: Work,
    exports: Iterable[tuple[str, str]] = (),
    venue: Venue | None = None,
    pages_of: frozenset[PersonId] = frozenset(),
) -> tuple[LinkTriple, ...]:
    """Return (rel, href, media type or "") for a paper's page; paths count from the output's root.

    Args:
        exports: (format, output path) of the paper's own metadata, format being a key of
            `MEDIA_TYPES`.
        pages_of: People who have a profile page, which stands in for a missing ORCID iD.
    """
    links: list[LinkTriple] = []
    if work.doi:
        links.append(("cite-as", doi_url(work.doi), ""))
    elif work.arxiv:
        links.append(("cite-as", arxiv_url(work.arxiv), ""))
    for credit in work.credits[:MAX_AUTHORS]:
        if orcid := tidy(credit.orcid):
            links.append(("author", orcid_url(orcid), ""))
        elif credit.person in pages_of:
            links.append(("author", f"authors/{credit.person}.html", ""))
    if pdf := tidy(work.pdf):
        links.append(("item", pdf, "application/pdf"))
    links += [("item", tidy(url), "") for url in work.data.urls if is_web(url)]
    links += [("describedby", path, MEDIA_TYPES.get(kind, "")) for kind, path in exports]
    if licence := licence_url(work.license):
        links.append(("license", licence, ""))
    kind = TYPES.get(kind_of(work, venue), "ScholarlyArticle")
    links.append(("type", f"https://schema.org/{kind}", ""))
    links.append(("type", "https://schema.org/AboutPage", ""))
    return tuple(dict.fromkeys(links))

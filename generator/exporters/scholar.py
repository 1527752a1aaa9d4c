"""The `citation_*` tags that Google Scholar reads on a paper's page.

Source: Google Scholar's inclusion guidelines for webmasters (Highwire Press tags).
"""

from generator.exporters.addresses import absolute, is_absolute, on_site
from generator.exporters.kinds import Kind, institution, kind_of, venue_name
from generator.exporters.locators import split_pages
from generator.exporters.plain import plain, tidy
from generator.model import Credit, Venue, Work
from generator.values import PartialDate

Pair = tuple[str, str]

VENUE_TAGS: dict[Kind, str] = {
    Kind.JOURNAL: "citation_journal_title",
    Kind.CONFERENCE: "citation_conference_title",
    Kind.CHAPTER: "citation_inbook_title",
    Kind.PREPRINT: "",
    Kind.OTHER: "citation_journal_title",
}


def citation_meta(work: Work, base_url: str, venue: Venue | None = None) -> tuple[Pair, ...]:
    """Return (name, content) of the tags, in order; `citation_author` comes once an author.

    Args:
        base_url: The site's URL; without it no PDF is named, since its address must be absolute.
        venue: Gives the full name of the venue; without it `work.venue` does.
    """
    first, last = split_pages(work.pages)
    pairs = [
        ("citation_title", plain(work.title)),
        *(("citation_author", author_name(credit)) for credit in work.credits),
        ("citation_publication_date", publication_date(work.date)),
        *_venue_tags(work, venue),
        ("citation_volume", tidy(work.volume)),
        ("citation_issue", tidy(work.issue)),
        ("citation_firstpage", tidy(first)),
        ("citation_lastpage", tidy(last)),
        ("citation_doi", tidy(work.doi)),
        ("citation_arxiv_id", tidy(work.arxiv)),
        ("citation_isbn", tidy(work.isbn)),
        ("citation_pdf_url", _pdf(work, base_url)),
        ("citation_language", tidy(work.language)),
    ]
    return tuple((name, content) for name, content in pairs if content)


def author_name(credit: Credit) -> str:
    """Return "Family, Given Suffix" with the particle before the family name; a group as it is."""
    name = credit.name
    if credit.group or not name.family:
        return tidy(name.display)
    family = tidy(f"{name.particle} {name.family}")
    given = tidy(f"{name.given} {name.suffix}")
    return f"{family}, {given}" if given else family


def publication_date(date: PartialDate | None) -> str:
    """Return YYYY/MM/DD, or YYYY where the day is not known; "" without a date."""
    if date is None:
        return ""
    if not date.day:
        return f"{date.year:04d}"
    return f"{date.year:04d}/{date.month:02d}/{date.day:02d}"


def _venue_tags(work: Work, venue: Venue | None) -> list[Pair]:
    kind = kind_of(work, venue)
    if kind is Kind.THESIS:
        return [("citation_dissertation_institution", institution(work, venue))]
    if kind is Kind.REPORT:
        return [
            ("citation_technical_report_institution", institution(work, venue)),
            ("citation_technical_report_number", tidy(work.issue)),
        ]
    tag = VENUE_TAGS.get(kind, "")
    return [(tag, venue_name(work, venue))] if tag else []


def _pdf(work: Work, base_url: str) -> str:
    if not base_url or not on_site(base_url, work.pdf):
        return ""
    return work.pdf if is_absolute(work.pdf) else absolute(base_url, work.pdf)

"""What kind of work a paper is, for formats that must choose an entry type.

`type` is often missing or vague ("article"): then the venue tells.
"""

import re
from enum import StrEnum
from functools import lru_cache

from generator.exporters.plain import plain, tidy
from generator.model import Venue, Work
from generator.schema.vocabulary import PREPRINT_SERVER


class Kind(StrEnum):
    """The kinds that citation styles and reference managers tell apart."""

    JOURNAL = "journal"
    CONFERENCE = "conference"
    CHAPTER = "chapter"
    BOOK = "book"
    THESIS = "thesis"
    REPORT = "report"
    DATASET = "dataset"
    SOFTWARE = "software"
    PREPRINT = "preprint"
    WEB = "web"
    TALK = "talk"
    MANUSCRIPT = "manuscript"
    OTHER = "other"


KINDS: dict[str, Kind] = {
    "article-journal": Kind.JOURNAL,
    "article-magazine": Kind.JOURNAL,
    "article-newspaper": Kind.JOURNAL,
    "review": Kind.JOURNAL,
    "review-book": Kind.JOURNAL,
    "paper-conference": Kind.CONFERENCE,
    "chapter": Kind.CHAPTER,
    "entry": Kind.CHAPTER,
    "entry-dictionary": Kind.CHAPTER,
    "entry-encyclopedia": Kind.CHAPTER,
    "book": Kind.BOOK,
    "classic": Kind.BOOK,
    "collection": Kind.BOOK,
    "periodical": Kind.BOOK,
    "pamphlet": Kind.BOOK,
    "thesis": Kind.THESIS,
    "report": Kind.REPORT,
    "standard": Kind.REPORT,
    "dataset": Kind.DATASET,
    "software": Kind.SOFTWARE,
    "webpage": Kind.WEB,
    "post": Kind.WEB,
    "post-weblog": Kind.WEB,
    "speech": Kind.TALK,
    "event": Kind.TALK,
    "performance": Kind.TALK,
    "manuscript": Kind.MANUSCRIPT,
}
"""Kind by CSL type; "article" and what is not listed is decided by the venue."""

_CONFERENCE = re.compile(
    r"\b(?:proceedings|proc\.|conference|conf\.|workshop|symposium|meeting|congress|colloquium"
    r"|findings of)(?!\w)|['’ ](?:19|20)?\d\d$",
    re.IGNORECASE,
)
_KNOWN_CONFERENCE = re.compile(
    r"(?:AAAI|AAMAS|ACL|AISTATS|CHI|CIKM|COLING|COLM|COLT|CONLL|CORL|CVPR|EACL|ECCV|EMNLP|FOCS|ICASSP"
    r"|ICCV|ICDE|ICDM|ICLR|ICML|ICRA|ICSE|IJCAI|INTERSPEECH|IROS|ISCA|KDD|LREC|MICCAI|NAACL|NEURIPS|NIPS"
    r"|NSDI|OSDI|PLDI|POPL|RSS|SIGCOMM|SIGGRAPH|SIGIR|SIGMOD|SODA|SOSP|STOC|UAI|UIST|VLDB|WACV|WSDM"
    r"|WWW)\b",
    re.IGNORECASE,
)
# These proceedings are periodicals with volumes.
_PROCEEDINGS_JOURNAL = re.compile(
    r"\b(?:proceedings|proc\.) (?:of the )?(?:national academy|natl\.? acad|ieee$|royal|r\.? soc"
    r"|vldb|acm on|london math|american math|amer\.? math|edinburgh|physical soc|cambridge"
    r"|machine learning)",
    re.IGNORECASE,
)
_MASTER = re.compile(r"\b(?:master|m\.?sc|m\.?a\.|diplom|licentiate)", re.IGNORECASE)
_DOCTOR = re.compile(r"\b(?:ph\.?\s?d|doctor|dissertation|d\.?phil)", re.IGNORECASE)
_BACHELOR = re.compile(r"\b(?:bachelor|b\.?sc|undergraduate)", re.IGNORECASE)


def venue_name(work: Work, venue: Venue | None = None) -> str:
    """Return the full name of where the work appeared on one line, "" when it is not known."""
    name = tidy(venue.name) if venue is not None else ""
    return name or plain(work.venue) or tidy(work.venue_short)


def kind_of(work: Work, venue: Venue | None = None) -> Kind:
    """Return the kind of a work from its CSL type and, where that is vague, from its venue."""
    name = venue_name(work, venue)
    kind = KINDS.get(work.type)
    if kind is Kind.JOURNAL and name and _venue_kind(name) is Kind.PREPRINT:
        # Google Scholar exports "arXiv preprint arXiv:2301.00010" as a journal.
        return Kind.PREPRINT
    if kind is not None:
        return kind
    if work.type not in ("article", "", "document"):
        return Kind.OTHER
    if name:
        found = _venue_kind(name)
        has_volume = bool(work.volume and work.issue)
        return Kind.JOURNAL if found is Kind.CONFERENCE and has_volume else found
    is_preprint = bool(work.arxiv) or PREPRINT_SERVER.search(work.publisher) is not None
    return Kind.PREPRINT if is_preprint else Kind.OTHER


@lru_cache(maxsize=4096)
def _venue_kind(name: str) -> Kind:
    if PREPRINT_SERVER.search(name):
        return Kind.PREPRINT
    if _PROCEEDINGS_JOURNAL.search(name):
        return Kind.JOURNAL
    if _CONFERENCE.search(name) or _KNOWN_CONFERENCE.match(name):
        return Kind.CONFERENCE
    return Kind.JOURNAL


def thesis_degree(work: Work) -> str:
    """Return "doctoral", "master", "bachelor", or "" when the source does not say."""
    said = f"{work.genre} {work.note} {work.venue} {work.publisher}"
    if _MASTER.search(said):
        return "master"
    if _BACHELOR.search(said):
        return "bachelor"
    return "doctoral" if _DOCTOR.search(said) else ""


def institution(work: Work, venue: Venue | None = None) -> str:
    """Return the school of a thesis or the body behind a report, "" when it is not known."""
    return tidy(work.publisher) or venue_name(work, venue)

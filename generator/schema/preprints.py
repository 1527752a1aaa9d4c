"""What tells a preprint from what a journal, a conference or a publisher brought out."""

import re

from generator.schema.paper import Paper
from generator.schema.vocabulary import PREPRINT_SERVER, word_form
from generator.urls import arxiv_of_doi, normalise_doi

# bioRxiv and medRxiv share their prefix with journals of Cold Spring Harbor: those have no number first.
_PREPRINT_DOI = re.compile(
    r"10\.(?:1101/\d|64898/|2139/ssrn|312(?:19|34|35)/osf|26434/chemrxiv|21203/rs\.|20944/preprints"
    r"|22541/au\.|36227/techrxiv)"
)


def is_preprint(paper: Paper) -> bool:
    """Tell whether a record describes a preprint: its state, venue, publisher or DOI says so."""
    extra = paper.extra
    if any(word_form(str(extra.get(name, ""))) == "preprint" for name in ("pubstate", "status")):
        return True
    venue = f"{paper.venue} {paper.venue_short}".strip()
    if venue:
        return PREPRINT_SERVER.search(venue) is not None
    if PREPRINT_SERVER.search(paper.publisher):
        return True
    doi = normalise_doi(paper.doi) if paper.doi else ""
    if doi:
        return bool(arxiv_of_doi(doi)) or _PREPRINT_DOI.match(doi) is not None
    return bool(paper.arxiv) and not (paper.publisher or paper.volume or paper.isbn)

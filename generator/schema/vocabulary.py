"""Words that the schema knows: types, states, groups, metrics, languages, and their synonyms.

Sources: CSL 1.0.2 (citationstyles.org), BibTeX and biblatex entry types, Hugo Blox's
`publication_types`, academicpages' `category`, Crossref's `type`.
"""

import re

CSL_TYPES: tuple[str, ...] = (
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
)

BIBTEX_TYPES: dict[str, str] = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "proceedings": "book",
    "mvproceedings": "book",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "mvcollection": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "incollection": "chapter",
    "suppcollection": "chapter",
    "inreference": "entry-encyclopedia",
    "reference": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "bachelorsthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "manual": "report",
    "misc": "article",
    "unpublished": "manuscript",
    "periodical": "periodical",
    "suppperiodical": "article-journal",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "software": "software",
    "dataset": "dataset",
    "data": "dataset",
    "patent": "patent",
    "standard": "standard",
    "review": "review",
    "video": "motion_picture",
    "movie": "motion_picture",
    "audio": "song",
    "letter": "personal_communication",
    "presentation": "speech",
    "talk": "speech",
    "poster": "speech",
}

# Keys are written in lower case with underscores; spaces and hyphens are read as underscores.
TYPE_SYNONYMS: dict[str, str] = {
    **{name: csl for name, csl in BIBTEX_TYPES.items() if name not in CSL_TYPES},
    # Hugo Blox, the numbers of its older versions
    "0": "document",
    "1": "paper-conference",
    "2": "article-journal",
    "3": "article",
    "4": "report",
    "5": "book",
    "6": "chapter",
    "7": "thesis",
    "8": "patent",
    # academicpages
    "manuscripts": "article-journal",
    "conferences": "paper-conference",
    "books": "book",
    # Crossref
    "journal_article": "article-journal",
    "proceedings_article": "paper-conference",
    "posted_content": "article",
    "book_chapter": "chapter",
    "book_section": "chapter",
    "book_part": "chapter",
    "monograph": "book",
    "edited_book": "book",
    "reference_book": "book",
    "reference_entry": "entry-encyclopedia",
    "dissertation": "thesis",
    "peer_review": "review",
    "report_series": "report",
    # what people write
    "journal": "article-journal",
    "paper": "article",
    "preprint": "article",
    "workshop": "paper-conference",
    "conference_paper": "paper-conference",
    "tech_report": "report",
    "technical_report": "report",
    "phd_thesis": "thesis",
    "master_thesis": "thesis",
    "masters_thesis": "thesis",
}

PREPRINT_SERVER = re.compile(
    r"\b(?:\w*xiv|corr|ssrn|osf(?: preprints)?|preprints\.org|research ?square|authorea|hal"
    r"|zenodo preprints?)\b",
    re.IGNORECASE,
)
"""Finds a preprint server in the name of a venue or publisher."""

STATUSES: tuple[str, ...] = ("published", "accepted", "forthcoming", "submitted", "draft")

STATUS_SYNONYMS: dict[str, str] = {
    "in_press": "forthcoming",
    "inpress": "forthcoming",
    "to_appear": "forthcoming",
    "advance_online_publication": "published",
    "prepublished": "published",
    "under_review": "submitted",
    "in_review": "submitted",
    "review": "submitted",
    "in_submission": "submitted",
    "under_submission": "submitted",
    "inpreparation": "draft",
    "in_preparation": "draft",
}

GROUPS: dict[str, str] = {
    "pi": "pi",
    "principal_investigator": "pi",
    "principal_investigators": "pi",
    "staff": "staff",
    "postdoc": "postdoc",
    "postdocs": "postdoc",
    "phd": "phd",
    "phd_student": "phd",
    "phd_students": "phd",
    "grad_students": "phd",
    "master": "master",
    "masters": "master",
    "master_student": "master",
    "undergrad": "undergrad",
    "undergrads": "undergrad",
    "undergraduate": "undergrad",
    "visitor": "visitor",
    "visitors": "visitor",
    "alumni": "alumni",
    "alum": "alumni",
    "alumnus": "alumni",
    "alumna": "alumni",
}
"""Known groups of people by the forms people write; any other text is a group of its own."""

EVERY_METRIC = "all"
"""What an author's `hide` says in the place of every metric's name."""

METRIC_NAMES: tuple[str, ...] = (
    "papers",
    "citations",
    "h_index",
    "h_median",
    "g_index",
    "i10_index",
    "m_quotient",
    "hm_index",
    "e_index",
    "citations_per_year",
    "awcr",
    "coauthors",
    "openness",
    "novelty",
    "score",
    "ai_score",
)

LEFT_BY_COUNTS = frozenset({"papers", "citations"})
"""Metrics that `metrics.show: counts` leaves."""

COUNT_METRICS = frozenset({"papers", "citations", "h_index", "g_index", "i10_index", "coauthors"})
"""Metrics that are whole numbers, 0 or more."""

PERCENT_METRICS = frozenset({"openness", "novelty", "score", "ai_score"})
"""Metrics between 0 and 100."""

PAPER_METRICS: tuple[str, ...] = ("citations", "novelty", "openness", "score", "ai_score")

LANGUAGES: dict[str, str] = {
    "english": "en",
    "american": "en-US",
    "usenglish": "en-US",
    "british": "en-GB",
    "ukenglish": "en-GB",
    "german": "de",
    "ngerman": "de",
    "deutsch": "de",
    "austrian": "de-AT",
    "french": "fr",
    "francais": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "portuges": "pt",
    "brazilian": "pt-BR",
    "dutch": "nl",
    "danish": "da",
    "swedish": "sv",
    "norwegian": "no",
    "finnish": "fi",
    "polish": "pl",
    "czech": "cs",
    "russian": "ru",
    "ukrainian": "uk",
    "greek": "el",
    "turkish": "tr",
    "arabic": "ar",
    "hebrew": "he",
    "japanese": "ja",
    "chinese": "zh",
    "korean": "ko",
}
"""BCP 47 tags of babel's language names, which reference managers write."""


def word_form(text: str) -> str:
    """Return the form in which synonyms are looked up: lower case, words joined by underscores."""
    return "_".join(text.lower().replace("-", " ").replace("_", " ").split())

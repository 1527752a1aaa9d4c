"""The page that shows what the data lacks: missing, ambiguous, duplicate and stale."""

from collections.abc import Callable, Iterable

from generator.errors import Diagnostic, Severity
from generator.metrics.policy import is_shown
from generator.model import Work
from generator.pages import paths
from generator.pages.context import PlanContext
from generator.pages.head import page_meta
from generator.pages.views import QualityRow, QualityView
from generator.text.markup import readable_text

MAX_ROWS = 200
"""A site of 100,000 papers must not list them all here; the counts tell the rest."""

CITATIONS = "Citation count"

FACTS: tuple[tuple[str, str, Callable[[Work], bool]], ...] = (
    ("Date", "Papers without a date", lambda w: w.date is not None),
    ("Abstract", "Papers without an abstract", lambda w: bool(w.abstract)),
    ("Authors", "Papers without authors", lambda w: bool(w.credits or w.editors)),
    ("Category", "Papers without a category", lambda w: bool(w.categories)),
    ("DOI or arXiv id", "Papers without a DOI or arXiv id", lambda w: bool(w.doi or w.arxiv)),
    ("Venue", "Papers without a venue", lambda w: bool(w.venue)),
    (CITATIONS, "Papers without a citation count", lambda w: w.citations is not None),
    ("Code", "Papers of which it is not said whether they have code", lambda w: _known(w)),
)

REPORTED_CODES: tuple[tuple[str, str, frozenset[str]], ...] = (
    (
        "Names",
        "Names that could be more than one person, or someone's initials",
        frozenset({"ambiguous-author", "possible-alias", "namesake"}),
    ),
    ("Duplicates", "Papers that look alike", frozenset({"look-alike"})),
    ("Old figures", "Reported values that are old", frozenset({"stale-reported"})),
)


def _known(work: Work) -> bool:
    return work.code.exists is not None or not work.code.applies


def quality(context: PlanContext, problems: Iterable[Diagnostic]) -> QualityView:
    """Return the page; `problems` are the diagnostics of linking and measuring."""
    works = tuple(context.corpus.works.values())
    coverage = []
    sections = []
    for label, heading, has in FACTS:
        if label == CITATIONS and not is_shown("citations", context.site.metrics.show):
            continue
        missing = [w for w in works if not has(w)]
        coverage.append((label, len(works) - len(missing), len(works)))
        if missing:
            rows = tuple(
                QualityRow(readable_text(w.title), paths.paper(w.id), _year(w)) for w in missing[:MAX_ROWS]
            )
            sections.append((heading, _said(len(missing)), rows))
    found = tuple(problems)
    for _, heading, codes in REPORTED_CODES:
        rows = tuple(
            QualityRow(_sentence(d.message), "", f"{d.path}, line {d.line}") for d in found if d.code in codes
        )
        if rows:
            sections.insert(0, (heading, _said(len(rows), "finding"), rows[:MAX_ROWS]))
    return QualityView(
        meta=page_meta(
            context,
            paths.QUALITY,
            "Data quality",
            description="What the data of this site knows and what it lacks",
        ),
        coverage=tuple(coverage),
        sections=tuple(sections),
    )


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


def _year(work: Work) -> str:
    return str(work.date.year) if work.date else ""


def _said(count: int, noun: str = "paper") -> str:
    shown = f", the first {MAX_ROWS} are listed" if count > MAX_ROWS else ""
    return f"{count} {noun}{'' if count == 1 else 's'}{shown}"


def is_quality_problem(diagnostic: Diagnostic) -> bool:
    """Tell whether a diagnostic belongs on the page: nothing that stops a build does."""
    return diagnostic.severity is not Severity.ERROR and any(
        diagnostic.code in codes for _, _, codes in REPORTED_CODES
    )

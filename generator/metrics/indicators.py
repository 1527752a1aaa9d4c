"""Indicators of an author, each exactly as its source defines it.

Counts of citations are integers of at least 0; a paper whose count is unknown is left out by the
caller, never passed as 0. A negative, fractional or missing count raises ValueError.
"""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate, takewhile
from typing import cast, overload


def whole_number(value: float, what: str, least: int = 0) -> int:
    """Return the value as an int; ValueError, naming `what`, unless it is whole and large enough."""
    if type(value) is int and value >= least:
        return value
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{what} must be a whole number, not {value!r}") from None
    if number != value:
        raise ValueError(f"{what} must be a whole number, not {value!r}")
    if number < least:
        raise ValueError(f"{what} must be at least {least}, not {value!r}")
    return number


class Ranked(tuple[int, ...]):
    """Counts of citations that are checked, the largest first; every indicator takes them as they are."""

    __slots__ = ()


def ranked(citation_counts: Iterable[int]) -> Ranked:
    """Return counts in any order as indicators want them: once for all, where several are asked for.

    Raises:
        ValueError: If a count is negative or fractional.
    """
    if isinstance(citation_counts, Ranked):
        return citation_counts
    checked = [whole_number(count, "a citation count") for count in citation_counts]
    return Ranked(sorted(checked, reverse=True))


def h_index(citation_counts: Iterable[int]) -> int:
    """Return the largest h such that h papers have at least h citations each.

    Args:
        citation_counts: One count per paper, in any order.

    Returns:
        The h-index, between 0 and the number of papers.

    Raises:
        ValueError: If a count is negative or fractional.

    Source:
        Hirsch 2005, PNAS 102(46), doi:10.1073/pnas.0507655102.
    """
    return len(h_core(citation_counts))


def h_core(citation_counts: Iterable[int]) -> tuple[int, ...]:
    """Return the counts of the h most cited papers, the largest first.

    Args:
        citation_counts: One count per paper, in any order.

    Returns:
        As many counts as the h-index says, each at least that large.

    Raises:
        ValueError: If a count is negative or fractional.

    Source:
        Google Scholar Metrics, "h-core".
    """
    counts = ranked(citation_counts)
    h = sum([count >= rank for rank, count in enumerate(counts, start=1)])
    return counts[:h]


def h_median(citation_counts: Iterable[int]) -> float | None:
    """Return the median of the counts in the h-core, or None when the core is empty.

    Args:
        citation_counts: One count per paper, in any order.

    Returns:
        The middle count, or the mean of the two middle ones; at least the h-index.

    Raises:
        ValueError: If a count is negative or fractional.

    Source:
        Google Scholar Metrics, "h-median".
    """
    core = h_core(citation_counts)
    if not core:
        return None
    middle = len(core) // 2
    return core[middle] if len(core) % 2 else (core[middle - 1] + core[middle]) / 2


def g_index(citation_counts: Iterable[int]) -> int:
    """Return the largest g, at most the number of papers, whose top g counts sum to g^2 or more.

    Args:
        citation_counts: One count per paper, in any order.

    Returns:
        The g-index, between the h-index and the number of papers.

    Raises:
        ValueError: If a count is negative or fractional.

    Source:
        Egghe 2006, Scientometrics 69(1), doi:10.1007/s11192-006-0144-7.
    """
    sums = enumerate(accumulate(ranked(citation_counts)), start=1)
    return max((rank for rank, total in sums if total >= rank * rank), default=0)


def i10_index(citation_counts: Iterable[int]) -> int:
    """Return the number of papers with at least 10 citations.

    Args:
        citation_counts: One count per paper, in any order.

    Returns:
        Between 0 and the number of papers.

    Raises:
        ValueError: If a count is negative or fractional.

    Source:
        Google Scholar, "i10-index".
    """
    return sum([count >= 10 for count in ranked(citation_counts)])


def e_index(citation_counts: Iterable[int]) -> float:
    """Return the square root of the citations that the h-core has beyond h^2.

    Args:
        citation_counts: One count per paper, in any order.

    Returns:
        At least 0.

    Raises:
        ValueError: If a count is negative or fractional.

    Source:
        Zhang 2009, PLoS ONE 4(5), doi:10.1371/journal.pone.0005429.
    """
    core = h_core(citation_counts)
    return math.sqrt(sum(core) - len(core) ** 2)


@overload
def hm_index(papers: Iterable[tuple[int, int]]) -> Fraction: ...
@overload
def hm_index(papers: Iterable[int], authors: Iterable[int]) -> Fraction: ...
def hm_index(
    papers: Iterable[tuple[int, int]] | Iterable[int], authors: Iterable[int] | None = None
) -> Fraction:
    """Return the largest effective rank that is not above the citations at that rank.

    A paper of n authors counts as 1/n of a paper. Papers are ranked by citations, and among equal
    counts those with fewer authors come first; the effective rank is the sum of the papers so far.

    Args:
        papers: (citations, number of authors) of each paper, in any order; or the citations alone.
        authors: The numbers of authors, when `papers` has the citations alone.

    Returns:
        An exact fraction, at most the h-index and equal to it when every paper has one author.

    Raises:
        ValueError: If a count is negative or fractional, or a paper has no author.

    Source:
        Schreiber 2008, New Journal of Physics 10, doi:10.1088/1367-2630/10/4/040201.
    """
    pairs = cast(Iterable[tuple[int, int]], papers if authors is None else zip(papers, authors, strict=True))
    ordered = sorted(
        (-whole_number(cited, "a citation count"), whole_number(n, "a number of authors", least=1))
        for cited, n in pairs
    )
    # In units of which every paper is a whole number: adding fractions takes ten times as long.
    whole = math.lcm(*(authors for _, authors in ordered))
    ranks = accumulate(whole // authors for _, authors in ordered)
    reached = takewhile(
        lambda pair: pair[0] <= pair[1] * whole, zip(ranks, (-cited for cited, _ in ordered), strict=True)
    )
    return Fraction(max((rank for rank, _ in reached), default=0), whole)


def career_years(first_year: int, as_of_year: int) -> int:
    """Return the whole years from the first paper to `as_of`, at least 1."""
    return max(1, as_of_year - first_year)


def m_quotient(h: int, years: int) -> float:
    """Return the h-index per year since the first paper.

    Args:
        h: The h-index.
        years: Years since the first paper, at least 1 (see `career_years`).

    Raises:
        ValueError: If `h` is negative or `years` is below 1.

    Source:
        Hirsch 2005, PNAS 102(46), doi:10.1073/pnas.0507655102.
    """
    return whole_number(h, "an h-index") / whole_number(years, "a number of years", least=1)


def citations_per_year(citations: int, years: int) -> float:
    """Return the citations per year since the first paper.

    Args:
        citations: The sum over all papers with a known count.
        years: Years since the first paper, at least 1 (see `career_years`).

    Raises:
        ValueError: If `citations` is negative or `years` is below 1.

    Source:
        Harzing, Publish or Perish, "Cites/year".
    """
    return whole_number(citations, "a citation count") / whole_number(years, "a number of years", least=1)


def awcr(papers: Iterable[tuple[int, int]]) -> float:
    """Return the age-weighted citation rate: the sum of each paper's citations over its age.

    Args:
        papers: (citations, age in years) of each paper; an age is at least 1.

    Returns:
        Citations a year, at least 0.

    Raises:
        ValueError: If a count is negative or fractional, or an age is below 1.

    Source:
        Harzing, Publish or Perish, "AWCR", after Jin 2007, ISSI Newsletter 3(1).
    """
    return math.fsum(
        whole_number(cited, "a citation count") / whole_number(age, "an age", least=1)
        for cited, age in papers
    )


def mid_rank_percentile(value: float, reference: Sequence[float]) -> float:
    """Return the percentage of the reference below the value, counting half of those equal to it.

    Args:
        value: Any finite number; it need not be in the reference.
        reference: At least one number, in any order.

    Returns:
        0 to 100.

    Raises:
        ValueError: If the reference is empty.

    Source:
        Hazen 1914, Transactions ASCE 77 (the mid-rank plotting position).
    """
    if not reference:
        raise ValueError("a percentile needs at least one value to compare with")
    below = sum(other < value for other in reference)
    equal = sum(other == value for other in reference)
    return 100 * (below + equal / 2) / len(reference)

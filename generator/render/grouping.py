"""Small arrangements of a view's parts that would be clumsy in a template."""

from collections.abc import Iterable

from generator.pages.views import CreditView


def numbered_affiliations(
    authors: Iterable[CreditView],
) -> tuple[tuple[tuple[CreditView, int], ...], tuple[str, ...]]:
    """Return the credits with the number of their affiliation, and the affiliations in order.

    Returns:
        Pairs of credit and number, from 1; 0 where there is no affiliation. When all credits that
        have an affiliation share one, numbers say nothing: all are 0.
    """
    numbers: dict[str, int] = {}
    rows = []
    for credit in authors:
        number = numbers.setdefault(credit.affiliation, len(numbers) + 1) if credit.affiliation else 0
        rows.append((credit, number))
    if len(numbers) == 1:
        rows = [(credit, 0) for credit, _ in rows]
    return tuple(rows), tuple(numbers)

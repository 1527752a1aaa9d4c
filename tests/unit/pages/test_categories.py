"""What category codes are called."""

import pytest

from generator.pages.categories import category_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("CL", "Computation and Language"),
        ("cs.CL", "Computation and Language"),
        ("cs", "Computer Science"),
        ("hep-th", "High Energy Physics, Theory"),
        ("Xy", ""),
    ],
)
def test_a_code_has_arxivs_name_where_it_has_one(code: str, name: str) -> None:
    assert category_name(code) == name

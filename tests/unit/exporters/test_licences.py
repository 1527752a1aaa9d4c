"""Addresses of licences."""

import pytest

from generator.exporters.licences import licence_url


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-sa-3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
        ("CC BY-NC-ND", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        ("CC-BY 4.0 International", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("MIT", "https://spdx.org/licenses/MIT.html"),
        ("apache 2.0", "https://spdx.org/licenses/Apache-2.0.html"),
        ("https://example.org/licence", "https://example.org/licence"),
        ("All rights reserved", ""),
        ("by the authors", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_known_names_have_an_address_and_others_none(written: str, expected: str) -> None:
    assert licence_url(written) == expected

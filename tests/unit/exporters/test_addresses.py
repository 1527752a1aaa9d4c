"""Addresses in exported documents."""

from generator.exporters.addresses import (
    absolute,
    host_of,
    is_absolute,
    on_site,
    persistent_url,
    quote_path,
)


def test_a_path_is_put_below_the_sites_url_with_or_without_its_slash() -> None:
    assert absolute("https://a.org/r", "papers/x.html") == "https://a.org/r/papers/x.html"
    assert absolute("https://a.org/r/", "papers/x.html") == "https://a.org/r/papers/x.html"


def test_the_home_page_has_the_folders_address() -> None:
    assert absolute("https://a.org/r", "index.html") == "https://a.org/r/"
    assert absolute("https://a.org/r", "papers/index.html") == "https://a.org/r/papers/index.html"


def test_without_a_site_url_a_path_is_relative_to_the_document() -> None:
    assert absolute("", "papers/x.html", "../") == "../papers/x.html"
    assert absolute("", "index.html") == "index.html"


def test_an_absolute_address_stays() -> None:
    assert absolute("https://a.org", "https://b.org/x?y#z") == "https://b.org/x?y#z"
    assert absolute("https://a.org", "mailto:a@b.org") == "mailto:a@b.org"


def test_file_names_are_percent_encoded() -> None:
    assert quote_path("papers/50% new.pdf") == "papers/50%25%20new.pdf"
    assert quote_path("papers/ü#1?.pdf") == "papers/%C3%BC%231%3F.pdf"


def test_a_path_with_a_colon_behind_a_slash_has_no_scheme() -> None:
    assert is_absolute("https://a.org")
    assert not is_absolute("papers/a:b.html")


def test_only_paths_and_urls_below_the_sites_own_are_on_site() -> None:
    assert on_site("https://a.org/r", "papers/x.pdf")
    assert on_site("https://a.org/r/", "https://a.org/r/x.pdf")
    assert not on_site("https://a.org/r", "https://a.org/rest/x.pdf")
    assert not on_site("", "https://a.org/x.pdf")
    assert not on_site("https://a.org", "//evil.org/x.pdf")
    assert not on_site("https://a.org", "")


def test_a_doi_outlives_an_arxiv_number() -> None:
    assert persistent_url("10.1/x", "2301.00010") == "https://doi.org/10.1/x"
    assert persistent_url("", "2301.00010") == "https://arxiv.org/abs/2301.00010"
    assert persistent_url("", "") == ""


def test_a_host_is_told_in_lower_case() -> None:
    assert host_of("https://A.Org:8000/r") == "a.org"
    assert host_of("https://[broken") == ""
    assert host_of("") == ""

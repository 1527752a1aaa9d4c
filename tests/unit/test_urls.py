"""Addresses and identifiers."""

import re
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.urls import (
    arxiv_of_doi,
    arxiv_url,
    code_host_repository,
    doi_url,
    is_safe_url,
    normalise_arxiv,
    normalise_doi,
    normalise_orcid,
    orcid_is_valid,
    relative_prefix,
    relative_url,
    web_address,
)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "HTTP://example.org/a?b#c",
        "https://user@example.org/",
        "mailto:a@example.org",
        "papers/x.pdf",
        "../x.html",
        "/x.html",
        "#top",
        "?q=1",
        "a/b:c",
        "my file.pdf",
        "文件.pdf",
    ],
)
def test_links_to_the_web_and_to_the_site_are_safe(url: str) -> None:
    assert is_safe_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org",
        "x:y",
        "//example.org",
        "/\\example.org",
        "\\\\example.org",
        "https://",
        "https:///path",
        "https:example.org",
        "mailto:",
        "a\nb",
        "\ud800",
    ],
)
def test_other_schemes_and_disguises_are_not_safe(url: str) -> None:
    assert not is_safe_url(url)


@pytest.mark.parametrize(
    ("page", "prefix"), [("index.html", ""), ("papers/x.html", "../"), ("a/b/c.html", "../../")]
)
def test_the_prefix_leads_to_the_root(page: str, prefix: str) -> None:
    assert relative_prefix(page) == prefix


@pytest.mark.parametrize(
    ("page", "target", "url"),
    [
        ("index.html", "papers/x.html", "papers/x.html"),
        ("papers/x.html", "papers/y.html", "y.html"),
        ("papers/x.html", "papers/x.html", "x.html"),
        ("papers/x.html", "authors/y.html", "../authors/y.html"),
        ("papers/x.html", "index.html", "../index.html"),
        ("a/b/c.html", "a/d.html", "../d.html"),
        ("a.html", "b c.html", "b%20c.html"),
        ("a.html", "b:c.html", "b%3Ac.html"),
        ("a.html", "50%?#.html", "50%25%3F%23.html"),
    ],
)
def test_pages_point_at_each_other_relatively(page: str, target: str, url: str) -> None:
    assert relative_url(page, target) == url


PATH = st.lists(st.text("abcü :?#%", min_size=1, max_size=4), min_size=1, max_size=4).map("/".join)


@given(PATH, PATH)
def test_a_relative_url_leads_where_it_should(page: str, target: str) -> None:
    base = "https://example.org/repo/" + relative_url("index.html", page)
    url = urljoin(base, relative_url(page, target))
    assert unquote(url) == "https://example.org/repo/" + target


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1000/ABC", "10.1000/abc"),
        ("doi:10.1000/x", "10.1000/x"),
        ("DOI: 10.1000/x.", "10.1000/x"),
        ("https://doi.org/10.1000/x", "10.1000/x"),
        ("http://dx.doi.org/10.1000/x%2Fy%3C1%3E", "10.1000/x/y<1>"),
        ("doi.org/10.1000.10/x", "10.1000.10/x"),
        (
            "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
            "10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2",
        ),
        ("10.1000", ""),
        ("11.1000/x", ""),
        ("10.1000/x y", ""),
        ("https://example.org/10.1000/x", ""),
        ("", ""),
    ],
)
def test_a_doi_has_one_form(text: str, doi: str) -> None:
    assert normalise_doi(text) == doi
    assert normalise_doi(doi) == doi


def test_a_doi_url_is_encoded() -> None:
    assert doi_url("10.1000/x/y<1>") == "https://doi.org/10.1000/x/y%3C1%3E"


@given(st.text("/.:;()<>#%?abc019é", min_size=1))
def test_a_doi_survives_its_url(suffix: str) -> None:
    doi = normalise_doi(f"10.1234/{suffix}")
    if doi:
        assert normalise_doi(doi_url(doi)) == doi


@pytest.mark.parametrize(
    ("text", "arxiv"),
    [
        ("2301.00010", "2301.00010"),
        ("2301.00010v12", "2301.00010"),
        ("0704.0001", "0704.0001"),
        ("arXiv:2301.00010v2 [cs.CL]", "2301.00010"),
        ("arXiv 2301.00010", "2301.00010"),
        ("https://arxiv.org/abs/2301.00010v1", "2301.00010"),
        ("http://export.arxiv.org/pdf/2301.00010v3.pdf", "2301.00010"),
        ("arxiv.org/html/2301.00010#S1", "2301.00010"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("math.GT/0309136v1", "math/0309136"),
        ("https://arxiv.org/abs/math/0309136", "math/0309136"),
        ("10.48550/arXiv.2301.00010", "2301.00010"),
        ("https://doi.org/10.48550/arXiv.2301.00010", "2301.00010"),
        ("2313.00010", ""),
        ("2301.001", ""),
        ("12.34", ""),
        ("10.1000/2301.00010", ""),
        ("", ""),
    ],
)
def test_an_arxiv_id_has_one_form_without_version(text: str, arxiv: str) -> None:
    assert normalise_arxiv(text) == arxiv
    assert normalise_arxiv(arxiv) == arxiv


def test_arxivs_own_doi_stands_for_its_id() -> None:
    assert arxiv_of_doi("https://doi.org/10.48550/ARXIV.2301.00010") == "2301.00010"
    assert arxiv_of_doi("10.48550/arXiv.hep-th/9901001") == "hep-th/9901001"
    assert arxiv_of_doi("10.1000/arxiv.2301.00010") == ""
    assert arxiv_url("math/0309136") == "https://arxiv.org/abs/math/0309136"


@pytest.mark.parametrize(
    "text",
    [
        "0000-0002-1825-0097",
        "0000000218250097",
        "https://orcid.org/0000-0002-1825-0097",
        "orcid.org/0000-0002-1825-0097/",
        "ORCID: 0000-0002-1825-0097",
    ],
)
def test_an_orcid_id_has_one_form(text: str) -> None:
    assert normalise_orcid(text) == "0000-0002-1825-0097"
    assert orcid_is_valid(text)


def test_an_orcid_id_may_end_in_x() -> None:
    assert orcid_is_valid("0000-0002-1694-233x")
    assert normalise_orcid("0000-0002-1694-233x") == "0000-0002-1694-233X"


@pytest.mark.parametrize(
    "text", ["0000-0002-1825-0098", "0000-0002-1825-009X", "0000-0002-1825", "", "x", "0-0"]
)
def test_an_orcid_id_with_a_wrong_checksum_is_refused(text: str) -> None:
    assert not orcid_is_valid(text)


@given(st.integers(0, 10**15 - 1), st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: int, place: int, difference: int) -> None:
    body = f"{number:015d}"
    valid = [body + check for check in "0123456789X" if orcid_is_valid(body + check)]
    assert len(valid) == 1
    wrong = str((int(body[place]) + difference) % 10)
    assert not orcid_is_valid(valid[0][:place] + wrong + valid[0][place + 1 :])


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (
            "Our code is at https://github.com/danshi777/RL-generalization.",
            "https://github.com/danshi777/RL-generalization",
        ),
        ("(see github.com/a/b.git)", "https://github.com/a/b"),
        ("http://www.github.com/a/b/tree/main/x", "https://github.com/a/b"),
        (r"\url{https://github.com/a_b/c\_d}", "https://github.com/a_b/c_d"),
        ("https://github.com/a and https://github.com/b/c", "https://github.com/b/c"),
        ("https://github.com/features/actions, github.com/a/b", "https://github.com/a/b"),
        ("https://gitlab.com/g/sub/p/-/tree/main", "https://gitlab.com/g/sub/p"),
        ("https://gitlab.inria.fr/x/y,", "https://gitlab.inria.fr/x/y"),
        ("https://bitbucket.org/x/y/src", "https://bitbucket.org/x/y"),
        ("https://codeberg.org/x/y", "https://codeberg.org/x/y"),
        ("https://git.sr.ht/~x/y", "https://git.sr.ht/~x/y"),
        ("https://huggingface.co/x/y", "https://huggingface.co/x/y"),
        ("https://huggingface.co/spaces/x/y", "https://huggingface.co/spaces/x/y"),
        ("https://huggingface.co/datasets/x/y", ""),
        ("https://huggingface.co/papers/2301.00010", ""),
        ("https://git.sr.ht/x/y", ""),
        ("https://notgithub.com/a/b", ""),
        ("https://raw.github.com/a/b", ""),
        ("git@github.com/a/b", ""),
        ("https://github.com/a", ""),
        ("https://github.com/a/...", ""),
        ("no address", ""),
    ],
)
def test_code_is_found_where_a_text_names_a_repository(text: str, url: str) -> None:
    assert code_host_repository(text) == url


@given(st.text("abc/.:-_~ \\githubcom@"))
def test_a_repository_is_always_a_safe_url(text: str) -> None:
    url = code_host_repository(f"https://github.com/{text} https://gitlab.com/{text}")
    assert url == "" or is_safe_url(url)


@pytest.mark.parametrize(
    "text",
    ["github.com/-" * 10**5, "gitlab." + "a." * 10**6, "arxiv " * 10**5, "10." * 10**6, "a-" * 10**6],
)
def test_long_hostile_text_is_read_once(text: str) -> None:
    assert code_host_repository(text) == ""
    assert normalise_doi(text) == ""
    assert normalise_arxiv(text) == ""
    assert normalise_orcid(text) == ""
    assert not is_safe_url(f"javascript:{text}")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("papers/x.html", "papers/x.html"),
        ("../x.html?q=//a#b//c", "../x.html?q=//a#b//c"),
        ("papers/a b.html", "papers/a b.html"),
        ("#top", "#top"),
        ("/x.html", "/x.html"),
        ("https://example.org/a//b", "https://example.org/a//b"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
        ("//evil.example/x", "https://evil.example/x"),
        ("///evil.example/x", "https://evil.example/x"),
        ("/\\evil.example/x", "https://evil.example/x"),
        ("\\\\evil.example", "https://evil.example"),
        ("\\/evil.example", "https://evil.example"),
        ("/\t/evil.example", "https://evil.example"),
        ("/\r\n/evil.example", "https://evil.example"),
        (" //evil.example", "https://evil.example"),
        ("\x01\x1f//evil.example", "https://evil.example"),
        ("https:evil.example", "https://evil.example"),
        ("https:/evil.example", "https://evil.example"),
        ("HTTP:\\\\evil.example", "http://evil.example"),
        ("ht\ntps://evil.example", "https://evil.example"),
        ("..///evil.example", "../evil.example"),
        (".//evil.example", "./evil.example"),
        ("a\\\\b", "a/b"),
        ("/%09/evil", "/%09/evil"),
        ("/%2fevil.example", "/%2fevil.example"),
        ("//", ""),
        ("https:", ""),
        ("https://a b.example", ""),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
    ],
)
def test_an_address_has_the_spelling_that_all_browsers_read_alike(written: str, read: str) -> None:
    assert web_address(written) == read
    assert web_address(read) == read


@given(st.text(alphabet="/\\.\t\n\r :@?#ahtpse%2f", max_size=20))
def test_an_address_without_a_scheme_never_names_a_host(text: str) -> None:
    found = web_address(text)
    if not re.match("(?:https?|mailto):", found):
        assert not re.match(r"[/\\]{2}", re.sub(r"[\t\n\r]", "", found.strip()))
        # Pages at the root show such a link without the steps that lead there.
        assert not re.sub(r"^(?:\.\.?/)+", "", found).startswith("//")

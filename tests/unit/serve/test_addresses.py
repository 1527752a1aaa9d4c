"""Which hosts are answered, and which file answers an address."""

from pathlib import Path

import pytest

from generator.serve.addresses import (
    Found,
    base_path,
    find_file,
    is_allowed_host,
    is_same_origin,
    is_shared,
    shown_host,
)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder beside files that nobody may read."""
    folder = tmp_path / "output"
    for path in (
        "index.html",
        "people.html",
        "guide/index.html",
        "guide/papers.html",
        "news.html",
        "news/first.html",
        "a b.txt",
        "émile.html",
        ".nojekyll",
        ".well-known/security.txt",
        "repo/own.html",
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "index.html"),
        ("/people.html", "people.html"),
        ("/people", "people.html"),
        ("/guide/", "guide/index.html"),
        ("/guide/papers", "guide/papers.html"),
        ("/news", "news.html"),
        ("/a%20b.txt", "a b.txt"),
        ("/%C3%A9mile", "émile.html"),
        ("/.well-known/security.txt", ".well-known/security.txt"),
    ],
)
def test_an_address_is_answered_as_github_pages_does(output: Path, address: str, path: str) -> None:
    assert find_file(output, address) == Found(path)


@pytest.mark.parametrize(
    "address",
    [
        "/missing",
        "/people/",
        "/news/",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/guide/../../secret.txt",
        "/..%2fsecret.txt",
        "/guide//papers.html",
        "/.nojekyll",
        "/%00",
        "/guide%5cpapers.html",
        "/%ff",
        "//secret.txt",
        "/./index.html",
    ],
)
def test_nothing_outside_the_output_and_no_dot_file_is_found(output: Path, address: str) -> None:
    assert find_file(output, address) == Found()


def test_a_folder_without_its_slash_is_redirected_so_that_relative_links_hold(output: Path) -> None:
    assert find_file(output, "/guide").redirect == "/guide/"
    assert find_file(output, "/repo/guide", "/repo").redirect == "/repo/guide/"
    assert find_file(output, "/repo", "/repo").redirect == "/repo/"


def test_the_site_answers_below_the_path_of_its_url_too(output: Path) -> None:
    assert find_file(output, "/repo/", "/repo").path == "index.html"
    assert find_file(output, "/repo/people", "/repo").path == "people.html"
    assert find_file(output, "/repo/own.html", "/repo").path == "repo/own.html"
    assert find_file(output, "/repository", "/repo") == Found()
    assert find_file(output, "/people", "/repo").path == "people.html"


def test_a_link_that_leads_out_of_the_output_is_not_followed(output: Path) -> None:
    (output / "out.txt").symlink_to(output.parent / "secret.txt")
    (output / "in.html").symlink_to(output / "people.html")
    (output / "up").symlink_to(output.parent)
    assert find_file(output, "/out.txt") == Found()
    assert find_file(output, "/up/secret.txt") == Found()
    assert find_file(output, "/in.html").path == "in.html"


@pytest.mark.parametrize(
    "header", ["localhost", "localhost:8000", "LOCALHOST:1", "127.0.0.1:8000", "[::1]:8000", "localhost."]
)
def test_this_machine_is_answered_under_its_own_names(header: str) -> None:
    assert is_allowed_host(header, "127.0.0.1")


@pytest.mark.parametrize(
    "header", ["", "evil.example", "evil.example:8000", "localhost.evil.example", "192.168.1.2", "[", "a b"]
)
def test_no_other_name_is_answered(header: str) -> None:
    assert not is_allowed_host(header, "127.0.0.1")


def test_the_host_that_was_asked_for_is_answered() -> None:
    assert is_allowed_host("lab.example:8000", "lab.example")
    assert is_allowed_host("[fe80::1]:8000", "fe80::1")
    assert not is_allowed_host("other.example", "lab.example")


def test_open_to_the_network_only_addresses_are_answered_since_names_can_be_rebound() -> None:
    assert is_allowed_host("192.168.1.2:8000", "0.0.0.0")  # noqa: S104  compared, not bound
    assert is_allowed_host("[2001:db8::2]:8000", "::")
    assert not is_allowed_host("evil.example", "0.0.0.0")  # noqa: S104  compared, not bound


def test_only_pages_of_the_same_origin_may_open_the_socket() -> None:
    assert is_same_origin(None, "localhost:8000")
    assert is_same_origin("http://localhost:8000", "localhost:8000")
    assert not is_same_origin("http://localhost:9000", "localhost:8000")
    assert not is_same_origin("https://evil.example", "localhost:8000")
    assert not is_same_origin("null", "localhost:8000")
    assert not is_same_origin("http://[", "localhost:8000")


def test_the_address_that_is_shown_is_one_that_a_browser_can_open() -> None:
    assert shown_host("0.0.0.0") == "127.0.0.1"  # noqa: S104  compared, not bound
    assert shown_host("::1") == "[::1]"
    assert shown_host("localhost") == "localhost"


def test_the_base_is_the_path_of_the_url() -> None:
    assert base_path("https://example.org/repo/") == "/repo"
    assert base_path("https://example.org/") == ""
    assert base_path("") == ""


def test_json_and_embeds_are_shared_with_other_sites_and_pages_are_not() -> None:
    assert is_shared("api/v1/site.json")
    assert is_shared("embed/authors/ada.fragment.html")
    assert is_shared("embed.js")
    assert is_shared("badges/authors/ada/papers.svg")
    assert not is_shared("authors/ada.html")

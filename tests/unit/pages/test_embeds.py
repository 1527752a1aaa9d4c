"""What a site offers for embedding, and to whom, on small whole sites."""

import json
from pathlib import Path

import pytest

from generator.pipeline import Request, build

PAPERS = """
- title: Reading <Slowly> & $x^2$
  authors: [Ada Example, Ben Sample, Cy Third, Dee Fourth]
  date: 2026-01-01
  categories: [CL]
  citations: 4
  code: https://git.example.org/slow
  slug: slow
- title: Reading Fast
  authors: [Ada Example]
  date: 2025-05
  citations: 2
  slug: fast
"""


@pytest.fixture
def make(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Builds a site of two people and two papers; the options go to site.yaml and Ada's file."""

    def made(site: str = "", ada: str = "") -> Path:
        content = tmp_path / "content"
        for path, text in {
            "site.yaml": f"title: Lab\nas_of: 2026-11-22\n{site}",
            "authors/ada-example.yaml": f"name: Ada Example\n{ada}",
            "authors/ben-sample.yaml": "name: Ben Sample\n",
            "papers/all.yaml": PAPERS,
        }.items():
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            (content / path).write_text(text, encoding="utf-8")
        build(Request(site=tmp_path, jobs=1))
        return tmp_path / "output"

    return made


URL = "url: https://a.org/r/\n"


def files(output: Path, *folders: str) -> list[str]:
    return sorted(p.relative_to(output).as_posix() for f in folders for p in (output / f).rglob("*.*"))


def test_people_with_a_file_can_be_embedded(make) -> None:  # type: ignore[no-untyped-def]
    output = make(URL + "profiles: all\n")
    assert (output / "authors/cy-third.html").is_file()
    assert (output / "embed.js").is_file()
    assert files(output, "embed", "oembed", "badges") == [
        "badges/authors/ada-example/citations.svg",
        "badges/authors/ada-example/h-index.svg",
        "badges/authors/ada-example/papers.svg",
        "badges/authors/ben-sample/citations.svg",
        "badges/authors/ben-sample/h-index.svg",
        "badges/authors/ben-sample/papers.svg",
        "embed/authors/ada-example.fragment.html",
        "embed/authors/ada-example.html",
        "embed/authors/ben-sample.fragment.html",
        "embed/authors/ben-sample.html",
        "embed/frame.js",
        "oembed/authors/ada-example.json",
        "oembed/authors/ben-sample.json",
    ]


def test_a_site_can_forbid_embeds(make) -> None:  # type: ignore[no-untyped-def]
    output = make(URL + "embed: false\n")
    assert not (output / "embed.js").exists()
    assert files(output, "embed", "oembed", "badges") == []
    profile = (output / "authors/ada-example.html").read_text(encoding="utf-8")
    assert "oembed" not in profile
    assert "embed-dialog" not in profile


@pytest.mark.parametrize(
    ("site", "ada", "badges"),
    [
        ("metrics: {show: none}\n", "", []),
        ("metrics: {show: counts}\n", "", ["citations", "papers"]),
        ("", "hide: [citations]\n", ["h-index", "papers"]),
    ],
)
def test_what_is_hidden_is_in_no_embed(make, site: str, ada: str, badges: list[str]) -> None:  # type: ignore[no-untyped-def]
    output = make(
        URL + site, ada + "reported: {source: Index, date: 2026-05-28, h_index: 77, citations: 6789}\n"
    )
    found = [Path(path).stem for path in files(output, "badges/authors/ada-example")]
    assert found == badges
    for path in ("embed/authors/ada-example.html", "embed/authors/ada-example.fragment.html"):
        text = (output / path).read_text(encoding="utf-8")
        assert ("6789" in text) == ("citations" in badges), path
        assert ("77" in text) == ("h-index" in badges), path
    as_json = (output / "api/v1/authors/ada-example.json").read_text(encoding="utf-8")
    assert ("6789" in as_json) == ("citations" in badges)


def test_a_fragment_has_absolute_links_where_the_site_has_an_address(make) -> None:  # type: ignore[no-untyped-def]
    text = (make(URL) / "embed/authors/ada-example.fragment.html").read_text(encoding="utf-8")
    assert '<a href="https://a.org/r/papers/slow.html">' in text
    assert "../" not in text
    assert "<script" not in text
    assert "<html" not in text
    assert "Slowly" in text
    assert "<Slowly>" not in text


def test_a_fragment_without_an_address_leads_on_from_its_own_place(make) -> None:  # type: ignore[no-untyped-def]
    text = (make() / "embed/authors/ada-example.fragment.html").read_text(encoding="utf-8")
    assert '<a href="../../papers/slow.html">' in text


def test_oembed_is_found_from_the_profile(make) -> None:  # type: ignore[no-untyped-def]
    output = make(URL)
    profile = (output / "authors/ada-example.html").read_text(encoding="utf-8")
    address = "https://a.org/r/oembed/authors/ada-example.json"
    assert f'<link rel="alternate" href="{address}" type="application/json+oembed">' in profile
    found = json.loads((output / "oembed/authors/ada-example.json").read_text(encoding="utf-8"))
    assert "https://a.org/r/embed/authors/ada-example.html" in found["html"]
    assert found["thumbnail_url"] == "https://a.org/r/og/authors/ada-example.png"


def test_without_an_address_there_is_no_oembed_and_no_picture(make) -> None:  # type: ignore[no-untyped-def]
    output = make()
    assert files(output, "oembed", "og") == []
    profile = (output / "authors/ada-example.html").read_text(encoding="utf-8")
    assert "application/json+oembed" not in profile
    assert 'data-base=""' in profile


def test_an_iframe_page_sends_nothing_and_stays_out_of_search_engines(make) -> None:  # type: ignore[no-untyped-def]
    output = make(URL + "analytics: https://stats.example.org/s.js\n")
    text = (output / "embed/authors/ada-example.html").read_text(encoding="utf-8")
    assert "stats.example.org" not in text
    assert "connect-src" not in text
    assert '<meta name="robots" content="noindex">' in text
    assert '<base target="_blank">' in text
    assert "embed/" not in (output / "sitemap.xml").read_text(encoding="utf-8")


def test_the_dialog_offers_no_element_without_the_data_it_needs(make) -> None:  # type: ignore[no-untyped-def]
    output = make("exports: {per_author: [bib]}\n")
    profile = (output / "authors/ada-example.html").read_text(encoding="utf-8")
    assert 'value="iframe" checked' in profile
    assert 'value="script"' not in profile


def test_a_theme_cannot_take_the_place_of_the_script(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    theme = tmp_path / "themes" / "mine"
    (theme / "static").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: mine\nextends: default\n", encoding="utf-8")
    (theme / "static" / "embed.js").write_text("broken(", encoding="utf-8")
    output = make("theme: mine\n")
    assert "byline-profile" in (output / "embed.js").read_text(encoding="utf-8")

"""What holds for every file of every site: links lead somewhere, nothing leaves, formats are right."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import jsonschema
import pytest

ROOT = "http://root.invalid/"
"""Stands for where the output lies: what resolves outside it leads off the site."""

SITE_URLS = ("https://example.org/ada/", "https://lab.example.org/")
"""Addresses of the sites below: in canonical links, feeds and 404.html."""

LOADED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "use": ("href",),
    "image": ("href",),
}
"""Attributes that make a browser ask for something."""

LOADING_RELS = frozenset(
    {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "preconnect"}
)
SCHEMAS = {
    "authors": "author",
    "papers": "paper",
    "topics": "papers",
    "years": "papers",
    "projects": "papers",
}
CSS_URL = re.compile(r"""@import\s+["']([^"']+)|url\(\s*["']?([^"')]+)""")

Reader = Callable[[Path], Any]


def pages(output: Path) -> list[Path]:
    """Return the pages; what stands in other sites' pages, `*.fragment.html`, is tested by itself."""
    return sorted(file for file in output.rglob("*.html") if not file.name.endswith(".fragment.html"))


def links(page: Any) -> Iterator[tuple[str, str]]:
    """Yield (tag, address) of everything that a page refers to."""
    for element in page.elements:
        for name in ("href", "src", "poster", "action", "data", "cite"):
            if element.attributes.get(name):
                yield element.tag, element.attributes[name]
        for part in filter(None, element.attributes.get("srcset", "").split(",")):
            yield element.tag, part.split()[0]
        if element.tag == "meta" and element.attributes.get("http-equiv", "").lower() == "refresh":
            yield "meta", element.attributes["content"].partition("url=")[2]


def requests(page: Any) -> Iterator[str]:
    """Yield the addresses that a browser asks for without anyone clicking."""
    for element in page.elements:
        names = LOADED.get(element.tag, ())
        if element.tag == "link" and LOADING_RELS & set(element.attributes.get("rel", "").split()):
            names = ("href",)
        for name in names:
            value = element.attributes.get(name, "")
            yield from (
                (part.split()[0] for part in value.split(",") if part.strip())
                if name == "srcset"
                else [value]
            )


def target(output: Path, path: str, address: str) -> tuple[Path | None, str]:
    """Return the file that an address means and the fragment; None for another site's."""
    for site_url in SITE_URLS:
        # 404.html is served at any depth: its addresses start at the host's root.
        if address.startswith("/") and path == "404.html" and urljoin(site_url, address).startswith(site_url):
            address = urljoin(site_url, address)
        address = address.replace(site_url, ROOT)
    whole, fragment = urldefrag(urljoin(ROOT + path, address))
    if not whole.startswith(ROOT):
        return None, ""
    file = output / unquote(urlsplit(whole).path.lstrip("/"))
    return (file / "index.html" if file.is_dir() else file), unquote(fragment)


def test_every_internal_link_and_anchor_leads_somewhere(output: Path, read_page: Reader) -> None:
    broken = []
    for file in pages(output):
        page = read_page(file)
        path = file.relative_to(output).as_posix()
        for tag, address in links(page):
            found, fragment = target(output, path, address)
            if found is None:
                continue
            is_there = found.is_file()
            if is_there and fragment and found.suffix == ".html":
                is_there = fragment in read_page(found).ids
            if not is_there:
                broken.append((path, tag, address))

    assert broken == []


def test_links_of_fragments_lead_somewhere_too(output: Path, read_page: Reader) -> None:
    for file in output.rglob("*.fragment.html"):
        for _, address in links(read_page(file)):
            found, fragment = target(output, file.relative_to(output).as_posix(), address)
            assert found is None or found.is_file(), (file, address)
            assert not fragment or fragment in read_page(found).ids, (file, address)


def test_links_within_the_site_are_relative(output: Path, read_page: Reader) -> None:
    for file in pages(output):
        if file.name.endswith(".fragment.html"):
            continue  # made to stand on another site
        if file.name == "404.html":
            continue
        for element in read_page(file).all("a"):
            address = element.attributes.get("href", "")
            assert not address.startswith(("/", *SITE_URLS)), (file, address)


def test_ids_are_unique_and_are_what_labels_and_popovers_name(output: Path, read_page: Reader) -> None:
    naming = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "popovertarget", "headers")
    for file in pages(output):
        page = read_page(file)
        assert [name for name, count in Counter(page.ids).items() if count > 1] == [], file
        for element in page.elements:
            for name in naming:
                assert set(element.attributes.get(name, "").split()) <= set(page.ids), (file, name)


def test_no_page_or_style_sheet_asks_another_host(output: Path, read_page: Reader) -> None:
    for file in pages(output):
        path = file.relative_to(output).as_posix()
        for address in requests(read_page(file)):
            assert address.startswith("data:") or target(output, path, address)[0] is not None, (
                file,
                address,
            )
    for file in output.rglob("*.css"):
        for match in CSS_URL.finditer(file.read_text(encoding="utf-8")):
            address = match[1] or match[2]
            found, _ = target(output, file.relative_to(output).as_posix(), address)
            assert found is not None, (file, address)
            assert found.is_file(), (file, address)


def test_pages_hold_no_inline_script_or_style(output: Path, read_page: Reader) -> None:
    for file in pages(output):
        page = read_page(file)
        assert page.all("style") == [], file
        for script in page.all("script"):
            assert script.attributes.get("src") or script.attributes.get("type") == "application/ld+json"
        for element in page.elements:
            assert not [name for name in element.attributes if name == "style" or name.startswith("on")], file


def test_every_page_forbids_what_it_does_not_need(output: Path, read_page: Reader) -> None:
    for file in pages(output):
        if file.name.endswith(".fragment.html"):
            continue  # a part of somebody else's page, under that page's policy
        policies = [
            meta.attributes["content"]
            for meta in read_page(file).all("meta")
            if meta.attributes.get("http-equiv", "").lower() == "content-security-policy"
        ]
        assert len(policies) == 1, file
        assert "unsafe" not in policies[0]
        assert policies[0].startswith("default-src 'none'")


def test_structured_data_is_json_that_cannot_end_its_script(output: Path, read_page: Reader) -> None:
    kinds = set()
    for file in pages(output):
        for script in read_page(file).all("script"):
            if script.attributes.get("type") == "application/ld+json":
                assert "<" not in script.text
                json.loads(script.text)
                kinds |= set(re.findall(r'"@type":"(\w+)"', script.text))
    assert {"ProfilePage", "Person", "ScholarlyArticle"} <= kinds


def test_json_documents_fit_the_schemas_that_are_shipped_with_them(output: Path) -> None:
    api = output / "api" / "v1"
    validators = {}
    for file in (api / "schemas").glob("*.json"):
        schema = json.loads(file.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[file.stem] = jsonschema.Draft202012Validator(schema)

    seen = Counter()
    for file in sorted(api.rglob("*.json")):
        folder = file.relative_to(api).parts[0]
        if folder == "schemas":
            continue
        kind = "papers" if file.name == "recent.json" else SCHEMAS.get(folder, file.stem)
        validators[kind].validate(json.loads(file.read_text(encoding="utf-8")))
        seen[kind] += 1
    assert set(seen) == {"author", "paper", "papers", "site"}


def test_addresses_in_json_documents_lead_somewhere(output: Path) -> None:
    def addresses(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from [value["url"]] if isinstance(value.get("url"), str) else []
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                yield from addresses(item)

    for file in sorted((output / "api").rglob("*.json")):
        for address in addresses(json.loads(file.read_text(encoding="utf-8"))):
            if address.startswith("http") and not address.startswith(SITE_URLS):
                continue
            found, _ = target(output, "", address)
            assert found is not None, (file, address)
            assert found.is_file(), (file, address)


@pytest.mark.parametrize("pattern", ["*.xml", "*.atom"])
def test_feeds_and_sitemap_are_well_formed(output: Path, pattern: str) -> None:
    files = sorted(output.rglob(pattern))
    assert files
    for file in files:
        root = ET.fromstring(file.read_bytes())  # noqa: S314  # our own output
        name = "urlset" if file.name == "sitemap.xml" else "feed"
        assert root.tag.endswith(f"}}{name}"), file


def test_an_atom_feed_has_what_the_standard_asks_for(output: Path) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    for file in (output / "feed.xml", *output.glob("authors/*.atom")):
        feed = ET.fromstring(file.read_bytes())  # noqa: S314  # our own output
        for part in (feed, *feed.iter(f"{atom}entry")):
            assert all(part.findtext(atom + name) for name in ("id", "title", "updated")), file
        ids = [entry.findtext(f"{atom}id") for entry in feed.iter(f"{atom}entry")]
        assert len(ids) == len(set(ids))


def test_the_json_feed_names_every_paper_that_has_a_page(output: Path) -> None:
    feed = json.loads((output / "feed.json").read_text(encoding="utf-8"))

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert all(
        item["id"] and (item.get("content_text") or item.get("content_html") or item.get("title"))
        for item in feed["items"]
    )


def test_the_sitemap_names_each_page_once_and_no_redirect(lab_output: Path, read_page: Reader) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ET.fromstring((lab_output / "sitemap.xml").read_bytes())  # noqa: S314  # our own output
    listed = [loc.text or "" for loc in root.iter(f"{space}loc")]

    assert len(listed) == len(set(listed))
    for address in listed:
        found, _ = target(lab_output, "", address)
        assert found is not None
        robots = [m for m in read_page(found).all("meta") if m.attributes.get("name") == "robots"]
        assert robots == [], address
    assert "https://lab.example.org/" in listed
    assert "https://lab.example.org/join/how.html" in listed


def test_a_paper_page_carries_what_scholar_indexes(author_output: Path, read_page: Reader) -> None:
    page = read_page(author_output / "papers" / "reading-slowly.html")
    tags = [
        (m.attributes["name"], m.attributes["content"]) for m in page.all("meta") if "name" in m.attributes
    ]
    found = dict(tags)

    assert [content for name, content in tags if name == "citation_author"] == [
        "Sample, Ben",
        "Example, Ada",
        "Third, Cy",
        "Fourth, Dee",
    ]
    assert found["citation_title"].startswith("Reading ")
    assert found["citation_publication_date"] == "2026/04/27"
    assert found["citation_journal_title"] == "Journal of Slow Reading"
    assert (found["citation_firstpage"], found["citation_lastpage"]) == ("12", "30")
    assert found["citation_doi"] == "10.1000/182"
    assert found["citation_pdf_url"] == "https://example.org/ada/papers/slow.pdf"


def test_lists_carry_coins_and_no_scholar_tags(author_output: Path, read_page: Reader) -> None:
    for path in ("index.html", "papers/index.html", "authors/ada-example.html"):
        page = read_page(author_output / path)
        spans = [e for e in page.all("span") if e.attributes.get("class") == "Z3988"]
        assert len({e.attributes["title"] for e in spans}) == 3
        assert not [m for m in page.all("meta") if m.attributes.get("name", "").startswith("citation_")]


def test_without_an_address_nothing_absolute_is_invented(sample_output: Path, read_page: Reader) -> None:
    assert not (sample_output / "sitemap.xml").exists()
    for file in pages(sample_output):
        page = read_page(file)
        assert not [x for x in page.all("link") if x.attributes.get("rel") == "canonical"]
        assert not [m for m in page.all("meta") if m.attributes.get("property") == "og:url"]


def test_an_owners_home_and_profile_are_one_page_to_search_engines(
    author_output: Path, read_page: Reader
) -> None:
    for path in ("index.html", "authors/ada-example.html"):
        page = read_page(author_output / path)
        canonical = [x.attributes["href"] for x in page.all("link") if x.attributes.get("rel") == "canonical"]
        assert canonical == ["https://example.org/ada/authors/ada-example.html"]

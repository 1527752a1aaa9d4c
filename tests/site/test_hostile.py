"""Hostile sources: a diagnostic or harmless text, never a traceback, never a file somewhere else."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from generator.errors import Severity, SourceError
from generator.pipeline import Request, build, examine
from generator.schema.author import Author
from generator.schema.document import DOCUMENTS
from generator.schema.paper import Paper
from generator.schema.site import Site
from generator.schema.venue import Venue

SCRIPT = (
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>"
    '<a href="javascript:alert(1)">x</a></title></textarea></style></script><!-- {{ 7*7 }} {% raw %} ]]> '
    "<iframe src=//evil.example></iframe> [x](javascript:alert(1)) ![x](https://evil.example/x.png) "
    "<https://evil.example> $\\href{javascript:alert(1)}{x}$ "
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math> "
    "`</code><script>alert(1)</script>` \x01\x02\x03 \u202e"
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    'https://evil.example/"onmouseover="alert(1)',
    "https://evil.example/'><script>alert(1)</script>",
    "https://evil.example;script-src * 'unsafe-inline'/x.png",
    "https://user@evil.example@other.example/x",
    "../../../../etc/passwd",
    "..\\..\\x",
    "/etc/passwd",
    "file:///etc/passwd",
    "\\\\host\\share",
)
KINDS: dict[str, tuple[str, type[BaseModel], dict[str, object]]] = {
    "paper": ("papers", Paper, {"title": "A Paper", "authors": ["Ada Example"], "abstract": "Text."}),
    "author": ("authors", Author, {"name": "Ada Example"}),
    **{
        model.kind: (folder, model, {"title": "A Document", "date": "2026-01-01"})
        for folder, model in DOCUMENTS.items()
    },
}
ACTIVE_TAGS = frozenset("iframe object embed applet frame frameset style".split())
ADDRESS_NAMES = frozenset("href src action formaction poster data srcset xlink:href background cite".split())
SAFE_ADDRESS = re.compile(
    r"(?:https?://|mailto:|data:image/svg|#|\?|(?![a-z][a-z0-9+.-]*:)(?!//))", re.IGNORECASE
)

Reader = Callable[[Path], Any]


def write(site: Path, path: str, data: object) -> None:
    """Write a record as JSON, which is YAML too, so that no quoting of ours comes in between."""
    file = site / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data)
    file.write_text(f"---\n{text}\n---\n\n{SCRIPT}\n" if path.endswith(".md") else text, encoding="utf-8")


def shapes(payload: str) -> Iterator[object]:
    """Yield the payload in every shape that some field takes."""
    yield payload
    yield [payload]
    yield {payload: payload}
    yield [{"name": payload, "what": payload, "where": payload, "url": payload, "label": payload}]
    yield {"label": payload, "url": payload, "source": payload, "count": payload}


def alone(site: Path, kind: str, payloads: tuple[str, ...]) -> None:
    """Write a record for each field, shape and payload, in which all else is harmless."""
    folder, model, needed = KINDS[kind]
    suffix = ".yaml" if kind in ("paper", "author") else ".md"
    for field in model.model_fields:
        number = 0
        for payload in payloads:
            tried = shapes(payload) if payload == SCRIPT else (payload, [{"label": "x", "url": payload}])
            for value in tried:
                number += 1
                name = f"{field.replace('_', '-')}-{number}"
                record = {**needed, "slug": name, field: value}
                if kind == "author" and field != "name":
                    record["name"] = f"Ada {name.replace('-', ' ')}"
                write(site, f"{folder}/{name}{suffix}", record)


def harmless(output: Path, read_page: Reader) -> None:
    """Assert that nothing in any page runs, loads or leads to a script."""
    for file in output.rglob("*.html"):
        page = read_page(file)
        for element in page.elements:
            where = (file.relative_to(output).as_posix(), element)
            if element.tag == "base":  # our own, on embedded pages: links open in a tab of their own
                assert element.attributes == {"target": "_blank"}, where
                continue
            assert element.tag not in ACTIVE_TAGS, where
            assert element.tag != "base" or set(element.attributes) == {"target"}, where
            assert not [name for name in element.attributes if name.startswith("on") or name == "style"], (
                where
            )
            if element.tag == "script" and element.attributes.get("type") != "application/ld+json":
                source = element.attributes.get("src", "")
                assert re.fullmatch(r"(?:(?:\.\./)*|/(?!/).*/)(?:assets/[\w.-]+|embed/frame)\.js", source), (
                    where
                )
                assert not element.text.strip(), where
            if element.attributes.get("http-equiv", "").lower() == "content-security-policy":
                # Pictures of other hosts may be shown; nothing else of theirs.
                for directive in element.attributes["content"].split("; "):
                    assert directive.startswith("img-src ") or "evil.example" not in directive, where
                assert element.attributes["content"].count("script-src") == 1, where
                assert "unsafe" not in element.attributes["content"], where
            if element.tag == "link" and element.attributes["rel"] in ("stylesheet", "icon", "preload"):
                assert "evil.example" not in element.attributes["href"], where
            for name in ADDRESS_NAMES & element.attributes.keys():
                assert SAFE_ADDRESS.match(element.attributes[name].strip()), where
            if element.attributes.get("http-equiv", "").lower() == "refresh":
                assert re.fullmatch(r"0; ?url=[\w./~-]+", element.attributes["content"]), where


def whole(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize("payloads", [(SCRIPT,), ADDRESSES], ids=["script", "addresses"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_field_lets_anything_run(
    kind: str, payloads: tuple[str, ...], tmp_path: Path, read_page: Reader
) -> None:
    site = tmp_path / "site"
    write(site, "site.yaml", {"title": "The Example Lab", "as_of": "2026-11-22", "profiles": "all"})
    alone(site, kind, payloads)
    before = whole(tmp_path)

    built = build(Request(site=site, jobs=1, keep_going=True))

    assert built.files > 20
    harmless(site / "output", read_page)
    new = whole(tmp_path) - before
    assert {
        p for p in new if not p.startswith(("site/output", "site/.output.byline", "site/.byline"))
    } == set()
    for problem in built.diagnostics:
        assert "\n" not in problem.format_text().split("\n  hint: ")[0]


def test_no_setting_of_the_site_lets_anything_run(tmp_path: Path, read_page: Reader) -> None:
    tried = 0
    for field in Site.model_fields:
        for number, payload in enumerate((SCRIPT, *ADDRESSES)):
            site = tmp_path / f"{field}-{number}"
            write(site, "site.yaml", {"title": "The Example Lab", "as_of": "2026-11-22", field: payload})
            try:
                build(Request(site=site, jobs=1))
            except SourceError:
                continue
            tried += 1
            if field != "analytics":  # the one setting that is there to run a script
                harmless(site / "output", read_page)
    assert tried > 10


def test_no_venue_lets_anything_run(tmp_path: Path, read_page: Reader) -> None:
    site = tmp_path / "site"
    write(site, "site.yaml", {"title": "The Example Lab", "as_of": "2026-11-22"})
    venues = [
        {"name": f"Venue {field} {number}", field: value}
        for field in Venue.model_fields
        for number, value in enumerate(v for payload in (SCRIPT, *ADDRESSES) for v in shapes(payload))
    ]
    write(site, "venues.yaml", venues)
    for number, venue in enumerate(venues):
        name = venue["name"]
        write(
            site,
            f"papers/p{number}.yaml",
            {"title": f"Paper {number}", "venue": name if isinstance(name, str) else "x"},
        )

    build(Request(site=site, jobs=1, keep_going=True))

    harmless(site / "output", read_page)


def test_reference_managers_files_let_nothing_run(tmp_path: Path, read_page: Reader) -> None:
    site = tmp_path / "site"
    write(site, "site.yaml", {"title": "The Example Lab", "as_of": "2026-11-22", "profiles": "all"})
    names = "title author editor journal booktitle year month url doi eprint abstract note keywords pdf code"
    entries, lines = [], []
    for field in names.split():
        for number, payload in enumerate((SCRIPT, *ADDRESSES)):
            fields = {"title": "A Title", "author": "Example, Ada", "year": "2024", field: payload}
            written = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
            entries.append(f"@article{{{field}{number},\n{written}\n}}\n")
    for (
        field
    ) in "title author issued container-title URL DOI abstract note keyword publisher page language".split():
        for number, payload in enumerate((SCRIPT, *ADDRESSES)):
            record = {
                "id": f"{field}-csl-{number}",
                "type": "article",
                "title": f"CSL {field} {number}",
                field: payload,
            }
            if field == "author":
                record["author"] = [{"family": payload, "given": payload}]
            lines.append(json.dumps(record))
    papers = site / "content" / "papers"
    papers.mkdir(parents=True)
    (papers / "library.bib").write_text("\n".join(entries), encoding="utf-8")
    (papers / "library.jsonl").write_text("\n".join(lines), encoding="utf-8")

    build(Request(site=site, jobs=1, keep_going=True))

    harmless(site / "output", read_page)


@pytest.mark.parametrize(
    "slug",
    [
        "../../up",
        "..",
        ".",
        "/etc/passwd",
        "a/../../b",
        "..%2f..%2fx",
        "\\..\\x",
        "CON",
        "nul.txt",
        "a\0b",
        "x" * 5000,
    ],
)
def test_no_slug_leaves_the_output(tmp_path: Path, slug: str) -> None:
    site = tmp_path / "site"
    write(site, "site.yaml", {"title": "The Example Lab", "as_of": "2026-11-22"})
    for folder in ("papers", "authors"):
        write(
            site,
            f"{folder}/a.yaml",
            {"title": "A", "slug": slug} if folder == "papers" else {"name": "A", "slug": slug},
        )
    write(site, "news/a.md", {"title": "A", "slug": slug, "redirect_from": [slug]})
    write(site, "pages/a.md", {"title": "A", "slug": slug})
    write(
        site,
        "papers/b.yaml",
        {"title": "B", "categories": [slug], "venue": slug, "projects": [slug], "type": slug},
    )
    (site / "content" / "papers" / "c.bib").write_text(
        f"@article{{{slug},\n  title = {{C}}\n}}\n", encoding="utf-8"
    )
    before = whole(tmp_path)

    build(Request(site=site, jobs=1, keep_going=True))

    new = whole(tmp_path) - before
    assert {
        p for p in new if not p.startswith(("site/output", "site/.output.byline", "site/.byline"))
    } == set()
    made = whole(site / "output")
    assert not [path for path in made if ".." in path.split("/") or "\\" in path or "\0" in path]
    assert all(len(part.encode()) < 255 for path in made for part in path.split("/"))


LONG = 10_000_000
BIG: dict[str, Callable[[], bytes]] = {
    "papers/title.yaml": lambda: b"title: " + b"x" * LONG,
    "papers/body.md": lambda: b"---\ntitle: A\n---\n" + b"word " * (LONG // 5),
    "papers/stars.md": lambda: b"---\ntitle: A\n---\n" + b"*" * LONG,
    "papers/list.yaml": lambda: b"title: A\nkeywords: [" + b"a, " * (LONG // 30) + b"a]",
    "papers/a.bib": lambda: b"@article{a, title = {" + b"{x" * (LONG // 2) + b"}}",
    "papers/at.bib": lambda: b"@" * LONG,
    "papers/a.jsonl": lambda: b'{"title": "' + b"x" * LONG + b'"}',
    "papers/deep.jsonl": lambda: b"[" * LONG,
    "pages/a.md": lambda: b"---\ntitle: A\n---\n" + b"[a](b" * (LONG // 5),
    "pages/quotes.md": lambda: b"---\ntitle: A\n---\n" + b"> " * (LONG // 2),
    "pages/table.md": lambda: b"---\ntitle: A\n---\n" + b"|a" * (LONG // 2) + b"\n" + b"|-" * 1000,
    "pages/math.md": lambda: b"---\ntitle: A\n---\n$" + b"{" * (LONG // 2) + b"$",
    "authors/a.yaml": lambda: b"name: " + b"A " * (LONG // 2),
    "site.yaml": lambda: b"title: A\ndescription: " + b"x" * LONG,
}


@pytest.mark.parametrize("path", BIG)
def test_ten_megabytes_in_one_line_are_read_or_refused(tmp_path: Path, path: str) -> None:
    site = tmp_path / "site"
    write(site, "site.yaml", {"title": "The Example Lab", "as_of": "2026-11-22"})
    file = site / "content" / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(BIG[path]())

    problems = examine(Request(site=site)).diagnostics

    assert all(len(problem.format_text()) < 2000 for problem in problems)
    if path != "site.yaml":
        build(Request(site=site, jobs=1, keep_going=True))


def test_bytes_of_any_kind_are_a_diagnostic(tmp_path: Path, byline) -> None:
    site = tmp_path / "site"
    write(site, "site.yaml", {"title": "The Example Lab", "as_of": "2026-11-22"})
    every = bytes(range(256)) * 4
    for folder, suffix in (
        ("papers", "yaml"),
        ("papers", "md"),
        ("papers", "bib"),
        ("papers", "jsonl"),
        ("authors", "yaml"),
        ("authors", "md"),
        ("news", "md"),
        ("pages", "md"),
        ("talks", "md"),
        ("projects", "md"),
        ("teaching", "md"),
    ):
        for name, data in (
            ("every", every),
            ("nul", b"title: a\0b"),
            ("bom", b"\xef\xbb\xbf"),
            ("utf16", "title: a".encode("utf-16")),
            ("utf32", "title: a".encode("utf-32")),
            ("surrogate", b"title: \xed\xa0\x80"),
            ("overlong", b"title: \xc0\xaf"),
            ("mixed", "title: é".encode() + "é".encode("latin-1")),
            ("nothing", b""),
            ("dashes", b"---\n---\n---"),
            ("controls", b"title: " + bytes(range(1, 32))),
            ("brackets", b"[{[{[{"),
            ("anchor", b"a: &a [*a, *a]"),
        ):
            file = site / "content" / folder / f"{name}-{suffix}.{suffix}"
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(data)

    done = byline("check", "--site", site)

    assert done.returncode == 1
    assert len(re.findall(r"^content/\S+:\d+:\d+: error\[", done.stdout, re.MULTILINE)) > 80
    assert byline("build", "--site", site, "--keep-going").returncode in (0, 1)


def test_a_page_cannot_take_the_place_of_byline_s_own(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(
        site, "site.yaml", {"title": "The Example Lab", "as_of": "2026-11-22", "url": "https://example.org/"}
    )
    write(
        site,
        "papers/a.yaml",
        {"title": "A", "redirect_from": ["index.html", "feed.xml", "assets/byline.css"]},
    )
    write(site, "pages/assets/byline.md", {"title": "A"})
    write(site, "pages/api/v1/site.md", {"title": "A"})

    problems = examine(Request(site=site)).diagnostics

    assert {p.code for p in problems if p.severity is Severity.ERROR} == {"path-collision"}


def test_links_that_lead_to_themselves_are_left_out_with_a_warning(small_site: Path, byline) -> None:
    content = small_site / "content"
    (content / "static").mkdir(exist_ok=True)
    for path in ("static/self", "papers/self.yaml", "background.jsonl"):
        (content / path).symlink_to(Path(path).name)

    for _ in range(2):
        done = byline("build", "--site", small_site)
        assert done.returncode == 0, done.stderr
        assert "content/static/self:1:1: warning[symlink]" in done.stderr
        assert "content/papers/self.yaml:1:1: warning[symlink]" in done.stderr

    with (content / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("metrics: {novelty: {background: background.jsonl}}\n")
    done = byline("build", "--site", small_site)
    assert done.returncode == 1
    assert "there is no file content/background.jsonl" in done.stderr

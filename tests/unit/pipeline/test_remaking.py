"""Whatever is edited, a build that knows the last one gives what a clean build gives, byte for byte."""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.pipeline import Built, Request, build
from generator.pipeline import amending as amending_module
from generator.pipeline import kept_index as kept_index_module
from generator.pipeline import kept_sources as kept_sources_module
from generator.pipeline import making as making_module
from generator.pipeline import remaking as remaking_module
from generator.pipeline import remembering as remembering_module
from generator.pipeline.kept_sources import FOLDER, NAME
from generator.pipeline.stored_ledger import CHANGES, LEDGER

FILES = {
    "content/site.yaml": "title: Lab\nas_of: 2026-11-22\nurl: https://example.org/lab/\nquality: true\n"
    "metrics: {novelty: {min_prior: 1, min_ref: 1, min_words: 2}}\n",
    "content/authors/ada-example.yaml": "name: Ada Example\npapers: [slow]\n",
    "content/authors/bo-other.yaml": "name: Bo Other\nrole: Postdoc\n",
    "content/papers/slow.yaml": "title: Reading Slowly\nauthors: [Ada Example, Bo Other]\ndate: 2026-01-01\n"
    "abstract: Slow reading of papers on trees and rivers.\ncategories: [CL]\ncitations: 3\n"
    "projects: [trees]\n",
    "content/papers/fast.yaml": "title: Reading Fast\nauthors: [Ada Example]\ndate: 2025-01-01\n"
    "abstract: Fast reading of papers on trees.\nvenue: ACL\ncategories: [CL, AI]\nreferences: [slow]\n",
    "content/papers/old.bib": "@article{deep, title={Deep Rivers}, author={Cy Third and Bo Other},\n"
    "year={2019}, journal={Rivers}}\n@article{wide, title={Wide Rivers}, author={Cy Third}, year={2018}}\n",
    "content/pages/about.md": "---\ntitle: About\n---\nWhat we do.\n",
    "content/news/2026-02-02-moved.md": "We have moved.\n",
    "content/projects/trees.md": "---\ntitle: Trees\n---\nAbout trees.\n",
    "content/static/note.txt": "a note\n",
    "themes/mine/theme.yaml": "name: mine\nextends: default\n",
}

_ticks = count(1)


def write(site: Path, path: str, text: str) -> None:
    """Write a file as if long ago, and later than any file before: its time is believed."""
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    at = 1_700_000_000 + next(_ticks)
    os.utime(file, (at, at))


def tree(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def make_site(folder: Path) -> Path:
    for path, text in FILES.items():
        write(folder, path, text)
    return folder


@pytest.fixture(autouse=True)
def everything_is_worth_keeping() -> Iterator[None]:
    """Keep the sources and measures of small sites, too, and let workers have a share in them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(amending_module, "WORTH_KEEPING", 1)
        patch.setattr(kept_index_module, "WORTH_KEEPING", 1)
        patch.setattr(kept_sources_module, "WORTH_KEEPING", 1)
        patch.setattr(remembering_module, "WORTH_KEEPING", 1)
        patch.setattr(remaking_module, "WORTH_WORKERS", 1)
        patch.setattr(making_module, "WORTH_WORKERS", 1)
        yield


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A lab with a source of every kind."""
    return make_site(tmp_path / "site")


def clean(site: Path) -> dict[str, bytes] | None:
    """What a clean build publishes, None when the sources have errors."""
    with TemporaryDirectory() as folder:
        try:
            build(Request(site=site, output=Path(folder, "output"), jobs=1, clean=True))
        except SourceError:
            return None
        return tree(Path(folder, "output"))


def rebuild(site: Path, jobs: int = 1) -> Built | None:
    """Build, or return None when the sources have errors."""
    try:
        return build(Request(site=site, jobs=jobs))
    except SourceError:
        return None


TITLES = st.sampled_from(["Reading Slowly", "Trees *and* rivers", "Ärger with $x^2$", "Reading Fast"])
PEOPLE = st.sampled_from(["Ada Example", "Bo Other", "Cy Third", "Dee Fourth", "A. Example"])
DATES = st.sampled_from(["2026-01-01", "2025-05-05", "2019", "2026-03"])
SLUGS = st.sampled_from(["slow", "fast", "new", "other"])
OPTIONAL = (
    "categories: [CL]",
    "categories: [AI, LG]",
    "venue: ACL",
    "citations: 7",
    "selected: true",
    "status: draft",
    "projects: [trees]",
    "doi: 10.1234/abc",
    "references: [10.1234/abc]",
    "version_of: fast",
    "redirect_from: [old/place.html]",
    "award: Best paper",
    "retracted: true",
    "authers: [x]",
)
OTHERS: tuple[tuple[str, str], ...] = (
    ("content/authors/bo-other.yaml", "name: Bo Other\nrole: Professor\naliases: [Cy Third]\n"),
    ("content/authors/bo-other.yaml", "name: Bo Other\nend: 2020\nhide: [h_index, novelty, score]\n"),
    ("content/authors/dee.yaml", "name: Dee Fourth\n"),
    ("content/papers/old.bib", "@article{wide, title={Wide Rivers}, author={Ada Example}, year={2018}}\n"),
    (
        "content/papers/old.bib",
        "@misc{example2026reading, title={Key Taken}, author={Cy Third}, year={2018}}\n",
    ),
    ("content/papers/old.bib", "\n\n" + FILES["content/papers/old.bib"]),
    ("content/site.yaml", FILES["content/site.yaml"] + "owner: ada-example\n"),
    ("content/site.yaml", FILES["content/site.yaml"] + "theme: mine\ntheme_options: {group_by: year}\n"),
    ("content/site.yaml", FILES["content/site.yaml"] + "profiles: all\n"),
    ("content/site.yaml", FILES["content/site.yaml"].replace("metrics: {", "metrics: {show: counts, ")),
    ("content/site.yaml", "title: Lab\nas_of: 2026-11-22\n"),
    ("content/site.yaml", "title: Lab\nas_of: 2027-01-01\nurl: https://example.org/lab/\n"),
    ("content/venues.yaml", "- {abbr: ACL, name: Meeting of the ACL, color: '#aa0000'}\n"),
    ("content/pages/about.md", "---\ntitle: About us\n---\nWhat we do now.\n"),
    ("content/pages/guide/index.md", "---\ntitle: Guide\n---\nHow.\n"),
    ("content/news/2026-03-03-award.md", "An award.\n"),
    ("content/talks/one.md", "---\ntitle: A talk\ndate: 2026-04-04\n---\nWords.\n"),
    ("content/static/robots.txt", "User-agent: *\n"),
    ("content/static/custom.css", "p { color: red }\n"),
    ("content/static/note.txt", "b note\n"),
    ("themes/mine/static/css/99-mine.css", ".hue-0 { --hue: #123456 }\n"),
    ("themes/mine/templates/404.html", "<!doctype html><title>Gone</title>\n"),
    ("themes/mine/templates/404.html", "{{ page.nothing_of_the_kind }}\n"),
    ("output/people.html", "edited by hand"),
    ("output/assets/search/index.json", "{}"),
    ("output/publications.bib", "edited by hand"),
    ("output/publications.csl.json", ""),
)

Edit = tuple[str, str, str]


@st.composite
def papers(draw: Callable[..., str]) -> str:
    """The text of a paper's file, now and then with an error."""
    people = draw(st.lists(PEOPLE, min_size=1, max_size=3, unique=True))
    lines = [
        f"title: {draw(TITLES)}",
        f"authors: [{', '.join(people)}]",
        f"date: {draw(DATES)}",
        f"abstract: Reading of {draw(st.sampled_from(['trees', 'rivers', 'books and trees']))} again.",
    ]
    return "\n".join([*lines, *draw(st.lists(st.sampled_from(OPTIONAL), max_size=3, unique=True))]) + "\n"


@st.composite
def edits(draw: Callable[..., str]) -> Edit:
    """One edit: (what, path, text or other path)."""
    kind = draw(st.sampled_from(("paper", "paper", "paper", "remove", "rename", "other", "other", "folder")))
    if kind == "paper":
        return ("write", f"content/papers/{draw(SLUGS)}.yaml", draw(papers()))
    if kind == "remove":
        return ("remove", draw(st.sampled_from(sorted(FILES))), "")
    if kind == "rename":
        return ("rename", f"content/papers/{draw(SLUGS)}.yaml", f"content/papers/{draw(SLUGS)}.yaml")
    if kind == "folder":
        return ("rename", "content/pages", "content/pages.away")
    return ("write", *draw(st.sampled_from(OTHERS)))


def apply(site: Path, edit: Edit) -> None:
    what, path, text = edit
    if what == "write":
        write(site, path, text)
    elif what == "remove":
        (site / path).unlink(missing_ok=True)
    elif (site / path).exists() and not (site / text).exists():
        (site / path).rename(site / text)


# The fixture only holds a function that puts back what it changes.
@settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.lists(edits(), min_size=1, max_size=3), min_size=1, max_size=4), data=st.data())
def test_any_edits_end_with_the_output_of_a_clean_build(steps: list[list[Edit]], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        site = make_site(Path(folder))
        rebuild(site)
        last_good = tree(site / "output")
        for step in steps:
            note(repr(step))
            for edit in step:
                apply(site, edit)
            jobs = data.draw(st.sampled_from([1, 1, 2]))
            is_built = rebuild(site, jobs) is not None
            wanted = clean(site)
            assert is_built == (wanted is not None)
            if wanted is not None:
                last_good = wanted
                assert tree(site / "output") == last_good


def is_partial(built: Built | None) -> bool:
    """Tell whether a build looked at no more than a part of the files."""
    # Only a whole build writes the index in a stage of its own.
    return built is not None and "index" not in built.seconds


def change(site: Path) -> None:
    write(site, "content/papers/fast.yaml", FILES["content/papers/fast.yaml"] + f"note: N {next(_ticks)}\n")


def test_a_saved_paper_writes_only_what_shows_it(site: Path) -> None:
    rebuild(site)
    change(site)
    built = rebuild(site)
    assert built is not None
    assert is_partial(built)
    assert "papers/fast.html" in built.published.written_paths
    assert "papers/deep.html" not in built.published.written_paths
    assert built.files == len(tree(site / "output"))
    assert tree(site / "output") == clean(site)


@pytest.mark.parametrize(
    "name", [f".output.byline/{LEDGER}", f".output.byline/{CHANGES}", f"{FOLDER}/{NAME}.cache"]
)
@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "foreign"])
def test_damaged_state_counts_as_none(site: Path, name: str, damage: str) -> None:
    rebuild(site)
    change(site)
    state = site / name
    data = state.read_bytes()
    middle = len(data) // 2
    state.write_bytes(
        {
            "cut": data[:middle],
            "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
            "empty": b"",
            "foreign": b"something else entirely",
        }[damage]
    )
    built = rebuild(site)
    assert is_partial(built) == name.startswith(FOLDER)
    assert tree(site / "output") == clean(site)


def test_state_of_a_build_before_the_last_one_counts_as_none(site: Path) -> None:
    rebuild(site)
    ledger = site / ".output.byline" / CHANGES
    before = ledger.read_bytes()
    change(site)
    rebuild(site)
    # As if the last build had been killed after it published.
    ledger.write_bytes(before)
    change(site)
    assert not is_partial(rebuild(site))
    assert tree(site / "output") == clean(site)


def test_another_option_theme_or_day_makes_everything_anew(site: Path) -> None:
    rebuild(site)
    for request in (
        Request(site=site, jobs=1, base_url="https://example.com/"),
        Request(site=site, jobs=1, theme="mine"),
        Request(site=site, jobs=1, as_of="2027-03-03"),
        Request(site=site, jobs=1, clean=True),
    ):
        assert not is_partial(build(request))
        assert is_partial(build(request)) == (not request.clean)


def test_two_outputs_of_one_site_do_not_disturb_each_other(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    rebuild(site)
    build(Request(site=site, output=other, jobs=1))
    change(site)
    assert is_partial(rebuild(site))
    change(site)
    assert is_partial(build(Request(site=site, output=other, jobs=1)))
    assert tree(other) == clean(site)
    assert is_partial(rebuild(site))
    assert tree(site / "output") == tree(other)


def test_what_was_removed_from_the_output_comes_back(site: Path) -> None:
    rebuild(site)
    before = tree(site / "output")
    for path in (
        "people.html",
        "publications.ris",
        "note.txt",
        "assets/byline.css",
        "sitemap.xml",
        "assets/search/index.json",
    ):
        (site / "output" / path).unlink()
    shutil.rmtree(site / "output" / "papers")
    assert is_partial(rebuild(site))
    assert tree(site / "output") == before


def test_a_site_folder_that_is_a_link_is_not_written_through(site: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (site / FOLDER).symlink_to(elsewhere)
    rebuild(site)
    assert list(elsewhere.iterdir()) == []

"""Whatever is edited, a build in memory, or one that is started anew, ends with a clean build's output."""

import io
import os
import shutil
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from generator.cli.building import build_command
from generator.errors import BylineError, SourceError
from generator.giving_way import GaveWay, giving_way
from generator.pipeline import Request, build, kept_index, remembering
from generator.pipeline import resident as resident_module
from generator.pipeline.resident import Resident

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


PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


def write(site: Path, path: str, text: str) -> None:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b64decode(text) if path.endswith(".png") else text.encode())


def tree(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(autouse=True)
def small_indexes_are_worth_keeping() -> Iterator[None]:
    """Amend the index of small sites, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_index, "WORTH_KEEPING", 1)
        yield


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A lab with a source of every kind."""
    for path, text in FILES.items():
        write(tmp_path, path, text)
    return tmp_path


def clean(site: Path) -> dict[str, bytes] | None:
    """What a clean build publishes, None when the sources have errors."""
    with TemporaryDirectory() as folder:
        try:
            build(Request(site=site, output=Path(folder, "output"), jobs=1))
        except SourceError:
            return None
        return tree(Path(folder, "output"))


def finish(resident: Resident) -> None:
    """Do what a preview does once it is quiet."""
    if not resident.is_current():
        resident.update()
    while not resident.is_done:
        resident.work()


TITLES = st.sampled_from(["Reading Slowly", "Trees *and* rivers", "Ärger with $x^2$", "Reading Fast"])
PEOPLE = st.sampled_from(["Ada Example", "Bo Other", "Cy Third", "Dee Fourth", "A. Example"])
DATES = st.sampled_from(["2026-01-01", "2025-05-05", "2019", "2026-03"])
SLUGS = st.sampled_from(["slow", "fast", "new", "other"])


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
    optional = (
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
        "authers: [x]",
    )
    return "\n".join([*lines, *draw(st.lists(st.sampled_from(optional), max_size=3, unique=True))]) + "\n"


Edit = tuple[str, str, str]


@st.composite
def edits(draw: Callable[..., str]) -> Edit:
    """One edit: (what, path, text or other path)."""
    kind = draw(
        st.sampled_from(("paper", "paper", "paper", "remove", "rename", "move", "other", "other", "folder"))
    )
    if kind == "paper":
        return ("write", f"content/papers/{draw(SLUGS)}.yaml", draw(papers()))
    if kind == "remove":
        return ("remove", draw(st.sampled_from(PATHS)), "")
    if kind == "rename":
        return ("rename", f"content/papers/{draw(SLUGS)}.yaml", f"content/papers/{draw(SLUGS)}.yaml")
    if kind == "move":
        path = draw(st.sampled_from(PATHS))
        folder, _, name = path.rpartition("/")
        return ("rename", path, f"{folder}/{draw(st.sampled_from(('a', 'z')))}{name}")
    if kind == "folder":
        folder = draw(st.sampled_from(("content/pages", "content/papers", "content/static", "themes/mine")))
        return ("rename", *draw(st.permutations((folder, f"{folder}.away"))))
    return ("write", *draw(st.sampled_from(OTHERS)))


OTHERS: tuple[tuple[str, str], ...] = (
    ("content/authors/bo-other.yaml", "name: Bo Other\nrole: Professor\naliases: [Cy Third]\n"),
    ("content/authors/bo-other.yaml", "name: Bo Other\nend: 2020\nhide: [h_index]\n"),
    ("content/authors/dee.yaml", "name: Dee Fourth\n"),
    ("content/papers/old.bib", "@article{wide, title={Wide Rivers}, author={Ada Example}, year={2018}}\n"),
    ("content/papers/old.bib", "\n\n" + FILES["content/papers/old.bib"]),
    ("content/site.yaml", FILES["content/site.yaml"] + "owner: ada-example\n"),
    ("content/site.yaml", FILES["content/site.yaml"] + "theme: mine\ntheme_options: {group_by: year}\n"),
    ("content/site.yaml", FILES["content/site.yaml"] + "profiles: all\n"),
    ("content/site.yaml", FILES["content/site.yaml"].replace("metrics: {", "metrics: {show: counts, ")),
    ("content/site.yaml", "title: Lab\nas_of: 2026-11-22\n"),
    ("content/venues.yaml", "- {abbr: ACL, name: Meeting of the ACL, color: '#aa0000'}\n"),
    ("content/pages/about.md", "---\ntitle: About us\n---\nWhat we do now.\n"),
    ("content/pages/guide/index.md", "---\ntitle: Guide\n---\nHow.\n"),
    ("content/news/2026-03-03-award.md", "An award.\n"),
    ("content/static/robots.txt", "User-agent: *\n"),
    ("content/static/custom.css", "p { color: red }\n"),
    ("content/static/note.txt", "b note\n"),
    ("themes/mine/static/css/99-mine.css", "p { color: blue }\n"),
    ("themes/mine/templates/404.html", "<!doctype html><title>Gone</title>\n"),
    ("themes/mine/templates/404.html", "{{ page.nothing_of_the_kind }}\n"),
    ("themes/mine/templates/partials/paper-card.html", "<p>{{ card.title }}</p>\n"),
    ("themes/mine/theme.yaml", "name: mine\nextends: default\nstrings: {papers: Writings}\n"),
    ("content/authors/ada-example.md", "---\nname: Ada Example\nphoto: ada.png\n---\nShe reads.\n"),
    ("content/static/ada.png", PNG),
    (
        "content/papers/more.jsonl",
        '{"id": "book", "type": "book", "title": "A Book", "author": [{"family": "Other", "given": "Bo"}]}\n',
    ),
    (
        "content/papers/list.yaml",
        "- {title: One of Two, authors: [Bo Other]}\n- {title: Two of Two, authors: [Cy Third], slug: two}\n",
    ),
    ("content/talks/tree-talk.md", "---\ntitle: On Trees\ndate: 2026-05-05\n---\nA talk.\n"),
    ("content/teaching/course.md", "---\ntitle: Reading\n---\nA course.\n"),
    ("content/history.jsonl", '{"date": "2026-01-01", "author": "ada-example", "h_index": 1}\n'),
)

PATHS = sorted({*FILES, *(path for path, _ in OTHERS)})


def apply(site: Path, edit: Edit) -> tuple[str, ...]:
    """Make an edit, and return the paths that a watcher would name."""
    what, path, text = edit
    if what == "write":
        write(site, path, text)
        return (path,)
    if what == "remove":
        (site / path).unlink(missing_ok=True)
        return (path,)
    if (site / path).exists() and not (site / text).exists():
        (site / text).parent.mkdir(parents=True, exist_ok=True)
        (site / path).rename(site / text)
    return (path, text)


@pytest.fixture(params=[False, True], ids=["all at once", "papers first"])
def papers_first(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    """Whether a saved paper is taken in before the rest, as on a large site."""
    if request.param:
        monkeypatch.setattr(resident_module, "is_small", lambda planned: False)
    return bool(request.param)


@settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.lists(edits(), min_size=1, max_size=3), min_size=1, max_size=4))
def test_any_edits_end_with_the_output_of_a_clean_build(papers_first: bool, steps: list[list[Edit]]) -> None:
    with TemporaryDirectory() as folder:
        site = Path(folder)
        for path, text in FILES.items():
            write(site, path, text)
        resident = Resident(Request(site=site))
        resident.rebuild()
        last_good = tree(site / "output")
        for step in steps:
            note(repr(step))
            paths = [path for edit in step for path in apply(site, edit)]
            resident.update(paths)
            resident.work(later=False)
            finish(resident)
            wanted = clean(site)
            last_good = last_good if wanted is None else wanted
            assert tree(site / "output") == last_good


def test_work_that_gives_way_anywhere_leaves_nothing_half_done(site: Path) -> None:
    resident = Resident(Request(site=site))
    resident.rebuild()
    asked = 0
    for patience in (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144):
        date = f"20{patience:02}" if patience < 100 else "1999"
        paper = FILES["content/papers/slow.yaml"].replace("2026", date).replace("rivers", f"ponds {patience}")
        write(site, "content/papers/slow.yaml", paper)
        left = patience

        def is_wanted() -> bool:
            nonlocal left, asked
            left, asked = left - 1, asked + 1
            return left < 0

        with giving_way(is_wanted), suppress(GaveWay):
            resident.update()
            finish(resident)
        resident.update()
        finish(resident)
        assert tree(site / "output") == clean(site)
    assert asked > 200


STATE = (
    ".output.byline/manifest.json",
    ".output.byline/answer.json",
    ".output.byline/build.json",
    ".byline/records.cache",
    ".byline/tokens.cache",
    ".byline/novelty.cache",
    ".byline/related.state",
    ".byline/related.changes",
)

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) // 2],
    "emptied": lambda data: b"",
    "one bit": lambda data: (
        data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]
    ),
    "other text": lambda data: b'{"schema": 1}',
    "repeated": lambda data: data + data,
}


def damage(site: Path, place: str, how: str) -> None:
    """Damage a file that Byline keeps of the last build, or one that it has published."""
    file = site / place
    if how == "gone":
        file.unlink(missing_ok=True)
    elif file.is_file() and (data := file.read_bytes()):
        file.write_bytes(DAMAGES[how](data))


def settle(site: Path, now_s: float) -> None:
    """Let all sources look as if nobody had touched them for a while."""
    for top in ("content", "themes"):
        for file in (site / top).rglob("*"):
            if file.is_file() and time.time() - file.stat().st_mtime < 100:
                os.utime(file, (now_s, now_s))


def build_again(site: Path, jobs: int) -> int:
    """Run `byline build` as if in a process of its own; return what it exits with."""
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            build_command(site=site, jobs=jobs)
    except BylineError as error:
        return error.exit_code
    return 0


@pytest.fixture(params=[1, 2], ids=["1 worker", "2 workers"])
def jobs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many workers there are; what large sites keep is kept for small ones, too."""
    monkeypatch.setattr(remembering, "WORTH_KEEPING", 0)
    return int(request.param)


@settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(
            st.lists(edits(), max_size=3),
            st.lists(
                st.tuples(
                    st.sampled_from((*STATE, "output/index.html", "output/people.html")),
                    st.sampled_from((*DAMAGES, "gone")),
                ),
                max_size=2,
            ),
            st.booleans(),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_any_edits_and_damages_and_a_build_anew_give_the_output_of_a_clean_build(
    jobs: int, steps: list[tuple[list[Edit], list[tuple[str, str]], bool]]
) -> None:
    with TemporaryDirectory() as folder:
        site = Path(folder)
        for path, text in FILES.items():
            write(site, path, text)
        assert build_again(site, jobs) == 0
        may_remove = True
        for number, (edited, damages, is_settled) in enumerate(steps):
            note(repr((edited, damages, is_settled)))
            for edit in edited:
                apply(site, edit)
            for place, how in damages:
                damage(site, place, how)
                may_remove = may_remove and place != STATE[0]
            if is_settled:
                settle(site, time.time() - 5000 + 10 * number)
            wanted = clean(site)
            assert build_again(site, jobs) == (1 if wanted is None else 0)
            if wanted is not None:
                found = tree(site / "output")
                # What no manifest tells to be ours is never removed.
                assert (found if may_remove else {path: found.get(path) for path in wanted}) == wanted
                assert build_again(site, jobs) == 0
                assert tree(site / "output") == found


def test_a_rebuild_without_a_change_writes_nothing(site: Path) -> None:
    resident = Resident(Request(site=site))
    assert resident.rebuild().published is not None
    again = resident.rebuild().published
    assert again is None or not (again.written_paths or again.removed_paths)
    assert resident.is_done


def test_a_saved_paper_writes_only_what_shows_it(site: Path) -> None:
    resident = Resident(Request(site=site))
    resident.rebuild()
    write(site, "content/papers/fast.yaml", FILES["content/papers/fast.yaml"] + "note: A note.\n")
    published = resident.rebuild().published
    assert published is not None
    assert "papers/fast.html" in published.written_paths
    assert "papers/deep.html" not in published.written_paths
    assert "assets/byline.css" not in published.written_paths


def test_pictures_for_links_on_other_websites_come_last(site: Path) -> None:
    resident = Resident(Request(site=site))
    resident.rebuild()
    write(site, "content/site.yaml", FILES["content/site.yaml"] + "theme_options: {accent: '#aa0000'}\n")
    resident.update()
    slices = []
    while not resident.is_done:
        published = resident.work().published
        assert published is not None
        slices.append(published.written_paths)
    are_pictures = [all(path.startswith("og/") for path in paths) for paths in slices]
    assert are_pictures == sorted(are_pictures)
    assert (are_pictures[0], are_pictures[-1]) == (False, True)
    assert "assets/byline.css" in slices[0]
    assert not any(path.startswith("og/") for path in slices[0])
    assert tree(site / "output") == clean(site)


def test_errors_leave_the_output_as_it_was_and_mending_brings_it_up_to_date(site: Path) -> None:
    resident = Resident(Request(site=site))
    resident.rebuild()
    before = tree(site / "output")
    write(site, "content/papers/fast.yaml", FILES["content/papers/fast.yaml"] + "authers: [x]\n")
    refused = resident.rebuild()
    assert refused.published is None
    assert [problem.code for problem in refused.diagnostics if problem.severity == "error"] == [
        "unknown-field"
    ]
    assert tree(site / "output") == before
    write(site, "content/papers/fast.yaml", FILES["content/papers/fast.yaml"] + "award: Best\n")
    assert resident.rebuild().published is not None
    assert tree(site / "output") == clean(site)


def test_a_template_that_fails_is_an_error_until_it_is_mended(site: Path) -> None:
    write(site, "content/site.yaml", FILES["content/site.yaml"] + "theme: mine\n")
    resident = Resident(Request(site=site))
    resident.rebuild()
    before = tree(site / "output")
    write(site, "themes/mine/templates/404.html", "{{ page.nothing_of_the_kind }}\n")
    refused = resident.rebuild()
    assert refused.published is None
    assert "theme-template" in {problem.code for problem in refused.diagnostics}
    assert tree(site / "output") == before
    (site / "themes/mine/templates/404.html").unlink()
    resident.rebuild()
    assert tree(site / "output") == clean(site)


def test_what_another_build_publishes_in_between_is_put_right(site: Path) -> None:
    resident = Resident(Request(site=site))
    resident.rebuild()
    build(Request(site=site, base_url="https://example.com/other/", jobs=1))
    write(site, "content/papers/fast.yaml", FILES["content/papers/fast.yaml"] + "award: Best\n")
    resident.rebuild()
    assert tree(site / "output") == clean(site)


def test_an_output_folder_that_was_deleted_is_made_again(site: Path) -> None:
    resident = Resident(Request(site=site))
    resident.rebuild()
    shutil.rmtree(site / "output")
    resident.rebuild()
    assert tree(site / "output") == clean(site)


def test_a_preview_leaves_an_output_that_deploy_takes_for_current(site: Path) -> None:
    resident = Resident(Request(site=site))
    resident.rebuild()
    write(site, "content/papers/fast.yaml", FILES["content/papers/fast.yaml"] + "award: Best\n")
    resident.rebuild()
    from generator.pipeline.stamp import artifacts_digest, read_stamp, sources_digest
    from generator.publish import Manifest

    stamp = read_stamp(site / "output")
    files = Manifest.load(site / ".output.byline").files
    assert stamp is not None
    assert stamp.sources == sources_digest(site)
    assert stamp.artifacts == artifacts_digest((path, entry.digest) for path, entry in files.items())

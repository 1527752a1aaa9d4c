"""A new site: all of its files, or none."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import __version__
from generator.errors import Diagnostic, OutsideError, Severity, SourceError, UsageError, in_reading_order
from generator.importing.planning import Target, plan_import
from generator.importing.reading import Imported, read_papers
from generator.importing.yaml_text import format_yaml
from generator.pipeline import Request, examine
from generator.scaffold.authors import Frequent, author_fields, most_frequent_author
from generator.scaffold.requirement import released_requirement
from generator.text.slugs import is_reserved, slugify

FILES = Path(__file__).parent / "files"

_PAPERS = "content/papers"
BIBLIOGRAPHY = f"{_PAPERS}/publications.bib"

# A folder that holds only these is empty all the same.
_OVERLOOKED = frozenset({".git", ".DS_Store"})


@dataclass(frozen=True, slots=True)
class Created:
    """What a new site is.

    Attributes:
        files: POSIX paths of all files, relative to the folder.
        author: Whose profile the home page is, when the papers were imported.
        papers: How many papers were imported.
        diagnostics: What is wrong with the imported ones, errors and warnings only.
    """

    folder: Path
    files: tuple[str, ...]
    author: Frequent | None = None
    papers: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


def create_site(folder: Path, source: str | None, today: date, requirement: str = "") -> Created:
    """Make a site that builds.

    Args:
        folder: An empty folder, or one that is not there yet.
        source: A file with papers to start from, else there are examples.
        today: The day of the first news item.
        requirement: What pip installs to build the site elsewhere; this release when "".

    Raises:
        UsageError: The folder has something in it, or the source is nothing that can be read.
        SourceError: The source has no usable record.
        OutsideError: The disk refuses; nothing is left behind.
    """
    _refuse_occupied(folder)
    if source is None:
        files = _sample(today) | _requirements(requirement)
        _put(folder, files)
        return Created(folder, tuple(sorted(files)))
    imported = read_papers(source)
    if not imported.papers:
        raise SourceError(f"{source} holds no paper that can be read: no site is made", imported.diagnostics)
    author = most_frequent_author(record.value for record in imported.papers)
    files = _filled(imported, author, Path(source).name) | _requirements(requirement)
    _put(folder, files)
    return Created(folder, tuple(sorted(files)), author, len(imported.papers), _problems(folder, imported))


def _refuse_occupied(folder: Path) -> None:
    try:
        found = sorted({entry.name for entry in folder.iterdir()} - _OVERLOOKED)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise UsageError(f"{folder} is a file, or below one", "name a folder that is not there yet") from None
    except OSError as error:
        raise OutsideError(f"{folder} cannot be read: {error.strerror}") from None
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        raise UsageError(
            f"{folder} is not empty: it has {found[0]}{more}", "name a folder that is not there yet"
        )


def _problems(folder: Path, imported: Imported) -> tuple[Diagnostic, ...]:
    """Return what a build would complain about, and what the import left out."""
    found = examine(Request(site=folder)).diagnostics
    if imported.form != "bibtex":
        # A .bib file is in the site as it is: its problems are found there.
        found = (*imported.diagnostics, *found)
    return in_reading_order(problem for problem in found if problem.severity is not Severity.NOTE)


# ---------------------------------------------------------------- the files


def _sample(today: date) -> dict[str, bytes]:
    """Return the files of a site with one author and three papers, all marked as examples."""
    known = {
        "TITLE": "Ada Example",
        "OWNER": "owner: ada-example",
        "YEAR": str(today.year),
        "LASTYEAR": str(today.year - 1),
        "TODAY": today.isoformat(),
    }
    return {
        **_common(known),
        "content/authors/ada-example.md": _file("author.md", known),
        f"{_PAPERS}/example-reading-slowly.md": _file("paper-journal.md", known),
        f"{_PAPERS}/example-first-page.yaml": _file("paper-conference.yaml", known),
        f"{_PAPERS}/example-margin-notes.yaml": _file("paper-preprint.yaml", known),
        f"content/news/{today.isoformat()}-online.md": _file("news.md", known),
    }


def _filled(imported: Imported, author: Frequent | None, source: str) -> dict[str, bytes]:
    """Return the files of a site with imported papers."""
    files: dict[str, bytes] = {}
    owner = "#owner: SLUG"
    title = "Our papers"
    if author is not None:
        slug = slugify(author.name.display) or "author"
        slug = f"{slug}-1" if is_reserved(slug) else slug
        owner, title = f"owner: {slug}", author.name.display
        files[f"content/authors/{slug}.yaml"] = _author_file(author, source)
    if imported.form == "bibtex":
        files[BIBLIOGRAPHY] = imported.content
    else:
        target = Target(Path(_PAPERS), _PAPERS)
        files |= {change.shown: change.after for change in plan_import(imported.papers, target).changes}
    return {**_common({"TITLE": title, "OWNER": owner}), **files}


def _author_file(author: Frequent, source: str) -> bytes:
    source = source if source.isprintable() else "the imported file"
    return (
        f"# The most frequent author of {source}. The same spelling on a paper links it to this file.\n"
        f"{author_fields(author)}"
        "# More fields: role, affiliations, photo, email, interests, links, education, awards ...\n"
        '# All of them: `byline schema author`, or the guide\'s page "Authors".\n'
    ).encode()


def _common(known: dict[str, str]) -> dict[str, bytes]:
    quoted = format_yaml({"title": known["TITLE"]}).removeprefix("title: ").rstrip("\n")
    about = format_yaml({"description": known.get("DESCRIPTION", f"Papers by {known['TITLE']}.")})
    settings = _file("site.yaml", {**known, "QUOTED": quoted, "ABOUT": about.rstrip("\n")})
    return {
        "content/site.yaml": settings,
        "content/pages/about.md": _file("about.md", {}),
        "content/static/custom.css": _file("custom.css", {}),
        ".gitignore": _file("gitignore.txt", {}),
        ".github/workflows/pages.yml": _file("pages.yml", {}),
    }


def _requirements(requirement: str) -> dict[str, bytes]:
    known = {
        "MINOR": ".".join(__version__.split(".")[:2]),
        "VERSION": __version__,
        "REQUIREMENT": requirement or released_requirement(),
    }
    return {"requirements.txt": _file("requirements.txt", known)}


def _file(name: str, known: dict[str, str]) -> bytes:
    text = (FILES / name).read_text(encoding="utf-8")
    for word, value in known.items():
        text = text.replace(f"@{word}@", value)
    return text.encode()


# ---------------------------------------------------------------- all or nothing


def _put(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files beside the folder, then move them in."""
    target = Path(os.path.abspath(folder))  # noqa: PTH100  # resolve() would follow a link that is to stay
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Inside a folder that is there, it may be on another file system than its parent.
        beside = target if target.is_dir() else target.parent
        staging = Path(tempfile.mkdtemp(prefix=".byline-new-", dir=beside))
    except OSError as error:
        raise _refused(folder, error) from None
    try:
        staged = staging / "site"
        for path, content in files.items():
            file = staged / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        _move_in(staged, target)
    except OSError as error:
        raise _refused(folder, error) from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _move_in(staged: Path, target: Path) -> None:
    if not target.is_dir():
        staged.rename(target)
        return
    moved: list[Path] = []
    try:
        for entry in sorted(staged.iterdir()):
            moved.append(entry.rename(target / entry.name))
    except OSError:
        for entry in moved:
            entry.rename(staged / entry.name)
        raise


def _refused(folder: Path, error: OSError) -> OutsideError:
    return OutsideError(f"{folder} cannot be made: {error.strerror or error}", "nothing is left behind")

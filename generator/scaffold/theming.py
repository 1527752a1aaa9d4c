"""A site's own copies of a theme's files: made, and compared with what they came from.

A copy stands in `SITE/themes/NAME/` at the same path as in the theme, and beside it, in
`.upstream/`, the original as it was then.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import __version__
from generator.config import load_config
from generator.errors import OutsideError, SourceError, UsageError
from generator.schema.problems import did_you_mean
from generator.schema.theme import ThemeFile
from generator.themes import (
    THEME_FILE,
    ThemePlace,
    built_in_directory,
    content_digest,
    find_themes,
    read_line,
    theme_files,
)

UPSTREAM = ".upstream"

_MARK = "Ejected by byline"
_COMMENTS = {
    ".html": ("{#", "#}"),
    ".jinja": ("{#", "#}"),
    ".xml": ("{#", "#}"),
    ".css": ("/*", "*/"),
    ".js": ("/*", "*/"),
}
"""How a comment is written, by suffix. Other files (icons, fonts) stay as they are."""

_MARKED = re.compile(rb"(?:\{#|/\*) " + _MARK.encode() + rb"[^\n]*\n")


@dataclass(frozen=True, slots=True)
class Listed:
    """A theme that a site can use; `error` says why it cannot be read, "" when it can."""

    name: str
    shown: str
    extends: str
    description: str
    is_active: bool
    error: str = ""


@dataclass(frozen=True, slots=True)
class Ejected:
    """A copy that was made.

    Attributes:
        path: The copy, relative to the site.
        original: What it was copied from, as messages name it.
        new_theme: The `theme.yaml` that was made for it, relative to the site; "" for none.
    """

    path: str
    original: str
    new_theme: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A copy beside its original.

    Attributes:
        path: The copy, relative to the site.
        state: "unchanged", "changed", "gone" (upstream has it no more), or "unknown" (nobody
            knows what it was copied from).
        diff: Unified diff, "" where there is none.
    """

    path: str
    state: str
    diff: str = ""


def list_themes(site: Path) -> tuple[Listed, ...]:
    """Return the themes, the site's own first; private ones are left out unless in use."""
    active = load_config(site)[0].theme
    listed: list[Listed] = []
    found = False
    for place in find_themes(site):
        file, error = _theme_file(site, place)
        is_active = place.name == active and not found
        found = found or is_active
        if is_active or file is None or not file.private:
            extends, text = (file.extends, " ".join(file.description.split())) if file else ("", "")
            listed.append(Listed(place.name, place.shown, extends, text, is_active, error))
    return tuple(listed)


def _theme_file(site: Path, place: ThemePlace) -> tuple[ThemeFile | None, str]:
    line, problems = read_line(site, place.name)
    for found, file in line:
        if found == place:
            return file, ""
    return None, problems[0].format_text() if problems else "it cannot be read"


# ---------------------------------------------------------------- ejecting


def ejectable(site: Path) -> tuple[str, ...]:
    """Return the paths of all files of the site's theme that a copy can be made of."""
    return tuple(
        sorted({path for place in _upstream_of(site, _theme_name(site)) for path in theme_files(place)})
    )


def eject(site: Path, wanted: str) -> Ejected:
    """Copy a file of the site's theme into the site, where the copy takes its place.

    Args:
        wanted: Path below the theme, or below its `templates/` or `static/`.

    Raises:
        UsageError: There is no such file, or the site has its own already.
        OutsideError: The disk refuses.
    """
    name = _theme_name(site)
    line = _upstream_of(site, name)
    path = _find_path(wanted, ejectable(site))
    source = next(place for place in line if path in theme_files(place))
    own = site / "themes" / name
    copy = own / path
    if copy.exists():
        raise UsageError(
            f"themes/{name}/{path} is there already", "edit it; byline theme diff shows what changed upstream"
        )
    try:
        content = theme_files(source)[path].read_bytes()
        new_theme = "" if (own / THEME_FILE).exists() else f"themes/{name}/{THEME_FILE}"
        _write(own / UPSTREAM / path, content)
        _write(copy, _comment(site, source, path, content) + content)
        if new_theme:
            # The last one: without it nobody takes the folder for a theme.
            _write(own / THEME_FILE, _child(name))
    except OSError as error:
        raise OutsideError(f"themes/{name}/{path} cannot be written: {error.strerror or error}") from None
    return Ejected(f"themes/{name}/{path}", f"{source.shown}/{path}", new_theme)


def _theme_name(site: Path) -> str:
    config, problems = load_config(site)
    missing = next((problem for problem in problems if problem.code == "no-site"), None)
    if missing is not None:
        raise UsageError(f"there is no site in {site}", missing.hint)
    return config.theme


def _upstream_of(site: Path, name: str) -> tuple[ThemePlace, ...]:
    """Return the line of a theme without the site's own folder of that name, nearest first.

    Raises:
        SourceError: The theme, or a parent, is not there or cannot be read.
    """
    if (site / "themes").resolve() == built_in_directory().resolve():
        raise UsageError("the themes/ here are the built-in ones", "change them where they are")
    line, problems = read_line(site, name)
    if not line:
        raise SourceError(f"the theme '{name}' cannot be read", problems)
    places = tuple(place for place, _ in line)
    return places[1:] if not places[0].built_in else places


def _find_path(wanted: str, known: tuple[str, ...]) -> str:
    asked = wanted.replace("\\", "/").removeprefix("./").lstrip("/")
    for path in (asked, f"templates/{asked}", f"static/{asked}"):
        if path in known:
            return path
    short = [path.removeprefix("templates/") for path in known]
    same = [path for path in known if path.rpartition("/")[2] == asked.rpartition("/")[2]]
    hint = f"did you mean '{same[0].removeprefix('templates/')}'?" if same else None
    hint = hint or did_you_mean(asked, short, "byline theme eject, without a name, lists what there is")
    raise UsageError(f"the theme has no file '{wanted}'", hint)


def _comment(site: Path, source: ThemePlace, path: str, content: bytes) -> bytes:
    marks = _COMMENTS.get(Path(path).suffix.lower())
    if marks is None:
        return b""
    file = _theme_file(site, source)[0]
    version = f" {file.version}" if file and file.version else ""
    text = (
        f"{_MARK} {__version__} from {source.shown}{version}, {path}, digest {content_digest(content)}; "
        "byline theme diff shows what changed there since."
    )
    # Jinja drops the line end after a comment (trim_blocks), so the page stays the same.
    return f"{marks[0]} {text} {marks[1]}\n".encode()


def _child(name: str) -> bytes:
    return (
        "# This site's own changes to the theme: a file here takes the place of the theme's file at\n"
        "# the same path; all others stay the theme's.\n"
        f"name: {name}\n"
        f"extends: {name}\n"
    ).encode()


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    staged = file.with_name(".byline-eject.tmp")
    try:
        staged.write_bytes(content)
        staged.replace(file)
    finally:
        staged.unlink(missing_ok=True)


# ---------------------------------------------------------------- comparing


def compare_with_upstream(site: Path, wanted: str | None = None) -> tuple[Comparison, ...]:
    """Return for each copy what has changed upstream since it was made, by path.

    Raises:
        UsageError: The wanted file is none of the site's copies.
    """
    return tuple(_compared(site, own, path) for own, path in _copies(site, wanted))


def compare_with_own(site: Path, wanted: str | None = None) -> tuple[Comparison, ...]:
    """Return for each copy what the site has changed in it."""
    found = []
    for own, path in _copies(site, wanted):
        shown, original = _shown(own, path), own / UPSTREAM / path
        if not original.is_file():
            found.append(Comparison(shown, "unknown"))
            continue
        copy = _MARKED.sub(b"", (own / path).read_bytes(), count=1)
        found.append(_difference(shown, original.read_bytes(), copy, "as ejected", "this site"))
    return tuple(found)


def accept_upstream(site: Path, wanted: str | None = None) -> tuple[str, ...]:
    """Remember today's originals as those that the copies hold; return the copies concerned."""
    accepted = []
    for own, path in _copies(site, wanted):
        now = _upstream_file(site, own, path)
        if now is not None:
            _write(own / UPSTREAM / path, now)
            accepted.append(_shown(own, path))
    return tuple(accepted)


def _copies(site: Path, wanted: str | None) -> tuple[tuple[Path, str], ...]:
    """Return (the site's theme folder, path) of each file that takes another one's place."""
    copies = tuple(_all_copies(site))
    if wanted is None:
        return copies
    asked = wanted.replace("\\", "/").removeprefix("./")
    chosen = tuple(
        (own, path) for own, path in copies if asked in (path, path.partition("/")[2], _shown(own, path))
    )
    if not chosen:
        known = ", ".join(path for _, path in copies)
        raise UsageError(
            f"'{wanted}' is not ejected", f"ejected: {known}" if known else "byline theme eject does that"
        )
    return chosen


def _all_copies(site: Path) -> Iterator[tuple[Path, str]]:
    for place in find_themes(site):
        if place.built_in:
            continue
        upstream = {path for parent in _upstream_of(site, place.name) for path in theme_files(parent)}
        for path in sorted(theme_files(place)):
            if path in upstream or (place.directory / UPSTREAM / path).is_file():
                yield place.directory, path


def _compared(site: Path, own: Path, path: str) -> Comparison:
    shown, original = _shown(own, path), own / UPSTREAM / path
    if not original.is_file():
        return Comparison(shown, "unknown")
    now = _upstream_file(site, own, path)
    if now is None:
        return Comparison(shown, "gone")
    return _difference(shown, original.read_bytes(), now, "upstream then", "upstream now")


def _upstream_file(site: Path, own: Path, path: str) -> bytes | None:
    for place in _upstream_of(site, own.name):
        files = theme_files(place)
        if path in files:
            return files[path].read_bytes()
    return None


def _shown(own: Path, path: str) -> str:
    return f"themes/{own.name}/{path}"


def _difference(path: str, then: bytes, now: bytes, then_called: str, now_called: str) -> Comparison:
    # Git may have turned the line ends of what it checked out.
    then, now = (content.replace(b"\r\n", b"\n") for content in (then, now))
    if then == now:
        return Comparison(path, "unchanged")
    try:
        old, new = (text.decode().removesuffix("\n").split("\n") for text in (then, now))
    except UnicodeDecodeError:
        return Comparison(path, "changed", f"{path} is not text; the two files differ\n")
    headings = (f"{path} ({then_called})", f"{path} ({now_called})")
    diff = difflib.unified_diff(old, new, *headings, lineterm="")
    return Comparison(path, "changed", "".join(f"{line}\n" for line in diff))

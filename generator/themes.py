"""Themes: where they are, what they inherit, and what a site has chosen of their options.

A theme is a folder with `theme.yaml`, `templates/` and `static/`. It may extend another one: then
its files take the place of the parent's by path, one by one. A site's own `themes/NAME` stands
before a built-in theme of that name, and may extend it: that is how one template is changed.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic_core import PydanticCustomError

from generator.errors import Diagnostic, Loc, Locate, Position, Severity, has_errors
from generator.formats.decoding import decode
from generator.formats.yaml_marks import parse_yaml
from generator.schema.checking import check, to_diagnostic
from generator.schema.problems import did_you_mean, findings_of, listed, problem, quoted
from generator.schema.theme import Option, OptionValue, ThemeFile

T = TypeVar("T")

THEME_FILE = "theme.yaml"
MAX_PARENTS = 16
BUILT_IN = "byline:themes"
"""What stands for the folder of built-in themes in messages: it has no path below the site."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*", re.IGNORECASE)
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class ThemePlace:
    """A theme's folder, found but not read.

    Attributes:
        shown: The folder as messages name it: "themes/mine", or "byline:themes/default".
        built_in: It came with Byline.
    """

    name: str
    directory: Path
    shown: str
    built_in: bool


@dataclass(frozen=True, slots=True)
class ThemeLevel:
    """One theme in a line of parents: its templates as (path below `templates/`, text), by path."""

    name: str
    shown: str
    templates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StaticSource:
    """A file below a theme's `static/`; `path` is relative to that folder, `file` absolute."""

    path: str
    file: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with all that it inherits. Frozen and picklable: workers get it as it is.

    Attributes:
        levels: The theme itself, then its parents, nearest first.
        options: Every declared option with the value the site has, by name.
        colors: Names of the options that are colours.
        strings: The interface's texts, by key.
        static: Static files after overriding, by path.
        digest: Of everything a page can depend on: templates, options, texts.
    """

    name: str
    levels: tuple[ThemeLevel, ...]
    options: tuple[tuple[str, OptionValue], ...]
    colors: tuple[str, ...]
    strings: tuple[tuple[str, str], ...]
    static: tuple[StaticSource, ...]
    digest: str

    def option(self, name: str, default: OptionValue = "") -> OptionValue:
        """Return the value of an option, or the default when the theme has no such option."""
        return dict(self.options).get(name, default)


def plural(text: str, values: Mapping[str, object]) -> str:
    """Return an interface text with its slots filled: "{count} paper | {count} papers", by `count`."""
    if " | " in text:
        one, _, other = text.partition(" | ")
        text = one if str(values.get("count")) == "1" else other
    if "{" not in text:
        return text
    return _SLOT.sub(lambda m: str(values.get(m[1], m[0])), text)


# ---------------------------------------------------------------- finding


def built_in_directory() -> Path:
    """Return the folder of the built-in themes: inside the package in a wheel, else beside it."""
    package = Path(__file__).resolve().parent
    packed = package / "_themes"
    return packed if packed.is_dir() else package.parent / "themes"


def find_themes(site: Path) -> tuple[ThemePlace, ...]:
    """Return all themes that a site can name: its own first, then the built-in ones, by name."""
    own = _places(site / "themes", "themes", built_in=False)
    built_in_root = built_in_directory()
    if (site / "themes").resolve() == built_in_root.resolve():
        own = ()
    return own + _places(built_in_root, BUILT_IN, built_in=True)


def _places(root: Path, shown: str, *, built_in: bool) -> tuple[ThemePlace, ...]:
    if not root.is_dir():
        return ()
    folders = sorted(path for path in root.iterdir() if (path / THEME_FILE).is_file())
    return tuple(ThemePlace(f.name, f, f"{shown}/{f.name}", built_in) for f in folders)


def theme_line(
    places: Iterable[ThemePlace], name: str, after: tuple[ThemePlace, ...] = ()
) -> ThemePlace | None:
    """Return the theme of a name that is not yet in the line, the site's own first, or None."""
    return next((p for p in places if p.name == name and p not in after), None)


# ---------------------------------------------------------------- loading


def load_theme(
    site: Path,
    name: str,
    chosen: Mapping[str, object],
    locate: Locate | None = None,
    path: str = "content/site.yaml",
) -> tuple[Theme | None, tuple[Diagnostic, ...]]:
    """Read a theme with its parents and give its options the site's values.

    Args:
        site: The site's folder.
        name: What the site's `theme` says.
        chosen: What the site's `theme_options` says, scalars as text or as values.
        locate: Finds `("theme",)` and `("theme_options", NAME)` in the site's file.
        path: The site's file, for messages.

    Returns:
        The theme, or None when an error among the diagnostics forbids it.
    """
    asked = _Asked(path, locate)
    line, declared, found = _read_line(find_themes(site), name, asked)
    if not line or has_errors(found):
        return None, tuple(found)
    levels = []
    for place in line:
        level, problems = _read_level(place)
        found += problems
        levels.append(level)
    options = _inherited(file.options for file in declared)
    values, problems = _choose(options, chosen, asked)
    found += problems
    if has_errors(found):
        return None, tuple(found)
    strings = tuple(sorted(_inherited(file.strings for file in declared).items()))
    static = _overlay(line, found)
    theme = Theme(
        name=name,
        levels=tuple(levels),
        options=values,
        colors=tuple(sorted(n for n, option in options.items() if option.type == "color")),
        strings=strings,
        static=static,
        digest=_digest(levels, values, strings),
    )
    return theme, tuple(found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The file that a name or a value was written in."""

    path: str
    locate: Locate | None

    def at(self, loc: Loc) -> Position:
        return self.locate(loc) if self.locate else Position(1, 1)

    def error(self, loc: Loc, code: str, message: str, hint: str | None = None) -> Diagnostic:
        at = self.at(loc)
        return Diagnostic(self.path, at.line, at.column, Severity.ERROR, code, message, hint)


def _read_line(
    places: tuple[ThemePlace, ...], name: str, asked: _Asked
) -> tuple[tuple[ThemePlace, ...], tuple[ThemeFile, ...], list[Diagnostic]]:
    """Follow `extends` from a theme to the last of its parents."""
    line: tuple[ThemePlace, ...] = ()
    files: tuple[ThemeFile, ...] = ()
    found: list[Diagnostic] = []
    loc: Loc = ("theme",)
    while name:
        place = theme_line(places, name, line)
        if place is None or len(line) == MAX_PARENTS:
            found.append(_not_found(name, places, line, asked, loc))
            return (), (), found
        line += (place,)
        file, locate, problems = _read_file(place)
        found += problems
        if file is None:
            return (), (), found
        files += (file,)
        name, loc = file.extends, ("extends",)
        asked = _Asked(f"{place.shown}/{THEME_FILE}", locate)
    return line, files, found


def _not_found(
    name: str,
    places: tuple[ThemePlace, ...],
    line: tuple[ThemePlace, ...],
    asked: _Asked,
    loc: Loc,
) -> Diagnostic:
    names = [place.name for place in line]
    if name in names:
        circle = " -> ".join([*names[names.index(name) :], name])
        return asked.error(
            loc, "theme-circle", f"themes extend each other in a circle: {circle}", "let one end it"
        )
    known = sorted({place.name for place in places})
    otherwise = f"there are {', '.join(known)}" if known else None
    if not _NAME.fullmatch(name):
        otherwise = "the name of a theme is the name of its folder"
    hint = did_you_mean(name, known, otherwise)
    return asked.error(loc, "unknown-theme", f"there is no theme {quoted(name)}", hint)


def _read_file(place: ThemePlace) -> tuple[ThemeFile | None, Locate | None, tuple[Diagnostic, ...]]:
    path = f"{place.shown}/{THEME_FILE}"
    try:
        text, problems = decode((place.directory / THEME_FILE).read_bytes(), path)
    except OSError as error:
        return None, None, (_unreadable(path, error),)
    records, more = parse_yaml(text, path) if text is not None else ((), ())
    problems += more
    if not records:
        return None, None, problems
    file, more = check(ThemeFile, records[0].data, records[0].locate, path)
    return file, records[0].locate, problems + more


def _read_level(place: ThemePlace) -> tuple[ThemeLevel, list[Diagnostic]]:
    found: list[Diagnostic] = []
    templates = []
    for path, file in _files(place, "templates", found):
        text, problems = _read_text(file, f"{place.shown}/templates/{path}")
        found += problems
        if text is not None:
            templates.append((path, text))
    return ThemeLevel(place.name, place.shown, tuple(templates)), found


def _read_text(file: Path, shown: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), ()
    except UnicodeDecodeError:
        message, hint = "the file is not UTF-8", "save it again as UTF-8"
        return None, (Diagnostic(shown, 1, 1, Severity.ERROR, "not-utf8", message, hint),)
    except OSError as error:
        return None, (_unreadable(shown, error),)


def _unreadable(shown: str, error: OSError) -> Diagnostic:
    message = f"the file cannot be read: {error.strerror}"
    return Diagnostic(shown, 1, 1, Severity.ERROR, "unreadable-file", message)


def _files(place: ThemePlace, folder: str, found: list[Diagnostic]) -> list[tuple[str, Path]]:
    """Return the files of a theme's folder as (POSIX path below it, file), by path.

    Dot-files are left out, and so are links that lead out of the theme and the site, to a folder
    or to nothing.

    Args:
        found: Gets a warning for each link that is not followed.
    """
    root = place.directory / folder
    if root.is_symlink() and not _may_follow(root, place, folder, found):
        return []
    files = []
    for file in root.rglob("*") if root.is_dir() else ():
        path = file.relative_to(root)
        if any(part.startswith(".") for part in path.parts):
            continue
        shown = path.as_posix()
        if file.is_symlink() and not _may_follow(file, place, f"{folder}/{shown}", found):
            continue
        if file.is_file():
            files.append((shown, file))
    return sorted(files)


def _may_follow(link: Path, place: ThemePlace, path: str, found: list[Diagnostic]) -> bool:
    """Tell whether a link leads to where a theme may take its files from, else say it."""
    roots = [place.directory] if place.built_in else [place.directory, place.directory.parent.parent]
    target = os.path.realpath(link)
    hint = None
    if not any(target.startswith(os.path.realpath(root) + os.sep) for root in roots):
        message = "a link that leads out of the theme and the site is not followed"
        hint = "copy what it points to"
    elif link.is_file() or (link == place.directory / path.partition("/")[0] and link.is_dir()):
        return True
    else:
        message = "a link to a folder, or to nothing, is not followed"
    found.append(Diagnostic(f"{place.shown}/{path}", 1, 1, Severity.WARNING, "symlink", message, hint))
    return False


def _overlay(line: tuple[ThemePlace, ...], found: list[Diagnostic]) -> tuple[StaticSource, ...]:
    files: dict[str, str] = {}
    for place in reversed(line):
        files |= {path: str(file) for path, file in _files(place, "static", found)}
    return tuple(StaticSource(path, files[path]) for path in sorted(files))


def _inherited(tables: Iterable[Mapping[str, T]]) -> dict[str, T]:
    """Return one table of several, in which an earlier table's entries win."""
    merged: dict[str, T] = {}
    for table in tables:
        for key, value in table.items():
            merged.setdefault(key, value)
    return merged


def _digest(
    levels: Iterable[ThemeLevel],
    options: tuple[tuple[str, OptionValue], ...],
    strings: tuple[tuple[str, str], ...],
) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for level in levels:
        digest.update(repr((level.name, level.templates)).encode())
    digest.update(repr((options, strings)).encode())
    return digest.hexdigest()


# ---------------------------------------------------------------- options


def _choose(
    declared: Mapping[str, Option], chosen: Mapping[str, object], asked: _Asked
) -> tuple[tuple[tuple[str, OptionValue], ...], list[Diagnostic]]:
    """Give each declared option the site's value, or its default."""
    found: list[Diagnostic] = []
    values = {name: read_option(option, option.default) for name, option in declared.items()}
    for name, written in chosen.items():
        loc = ("theme_options", name)
        if name not in declared:
            otherwise = f"the theme has {listed(sorted(declared))}" if declared else None
            hint = did_you_mean(name, declared, otherwise)
            message = f"the theme has no option {quoted(name)}"
            found.append(asked.error(loc, "unknown-option", message, hint))
            continue
        try:
            values[name] = read_option(declared[name], written)
        except PydanticCustomError as error:
            for finding in findings_of(error.type, error.message(), error.context, loc):
                named = finding._replace(message=f"theme option '{name}': {finding.message}")
                found.append(to_diagnostic(named, asked.at, asked.path))
    return tuple(sorted(values.items())), found


_HEX = re.compile("#[0-9A-Fa-f]{6}")
"""A colour as it is mostly written, which needs no table of names."""


def read_option(option: Option, written: object) -> OptionValue:
    """Return the value of an option as written; a colour becomes #rrggbb.

    Raises:
        PydanticCustomError: The value does not fit the option's type.
    """
    value = option.value(written)
    if option.type == "color" and value:
        if _HEX.fullmatch(str(value)):
            return str(value).lower()
        from PIL import ImageColor

        try:
            red, green, blue = ImageColor.getrgb(str(value))[:3]
        except ValueError:
            hint = did_you_mean(str(value), ImageColor.colormap, "write #rrggbb, in quotes")
            raise problem("bad-color", f"{quoted(value)} is not a colour", hint) from None
        return f"#{red:02x}{green:02x}{blue:02x}"
    return value


# ---------------------------------------------------------------- ejecting


def read_line(
    site: Path, name: str
) -> tuple[tuple[tuple[ThemePlace, ThemeFile], ...], tuple[Diagnostic, ...]]:
    """Return a theme and its parents, nearest first, each with what its theme.yaml says.

    Without the theme, or one of its parents, there is none, and an error among the diagnostics.
    """
    line, declared, found = _read_line(find_themes(site), name, _Asked("content/site.yaml", None))
    return tuple(zip(line, declared, strict=True)), tuple(found)


def theme_files(place: ThemePlace) -> dict[str, Path]:
    """Return a theme's own files by path below its folder: `templates/...` and `static/...`."""
    return {
        f"{folder}/{path}": file
        for folder in ("templates", "static")
        for path, file in _files(place, folder, [])
    }


def content_digest(content: bytes) -> str:
    """Return twelve hexadecimal digits that tell one file's content from another's."""
    return hashlib.blake2b(content, digest_size=6).hexdigest()

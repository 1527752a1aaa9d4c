"""The site's settings: `content/site.yaml` to a validated `Site`, and the date ages are taken at."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from generator.errors import Diagnostic, Loc, Position, Severity, UsageError
from generator.formats.decoding import decode
from generator.formats.records import RawRecord
from generator.formats.yaml_marks import parse_yaml
from generator.schema.aliases import known_names
from generator.schema.canonical import canonical, in_source
from generator.schema.checking import find_problems, to_diagnostic
from generator.schema.site import Site
from generator.text.dates import parse_date

SITE_FILE = "content/site.yaml"
_OTHER_SITE_FILE = "content/site.yml"

# What a build that goes on without a usable file takes.
_FALLBACK = {"title": "Untitled site"}


def load_config(site: Path) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Load the settings of a site.

    Args:
        site: Folder that holds `content/`.

    Returns:
        The settings, and what is wrong with them; with an error the defaults stand for the file.
        The error `no-site` says that the folder holds no site at all.
    """
    raw, diagnostics = _read(site)
    if raw is None:
        return Site.model_validate(_FALLBACK), diagnostics
    found = canonical(raw.data, "yaml", "site")
    notes = tuple(to_diagnostic(finding, raw.locate, raw.path) for finding in found.findings)
    result = find_problems(Site, found.data, known_names("site"))
    if isinstance(result, Site):
        return result, (*diagnostics, *notes)
    errors = (
        to_diagnostic(problem._replace(at=in_source(problem.at, found.written)), raw.locate, raw.path)
        for problem in result
    )
    return Site.model_validate(_FALLBACK), (*diagnostics, *notes, *errors)


def locate_in_config(site: Path, at: Loc) -> Position:
    """Return where a place of the settings stands in `content/site.yaml`; for problems only."""
    raw, _ = _read(site)
    if raw is None:
        return Position(1, 1)
    return raw.locate(in_source(at, canonical(raw.data, "yaml", "site").written))


def resolve_as_of(site: Site, override: str | None, environ: Mapping[str, str], today: date) -> date:
    """Return the date at which ages and "this year" are taken.

    Args:
        override: What the command line says, YYYY-MM-DD, or None.
        environ: Environment variables; SOURCE_DATE_EPOCH counts seconds since 1970 in UTC.
        today: What the clock says.

    Returns:
        The first that is there of: the command line's, the site's, SOURCE_DATE_EPOCH, today.

    Raises:
        UsageError: The command line or SOURCE_DATE_EPOCH does not hold a date.
    """
    if override is not None:
        return _date_of_command_line(override)
    if site.as_of is not None:
        return site.as_of.first_day()
    epoch = environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return today
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH holds no number of seconds: '{epoch[:40]}'"
        raise UsageError(message, "unset it, or set it to `date +%s`") from None


def _date_of_command_line(text: str) -> date:
    hint = "write --as-of YYYY-MM-DD"
    try:
        found = parse_date(text)
    except ValueError as error:
        raise UsageError(str(error), hint) from None
    if found is None or not found.day:
        raise UsageError(f"'{text}' is not a day", hint)
    return found.first_day()


def _read(site: Path) -> tuple[RawRecord | None, tuple[Diagnostic, ...]]:
    if not (site / "content").is_dir():
        return None, (_no_site("there is no folder content/ here"),)
    path = SITE_FILE
    if not (site / SITE_FILE).exists() and (site / _OTHER_SITE_FILE).exists():
        path = _OTHER_SITE_FILE
    if any(kind(site / path) for kind in (Path.is_fifo, Path.is_socket, Path.is_char_device)):
        message = "a pipe, socket or device is not read"
        return None, (Diagnostic(path, 1, 1, Severity.ERROR, "unreadable-file", message),)
    try:
        content = (site / path).read_bytes()
    except FileNotFoundError:
        return None, (_no_site("there is no content/site.yaml here"),)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        return None, (Diagnostic(path, 1, 1, Severity.ERROR, "unreadable-file", message),)
    text, noticed = decode(content, path)
    if text is None:
        return None, noticed
    records, diagnostics = parse_yaml(text, path)
    if len(records) == 1:
        return records[0], (*noticed, *diagnostics)
    if records:
        message = "the settings of a site are one mapping of fields, not a list"
        diagnostics = (Diagnostic(path, 1, 1, Severity.ERROR, "yaml-shape", message),)
    return None, (*noticed, *diagnostics)


def _no_site(message: str) -> Diagnostic:
    hint = "`byline new DIR` makes a site; --site DIR names the folder of one"
    return Diagnostic(SITE_FILE, 1, 1, Severity.ERROR, "no-site", message, hint)

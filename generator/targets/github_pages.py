"""The problems that a site would have on GitHub Pages."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from generator.config import SITE_FILE, locate_in_config
from generator.errors import Diagnostic, OutsideError, Position, Severity, in_reading_order
from generator.hosting.git import Git
from generator.hosting.github_pages import (
    MANY_FILES,
    MAX_FILE_BYTES,
    MAX_SITE_BYTES,
    pages_address,
    read_cname,
)
from generator.hosting.listing import Listing, OutputFile, list_output
from generator.pipeline import Examined, Request
from generator.targets.links import Reach, link_problems
from generator.targets.names import Name, name_problems

CNAME_SOURCE = "content/static/CNAME"
OUTPUT = "output"

_WORKFLOWS = ".github/workflows"
_UPLOAD = "actions/upload-pages-artifact"


@dataclass(frozen=True, slots=True)
class _Hosting:
    """How a site gets to GitHub Pages, as far as its folder tells.

    Attributes:
        domain: What `content/static/CNAME` holds, "" when there is none.
        address: Where the site will be, "" when that is not known.
        workflows: The texts of the workflows that build with Byline.
    """

    domain: str
    address: str
    workflows: tuple[str, ...]

    @property
    def gives_url(self) -> bool:
        """Whether a workflow tells the build the address."""
        return any("--base-url" in text for text in self.workflows)

    @property
    def drops_dot_files(self) -> bool:
        """Whether a workflow uploads the output without its dot-files."""
        return any(_UPLOAD in text and "include-hidden-files: true" not in text for text in self.workflows)


def github_pages_problems(request: Request, examined: Examined) -> tuple[Diagnostic, ...]:
    """Return the problems that a site would have on GitHub Pages, in reading order.

    Raises:
        OutsideError: A source or the output cannot be read.
    """
    if examined.site is None:
        return ()
    folder, url = request.site, examined.site.url
    hosting = _hosting(folder)
    output = _output(request)
    found = [
        *_cname_problems(folder),
        *_url_problems(folder, url, hosting),
        *link_problems(folder, _reach(url, hosting)),
        *name_problems(_names(examined, output)),
        *_dot_file_problems(examined, hosting),
        *_size_problems(output.files if output else _static(examined), bool(output)),
        *(_output_problems(output) if output else ()),
    ]
    return in_reading_order(found)


def _hosting(folder: Path) -> _Hosting:
    text = _text(folder / CNAME_SOURCE)
    domain = read_cname(text)
    top = folder
    address = ""
    with suppress(OutsideError):  # without git nothing is known of a repository
        git = Git(folder)
        remotes = git.found("remote").split()
        name = "origin" if "origin" in remotes else next(iter(remotes), "")
        address = pages_address(git.found("remote", "get-url", name)) if name else ""
        top = Path(git.found("rev-parse", "--show-toplevel") or folder)
    workflows = (
        _text(path) for path in sorted((top / _WORKFLOWS).glob("*.y*ml")) if path.suffix in (".yml", ".yaml")
    )
    ours = tuple(text for text in workflows if "byline build" in text)
    return _Hosting(domain, f"https://{domain}/" if domain else address, ours)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _output(request: Request) -> Listing | None:
    """Return what the output holds, None when the site has not been built."""
    folder = request.output_folder
    return list_output(folder) if (folder / "index.html").is_file() else None


def _static(examined: Examined) -> tuple[OutputFile, ...]:
    if examined.plan is None:
        return ()
    return tuple(OutputFile(file.path, file.size) for file in examined.plan.context.corpus.static)


# ---------------------------------------------------------------- the address


def _cname_problems(folder: Path) -> Iterator[Diagnostic]:
    if not (folder / CNAME_SOURCE).is_file():
        return
    domain = read_cname(_text(folder / CNAME_SOURCE))
    if not domain or domain.endswith(".github.io"):
        yield Diagnostic(
            CNAME_SOURCE,
            1,
            1,
            Severity.ERROR,
            "bad-cname",
            "CNAME must hold one domain of your own and nothing else",
            "write the bare name, such as lab.example.org; for a github.io address, delete the file",
        )


def _url_problems(folder: Path, url: str, hosting: _Hosting) -> Iterator[Diagnostic]:
    if hosting.gives_url:
        # It takes the place of site.yaml's, and GitHub knows it best.
        return
    at = locate_in_config(folder, ("url",)) if url else Position(1, 1)
    address = hosting.address
    if not url:
        yield Diagnostic(
            SITE_FILE,
            *at,
            Severity.WARNING,
            "host-url",
            "the site has no 'url': on GitHub Pages 404.html finds its styles only with it",
            f"write url: {address}" if address else "write the address that the Pages settings show",
        )
    elif address and _place(url) != _place(address):
        at_github = (urlsplit(url).hostname or "").endswith(".github.io")
        sure = bool(hosting.domain) or at_github
        yield Diagnostic(
            SITE_FILE,
            *at,
            Severity.WARNING if sure else Severity.NOTE,
            "host-url",
            f"'url' is {url}, but "
            + (f"CNAME says {hosting.domain}" if hosting.domain else f"this repository's site is {address}"),
            f"write url: {address}" if sure else f"write {urlsplit(url).hostname} into {CNAME_SOURCE}",
        )
    elif url.startswith("http:"):
        yield Diagnostic(
            SITE_FILE,
            *at,
            Severity.WARNING,
            "host-url",
            "'url' begins with http, but GitHub Pages serves https",
            f"write url: https:{url.removeprefix('http:')}",
        )


def _place(url: str) -> str:
    return url.partition("://")[2].rstrip("/").casefold()


def _reach(url: str, hosting: _Hosting) -> Reach:
    """Return whether links that begin with / lead to the site."""
    address = hosting.address if hosting.gives_url else url or hosting.address
    if not address:
        return Reach.UNKNOWN
    return Reach.ROOT if urlsplit(address).path in ("", "/") else Reach.BELOW


# ---------------------------------------------------------------- the files


def _names(examined: Examined, output: Listing | None) -> Iterator[Name]:
    """Yield every path that the site has or will have, with the source to blame."""
    if examined.plan is not None:
        for file in examined.plan.context.corpus.static:
            yield Name(file.path, file.source, 1)
        for route in (*examined.plan.pages, *examined.plan.texts):
            if route.origin is not None:
                yield Name(route.path, route.origin.path, route.origin.line)
    for found in output.files if output else ():
        yield Name(found.path, f"{OUTPUT}/{found.path}", 1)


def _dot_file_problems(examined: Examined, hosting: _Hosting) -> Iterator[Diagnostic]:
    if examined.plan is None or not hosting.drops_dot_files:
        return
    for file in examined.plan.context.corpus.static:
        if file.path != ".nojekyll" and any(name.startswith(".") for name in file.path.split("/")):
            yield Diagnostic(
                file.source,
                1,
                1,
                Severity.WARNING,
                "host-dotfile",
                f"the workflow leaves dot-files out, so {file.path} is not published",
                f"give {_UPLOAD} the option include-hidden-files: true",
            )


def _size_problems(files: tuple[OutputFile, ...], built: bool) -> Iterator[Diagnostic]:
    prefix = OUTPUT if built else "content/static"
    for file in files:
        if file.size > MAX_FILE_BYTES:
            yield Diagnostic(
                f"{prefix}/{file.path}",
                1,
                1,
                Severity.ERROR,
                "host-size",
                f"the file has {_megabytes(file.size)}, and GitHub takes none above 100 MB",
                "keep it elsewhere, such as at a data archive, and link to it",
            )
    total = sum(file.size for file in files)
    if total > MAX_SITE_BYTES:
        yield Diagnostic(
            prefix,
            1,
            1,
            Severity.ERROR,
            "host-size",
            f"the site has {_megabytes(total)}, and GitHub Pages takes 1 GB",
            "keep large files elsewhere and link to them",
        )
    if len(files) > MANY_FILES:
        yield Diagnostic(
            prefix,
            1,
            1,
            Severity.NOTE,
            "host-count",
            f"the site has {len(files)} files; GitHub Pages ends deployments that take over 10 minutes",
            "exports and embed in site.yaml say which files there are for each paper and person",
        )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB".replace(",", " ")


def _output_problems(output: Listing) -> Iterator[Diagnostic]:
    paths = {file.path for file in output.files}
    if "404.html" not in paths:
        yield Diagnostic(
            f"{OUTPUT}/404.html",
            1,
            1,
            Severity.WARNING,
            "missing-404",
            "the output has no 404.html, so a wrong address shows a page of GitHub's",
            "run byline build",
        )
    hidden = sorted(path for path in paths if any(name.startswith("_") for name in path.split("/")))
    if hidden and ".nojekyll" not in paths:
        yield Diagnostic(
            f"{OUTPUT}/{hidden[0]}",
            1,
            1,
            Severity.WARNING,
            "missing-nojekyll",
            "without .nojekyll, GitHub Pages leaves out names that begin with _",
            "run byline build",
        )
    for path in output.links:
        message = "a symbolic link cannot be published"
        yield Diagnostic(
            f"{OUTPUT}/{path}", 1, 1, Severity.WARNING, "symlink", message, "put the file itself there"
        )
    for path, reason in output.odd:
        shown = ascii(path)[1:-1]
        yield Diagnostic(
            f"{OUTPUT}/{shown}",
            1,
            1,
            Severity.ERROR,
            "bad-file-name",
            f"git cannot hold this: {reason}",
            "move it away",
        )

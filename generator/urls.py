"""Addresses: what is safe to link, how pages point at each other, and scholarly identifiers."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB: Final = re.compile(r"https?://[^\s/?#\\@]", re.IGNORECASE)
_WEB_WITH_USER: Final = re.compile(r"https?://[^\s/?#\\@]*@[^\s/?#\\@]", re.IGNORECASE)
# Browsers drop some of these before they look for the scheme, and read a backslash as a slash.
_HIDING: Final = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\\\\]")
_TRIMMED: Final = "".join(map(chr, range(0x21)))
_DROPPED: Final = re.compile("[\t\n\r]")
_QUERY: Final = re.compile(r"[?#]")
_SLASHES: Final = re.compile("//+")
_PLAIN_PATH: Final = re.compile(r"[A-Za-z0-9_./~-]*\Z")


def is_safe_url(url: str) -> bool:
    """Tell whether a link may lead there.

    Safe are http and https URLs with a host, mailto addresses, and relative paths, queries and
    fragments. `//host` is not: it leaves the site without saying so. Blanks inside a path are
    allowed, control characters and backslashes are not.
    """
    if not url or _HIDING.search(url.replace(" ", "")) or url != url.strip():
        return False
    scheme = _SCHEME.match(url)
    if scheme is None:
        return not url.startswith("//")
    name = scheme[1].lower()
    if name in ("http", "https"):
        return _WEB.match(url) is not None or _WEB_WITH_USER.match(url) is not None
    return name == "mailto" and len(url) > len("mailto:")


def web_address(url: str) -> str:
    """Return the address of a link or an image in one spelling that all browsers read alike.

    Browsers drop blanks, tabs and line breaks, read a backslash as a slash, and take what begins
    with two slashes for another host: "//host", "/\\host" and "https:host" become "https://host".
    Runs of slashes in a relative path become one, so that no path can turn into a host.

    Args:
        url: As written; only http, https, mailto and no scheme are expected.

    Returns:
        The address, or "" when it names a host that cannot be one.

    Source:
        https://url.spec.whatwg.org/#concept-basic-url-parser
    """
    url = _DROPPED.sub("", url.strip(_TRIMMED))
    end = _QUERY.search(url)
    path, rest = (url[: end.start()], url[end.start() :]) if end else (url, "")
    scheme = _SCHEME.match(path)
    if scheme is not None and scheme[1].lower() == "mailto":
        return url
    if scheme is not None and scheme[1].lower() not in ("http", "https"):
        return ""
    path = path.replace("\\", "/")
    if scheme is None and not path.startswith("//"):
        return _SLASHES.sub("/", path) + rest
    name = scheme[1].lower() if scheme else "https"
    place = path[scheme.end() if scheme else 0 :].lstrip("/")
    found = f"{name}://{place}{rest}"
    return found if " " not in place.partition("/")[0] and is_safe_url(found) else ""


def relative_prefix(path: str) -> str:
    """Return what leads from a page to the output's root: "", "../", "../../" and so on.

    Args:
        path: POSIX path of the page relative to the output's root.
    """
    return "../" * path.count("/")


@lru_cache(maxsize=16384)
def relative_url(from_path: str, to_path: str) -> str:
    """Return the shortest relative URL from one output file to another.

    Args:
        from_path: POSIX path of the page that links, relative to the output's root.
        to_path: The same of the file that is linked; characters that mean something in a URL
            are percent-encoded.
    """
    here = from_path.split("/")[:-1]
    there = to_path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    path = "../" * (len(here) - shared) + "/".join(there[shared:])
    if not _PLAIN_PATH.match(path):
        path = quote(path, safe="/~!$&'()*+,;=@")
    return path or "./"


# DOI ---------------------------------------------------------------------------------------

_DOI_LEAD: Final = re.compile(
    r"(?:https?://)?(?:www\.)?(?:dx\.)?doi\.org/|doi\s*[:=]?\s*(?=10\.)", re.IGNORECASE
)
_DOI: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x1f\x7f-\x9f]+")
_ARXIV_DOI: Final = "10.48550/arxiv."


def normalise_doi(text: str) -> str:
    """Return the DOI in lower case, or "" if the text is none.

    Args:
        text: A bare DOI, one led by "doi:", or a doi.org URL (then percent-decoded).

    Source:
        DOI Handbook, section 2.4: DOI names are compared without regard to ASCII case.
    """
    text = text.strip()
    lead = _DOI_LEAD.match(text)
    if lead is not None:
        text = text[lead.end() :]
        if "/" in lead[0]:
            text = unquote(text.partition("#")[0], errors="ignore")
        text = text.strip()
    text = text.rstrip(".,;")
    return _ascii_lower(text) if _DOI.fullmatch(text) else ""


def _ascii_lower(text: str) -> str:
    return text.lower() if text.isascii() else "".join(c.lower() if c < "\x80" else c for c in text)


def doi_url(doi: str) -> str:
    """Return the https address of a DOI."""
    return "https://doi.org/" + quote(doi, safe="/:;()!*,=@+$~", errors="ignore")


def arxiv_of_doi(doi: str) -> str:
    """Return the arXiv id that a DataCite DOI of arXiv stands for, "" for any other DOI."""
    doi = normalise_doi(doi)
    return normalise_arxiv(doi[len(_ARXIV_DOI) :]) if doi.startswith(_ARXIV_DOI) else ""


# arXiv -------------------------------------------------------------------------------------

_ARXIV_LEAD: Final = re.compile(
    r"(?:https?://)?(?:www\.|export\.|browse\.)?arxiv\.org/(?:abs|pdf|html|format|e-print|src)/"
    r"|(?:https?://)?(?:dx\.)?doi\.org/10\.48550/arxiv\.|(?:doi:\s*)?10\.48550/arxiv\."
    r"|arxiv(?:\.org)?\s*:\s*|arxiv\s+",
    re.IGNORECASE,
)
_ARXIV_NEW: Final = re.compile(r"([0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5})(?:v[0-9]+)?")
_ARXIV_OLD: Final = re.compile(
    r"([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/([0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3})(?:v[0-9]+)?",
    re.IGNORECASE,
)
# A class in brackets follows the id in references: "arXiv:2301.00010v2 [cs.CL]".
_ARXIV_CLASS: Final = re.compile(r"\s*\[[A-Za-z.-]+\]\Z")


def normalise_arxiv(text: str) -> str:
    """Return the arXiv id without version, prefix or subject class, or "" if the text is none.

    Args:
        text: A bare id of either style, one led by "arXiv:", an arxiv.org URL or arXiv's DOI.

    Source:
        https://info.arxiv.org/help/arxiv_identifier.html
    """
    text = text.strip()
    lead = _ARXIV_LEAD.match(text)
    if lead is not None:
        text = re.split(r"[?#]", text[lead.end() :], maxsplit=1)[0]
    text = _ARXIV_CLASS.sub("", text).removesuffix(".pdf").rstrip("/.,;")
    new = _ARXIV_NEW.fullmatch(text)
    if new is not None:
        return new[1]
    old = _ARXIV_OLD.fullmatch(text)
    return f"{old[1].lower()}/{old[2]}" if old is not None else ""


def arxiv_url(arxiv_id: str) -> str:
    """Return the https address of an arXiv id's abstract page."""
    return "https://arxiv.org/abs/" + quote(arxiv_id, safe="/", errors="ignore")


# ORCID -------------------------------------------------------------------------------------

_ORCID: Final = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:sandbox\.)?orcid\.org/|orcid\s*:\s*)?"
    r"([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9xX])/?",
    re.IGNORECASE,
)


def normalise_orcid(text: str) -> str:
    """Return the iD as 0000-0002-1825-0097, or "" if the text has not that shape.

    The checksum is not looked at: see `orcid_is_valid`.
    """
    match = _ORCID.fullmatch(text.strip())
    return "-".join(match.groups()).upper() if match is not None else ""


def orcid_is_valid(text: str) -> bool:
    """Tell whether the text is an ORCID iD whose last character fits the others.

    Source:
        ISO 7064 MOD 11-2, as in
        https://support.orcid.org/hc/en-us/articles/360006897674
    """
    digits = normalise_orcid(text).replace("-", "")
    if not digits:
        return False
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))


def orcid_url(orcid: str) -> str:
    """Return the https address of an ORCID iD's record."""
    return f"https://orcid.org/{orcid}"


# Services that have a page for a paper ---------------------------------------------------------


def pubmed_url(pmid: str) -> str:
    """Return the https address of a PubMed id's page."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"


def acl_url(acl: str) -> str:
    """Return the https address of a paper in the ACL Anthology."""
    return f"https://aclanthology.org/{acl}/"


def openreview_url(openreview: str) -> str:
    """Return the https address of a paper's forum at OpenReview."""
    return f"https://openreview.net/forum?id={openreview}"


# Code hosts --------------------------------------------------------------------------------

_NAME: Final = r"[A-Za-z0-9_~][A-Za-z0-9_.-]*"
_REPOSITORY: Final = re.compile(
    r"(?<![A-Za-z0-9.@-])(?:https?://)?(?:www\.)?"
    r"(?P<host>github\.com|gitlab\.com|gitlab(?:\.[a-z0-9-]{1,63}){1,4}|bitbucket\.org|codeberg\.org"
    r"|git\.sr\.ht|sr\.ht|huggingface\.co|hf\.co)/"
    rf"(?P<path>{_NAME}(?:/{_NAME}){{1,5}})",
    re.IGNORECASE,
)
# First parts of paths on these hosts that are not somebody's account.
_NO_ACCOUNT: Final = frozenset(
    """
    about account apps blog chat collections contact customer-stories datasets docs enterprise
    explore features help inference join jobs login marketplace models new notifications orgs
    organizations papers posts pricing privacy search security settings sponsors tasks terms
    topics trending users
    """.split()
)


def _owner_and_repository(parts: list[str]) -> list[str]:
    return parts[:2]


def _gitlab_project(parts: list[str]) -> list[str]:
    """Return the groups and the project: what stands before the page "/-/" of the project."""
    return parts[: parts.index("-")] if "-" in parts else parts


def _sourcehut(parts: list[str]) -> list[str]:
    return parts[:2] if parts[0].startswith("~") else []


def _hugging_face(parts: list[str]) -> list[str]:
    return parts[:3] if parts[0] == "spaces" else parts[:2]


_PROJECT_PARTS: Final[dict[str, Callable[[list[str]], list[str]]]] = {
    "github.com": _owner_and_repository,
    "bitbucket.org": _owner_and_repository,
    "codeberg.org": _owner_and_repository,
    "git.sr.ht": _sourcehut,
    "sr.ht": _sourcehut,
    "huggingface.co": _hugging_face,
    "hf.co": _hugging_face,
}


def code_host_repository(text: str) -> str:
    """Return the https URL of the first repository that the text names, or "".

    Known hosts: GitHub, GitLab (also an institution's own `gitlab.` host), Bitbucket,
    Codeberg, SourceHut and Hugging Face (models and spaces; data sets are data). Pages that
    are not shaped like owner/repository do not count, and a link into a repository gives the
    repository.
    """
    if "/" not in text:
        return ""
    # TeX sources escape the underscore.
    for match in _REPOSITORY.finditer(text.replace(r"\_", "_")):
        host = match["host"].lower()
        parts = match["path"].split("/")
        parts = _PROJECT_PARTS.get(host, _gitlab_project)(parts)
        if len(parts) < 2 or parts[0].lower() in _NO_ACCOUNT:
            continue
        parts[-1] = parts[-1].rstrip(".").removesuffix(".git").rstrip(".-")
        if parts[-1]:
            return f"https://{host}/{'/'.join(parts)}"
    return ""

"""Single values: how a text of a source becomes what it means, or is refused in our words.

A scalar arrives as the text that was written; JSON sources give numbers and booleans too.
"""

import re
from collections.abc import Callable, Iterable

from generator import urls
from generator.schema.problems import closest, did_you_mean, kind_of, listed, problem, quoted
from generator.schema.vocabulary import LANGUAGES, word_form
from generator.text.characters import closes_directions, is_visible, without_directions
from generator.text.dates import parse_date
from generator.text.slugs import slugify
from generator.values import UNKNOWN_RESOURCE, PartialDate, Resource

MAX_LINE_CHARACTERS = 20_000
MAX_TEXT_CHARACTERS = 1_000_000
MAX_NAME_BYTES = 200
"""Of a file or folder in a path: file systems take 255, and suffixes are added."""

PUBLIC_DOT_FOLDER = ".well-known"
"""The one name with a dot in front that belongs to a website: RFC 8615."""

TRUE_WORDS = frozenset({"true", "yes"})
FALSE_WORDS = frozenset({"false", "no"})
OPEN_END_WORDS = frozenset({"present", "now", "today", "ongoing", "current", "date"})

_DASHES = re.compile(r"\s*(?:-{2,}|[‐‑‒–—])\s*")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_NO_HOST = re.compile(r"https?://(?:[^/?#@]*@)?[^/?#]*[\x00-\x20\"<>\\^`{|}%]", re.IGNORECASE)
_NOT_OF_A_URL = re.compile(r"[\"<>\\^`{|}]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_URL = re.compile(r"(?:https?://[^\s/?#]|mailto:[^\s@]+@)", re.IGNORECASE)
_HOST = re.compile(r"(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)+/|[a-z0-9-]+\.(?:com|org|net|io|edu)$)", re.I)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_COLOR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})|[a-z]{3,30}", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DIGITS = re.compile(r"[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_ISBN = re.compile(r"[0-9Xx-]{10,17}")


def text_of(value: object) -> str:
    """Return the text of a scalar, as written.

    Raises:
        PydanticCustomError: `wrong-type` for a list, a mapping or true/false.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise problem("wrong-type", f"must be text, not {kind_of(value)}")


def read_line(value: object) -> str:
    """Return the text on one line, with single spaces.

    Controls of direction stay only if each is closed in the text itself.
    """
    text = " ".join((value if type(value) is str else text_of(value)).split())
    if not text.isascii() and not closes_directions(text):
        text = " ".join(without_directions(text).split())
    if len(text) > MAX_LINE_CHARACTERS:
        raise problem("too-long", f"has {len(text)} characters, at most {MAX_LINE_CHARACTERS} are read")
    return text


def read_pages(value: object) -> str:
    """Return pages with a plain hyphen in ranges, whatever dash is written."""
    return _DASHES.sub("-", read_line(value))


def read_text(value: object) -> str:
    """Return the text with its line breaks, without blank edges."""
    text = (value if type(value) is str else text_of(value)).strip()
    if len(text) > MAX_TEXT_CHARACTERS:
        raise problem("too-long", f"has {len(text)} characters, at most {MAX_TEXT_CHARACTERS} are read")
    return text


def read_required_line(value: object) -> str:
    """Return the text on one line; nothing is refused, and so is what nobody can see."""
    text = read_line(value)
    if not text:
        raise problem("empty-field", "is empty")
    if not is_visible(text):
        raise problem("empty-field", "holds invisible characters only")
    return text


def read_name_line(value: object) -> str:
    """Return a name on one line without controls of direction, "" when nothing in it is visible."""
    text = read_line(value)
    if text.isascii():
        return text
    text = " ".join(without_directions(text).split())
    return text if is_visible(text) else ""


def read_bool(value: object) -> bool:
    """Return what true, false, yes or no means, in any case."""
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise problem("wrong-type", f"must be true or false, not {kind_of(value)}")


def read_count(value: object) -> int:
    """Return a whole number, 0 or more."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    text = value.strip() if isinstance(value, str) else ""
    if _DIGITS.fullmatch(text):
        return int(text)
    hint = None
    if re.fullmatch(r"[0-9]{1,3}(?:[,. '\u202f\u00a0][0-9]{3})+", text):
        hint = f"write it without separators: {re.sub('[^0-9]', '', text)}"
    raise problem("bad-number", f"must be a whole number, 0 or more, not {_shown(value)}", hint)


def read_whole(value: object) -> int:
    """Return a whole number, which may be negative."""
    text = str(value).strip() if not isinstance(value, bool) else ""
    if re.fullmatch(r"-?[0-9]{1,9}", text):
        return int(text)
    raise problem("bad-number", f"must be a whole number, not {_shown(value)}")


def read_number(value: object) -> int | float:
    """Return a number, 0 or more; whole numbers stay whole, "59%" is 59."""
    text = "" if isinstance(value, bool) else str(value).strip().removesuffix("%").rstrip()
    if not _NUMBER.fullmatch(text) or text.startswith("-"):
        raise problem("bad-number", f"must be a number, 0 or more, not {_shown(value)}")
    return float(text) if "." in text else int(text)


def read_percent(value: object) -> int | float:
    """Return a number between 0 and 100."""
    number = read_number(value)
    if number > 100:
        raise problem("bad-number", f"must lie between 0 and 100, not {_shown(value)}")
    return number


def read_date(value: object) -> PartialDate | None:
    """Return the date, None for nothing at all."""
    text = text_of(value).strip()
    if not text:
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        message, _, hint = str(error).partition(": ")
        raise problem("bad-date", message, hint or None) from None


def read_end_date(value: object) -> PartialDate | None:
    """Return the date, None for "present" and its like."""
    if isinstance(value, str) and value.strip().lower() in OPEN_END_WORDS:
        return None
    return read_date(value)


def read_full_date(value: object) -> PartialDate | None:
    """Return a date that names its day."""
    found = read_date(value)
    if found is not None and not found.day:
        raise problem("bad-date", f"{quoted(value)} needs a month and a day", "write YYYY-MM-DD")
    return found


def read_url(value: object) -> str:
    """Return an absolute http, https or mailto URL, with blanks and what no URL holds escaped."""
    text = text_of(value).strip()
    if not text:
        return ""
    if text[0] == "<" and text[-1] == ">":
        text = text[1:-1].strip()
    text = "%20".join(text.split())
    if not _URL.match(text) or not urls.is_safe_url(text):
        raise _bad_url(text)
    if _NO_HOST.match(text):
        raise problem("bad-url", f"{quoted(text)} holds a character that no host's name has")
    return _NOT_OF_A_URL.sub(lambda match: f"%{ord(match[0]):02X}", text)


def read_path_or_url(value: object) -> str:
    """Return a URL, or a path below `content/static` in POSIX form."""
    text = text_of(value).strip()
    if not text:
        return ""
    if _SCHEME.match(text) or text.startswith("//"):
        return read_url(text)
    hint = "a path starts below content/static, such as papers/han2026.pdf"
    if "\\" in text:
        raise problem("bad-path", f"{quoted(text)} holds a backslash", "separate folders with /")
    if text.startswith("/"):
        raise problem("bad-path", f"{quoted(text)} starts with a slash", hint)
    parts = [part for part in text.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise problem("bad-path", f"{quoted(text)} leads out of the folder", hint)
    if _CONTROL.search(text):
        raise problem("bad-path", f"{quoted(text)} holds a control character")
    if any(len(part.encode(errors="replace")) > MAX_NAME_BYTES for part in parts):
        raise problem("bad-path", f"{quoted(text)} holds a name of more than {MAX_NAME_BYTES} bytes")
    if not parts:
        raise problem("bad-path", f"{quoted(text)} names no file", hint)
    return "/".join(parts)


def read_redirect(value: object) -> str:
    """Return a path below the output's root; a folder keeps its final slash."""
    text = text_of(value).strip()
    if _SCHEME.match(text) or text.startswith("//"):
        hint = "write the path that the page had, without the site's address"
        raise problem("bad-path", f"{quoted(text)} is not a path of this site", hint)
    path = read_path_or_url(text.lstrip("/"))
    if not path:
        raise problem("bad-path", f"{quoted(text)} names no page")
    if any(part.startswith(".") and part != PUBLIC_DOT_FOLDER for part in path.split("/")):
        hint = f"hosts do not answer below such names, but for {PUBLIC_DOT_FOLDER}/"
        raise problem("bad-path", f"{quoted(text)} holds a name that begins with a dot", hint)
    return f"{path}/" if text.endswith("/") else path


def read_orcid(value: object) -> str:
    """Return the ORCID iD as 0000-0000-0000-0000; its checksum must hold."""
    text = text_of(value).strip()
    if not text:
        return ""
    orcid = urls.normalise_orcid(text)
    if not orcid:
        hint = "an ORCID iD looks like 0000-0002-1825-0097"
        raise problem("bad-orcid", f"{quoted(text)} is not an ORCID iD", hint)
    if not urls.orcid_is_valid(orcid):
        raise problem(
            "bad-orcid",
            f"{quoted(orcid)} has a wrong check digit",
            "one of its digits is mistyped: copy the iD from orcid.org",
        )
    return orcid


def read_doi(value: object) -> str:
    """Return the DOI in lower case without resolver or `doi:`."""
    text = text_of(value).strip()
    if not text:
        return ""
    found = urls.normalise_doi(text)
    if not found and text.lower().startswith("http"):
        # Publishers resolve DOIs of their own: http://doi.acm.org/10.1145/1137627.1137631
        found = urls.normalise_doi(text[text.find("/10.") + 1 :])
    if not found:
        hint = "a DOI starts with 10., such as 10.1000/182"
        raise problem("bad-doi", f"{quoted(text)} is not a DOI", hint)
    return found


def read_arxiv(value: object) -> str:
    """Return the arXiv id without version and `arXiv:`."""
    text = text_of(value).strip()
    if not text:
        return ""
    found = urls.normalise_arxiv(text)
    if not found:
        hint = "an arXiv id looks like 2301.00010 or cs/0703001"
        raise problem("bad-arxiv", f"{quoted(text)} is not an arXiv id", hint)
    return found


def read_isbn(value: object) -> str:
    """Return the first ISBN of the text; old records have wrong check digits, so any will do."""
    text = text_of(value).strip()
    match = _ISBN.search(text.replace("\N{EN DASH}", "-").replace(" ", "-"))
    if text and match is None:
        raise problem("bad-isbn", f"{quoted(text)} is not an ISBN")
    return match[0].upper() if match else ""


def read_slug(value: object) -> str:
    """Return the text as a slug: lower-case ASCII words joined by hyphens."""
    text = text_of(value).strip()
    slug = slugify(text)
    if text and not slug:
        raise problem("bad-slug", f"{quoted(text)} leaves no letters or digits for a slug")
    return slug


def read_email(value: object) -> str:
    """Return an e-mail address without `mailto:`."""
    text = text_of(value).strip().removeprefix("mailto:")
    if text and not _EMAIL.fullmatch(text):
        raise problem("bad-email", f"{quoted(text)} is not an e-mail address")
    return text


def read_color(value: object) -> str:
    """Return #rgb, #rrggbb or a CSS colour name, in lower case."""
    text = text_of(value).strip()
    if text and not _COLOR.fullmatch(text):
        hint = "write #rgb, #rrggbb or a colour's name, in quotes if it starts with #"
        raise problem("bad-color", f"{quoted(text)} is not a colour", hint)
    return text.lower()


def read_language(value: object) -> str:
    """Return a BCP 47 tag; English names of common languages are understood."""
    text = text_of(value).strip().replace("_", "-")
    known = LANGUAGES.get(word_form(text))
    if known:
        return known
    if text and not _LANGUAGE.fullmatch(text):
        hint = "write a language tag such as en, de or pt-BR"
        raise problem("bad-language", f"{quoted(text)} is not a language", hint)
    return text


def read_resource(value: object) -> Resource:
    """Return what is known of code or data: URL, list of URLs, true, false or n/a."""
    if isinstance(value, list | tuple):
        found = tuple(url for url in map(read_url, value) if url)
        return Resource(exists=True, urls=found) if found else UNKNOWN_RESOURCE
    if isinstance(value, bool):
        return Resource(exists=value)
    word = text_of(value).strip().lower()
    if word in ("n/a", "na"):
        return Resource(exists=None, applies=False)
    if word in TRUE_WORDS or word in FALSE_WORDS:
        return Resource(exists=word in TRUE_WORDS)
    url = read_url(value)
    return Resource(exists=True, urls=(url,)) if url else UNKNOWN_RESOURCE


def read_retracted(value: object) -> str:
    """Return the note of a retraction: "true" when only that is known, "" when there is none."""
    if isinstance(value, bool):
        return "true" if value else ""
    text = read_line(value)
    if text.lower() in FALSE_WORDS:
        return ""
    return "true" if text.lower() in TRUE_WORDS else text


def as_list(value: object) -> object:
    """Return the value, or a list of it when it stands alone."""
    if isinstance(value, list | tuple):
        return value
    return [] if value in ("", None) else [value]


def chooser(
    what: str,
    choices: Iterable[str],
    synonyms: dict[str, str] | None = None,
    examples: Iterable[str] = (),
) -> Callable[[object], str]:
    """Return the function that reads one of the choices, or a synonym of one, in any case.

    Args:
        what: What the value is called in a message: "status".
        synonyms: By `word_form`.
        examples: What a hint names where all choices would be too many.
    """
    known = tuple(choices)
    by_form = {word_form(choice): choice for choice in known}
    by_form = {**(synonyms or {}), **by_form}
    offer = f"write {listed(known)}"
    one = f"an {what}" if what[0] in "aeio" else f"a {what}"
    if examples:
        offer = f"write {one} such as {listed(examples)}"

    def choose(value: object) -> str:
        text = text_of(value).strip()
        if not text:
            return ""
        found = by_form.get(word_form(text))
        if found is None:
            best = closest(text, known) or by_form.get(closest(text, by_form) or "")
            hint = f"did you mean '{best}'?" if best else offer
            raise problem("bad-choice", f"{quoted(text)} is not {one}", hint)
        return found

    return choose


def _shown(value: object) -> str:
    return quoted(value) if isinstance(value, str | int | float) else kind_of(value)


def _bad_url(text: str) -> Exception:
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in ("http", "https", "mailto"):
        message = f"{quoted(text)} has the scheme '{scheme[1].lower()[:20]}'"
        return problem("bad-url", message, "write an address with http, https or mailto")
    if _HOST.match(text):
        return problem(
            "bad-url",
            f"{quoted(text)} has no scheme",
            did_you_mean(f"https://{text}", (f"https://{text}",)),
        )
    return problem("bad-url", f"{quoted(text)} is not a URL", "write it in full, with https://")

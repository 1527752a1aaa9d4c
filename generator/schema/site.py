"""What `content/site.yaml` may say."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic.dataclasses import dataclass as record

from generator.schema.field_types import (
    BoolWord,
    Count,
    FullDate,
    Language,
    Line,
    Number,
    OneOrMany,
    PathOrUrl,
    RequiredLine,
    Slug,
    Text,
    Url,
)
from generator.schema.problems import Finding, attempt, kind_of, problem, problems, quoted
from generator.schema.records import STRICT, Record, described, required
from generator.schema.scalars import chooser, read_line, read_path_or_url, read_url, text_of
from generator.values import Link

PROFILES = ("declared", "all")
PAPERS_ORDERS = ("date", "citations", "score", "title")
SHOWN_METRICS = ("full", "counts", "none")
PAPER_EXPORTS = ("bib", "ris", "csl", "json")
AUTHOR_EXPORTS = ("bib", "ris", "csl", "atom", "json")


def _choice(what: str, choices: tuple[str, ...]) -> Any:
    return PlainValidator(chooser(what, choices))


Profiles = Annotated[str, _choice("value of profiles", PROFILES), WithJsonSchema({"enum": list(PROFILES)})]
PapersOrder = Annotated[
    str, _choice("order of papers", PAPERS_ORDERS), WithJsonSchema({"enum": list(PAPERS_ORDERS)})
]
ShownMetrics = Annotated[
    str,
    _choice("value of metrics.show", SHOWN_METRICS),
    WithJsonSchema({"enum": list(SHOWN_METRICS)}),
]
PaperExport = Annotated[
    str, _choice("format of a paper", PAPER_EXPORTS), WithJsonSchema({"enum": list(PAPER_EXPORTS)})
]
AuthorExport = Annotated[
    str,
    _choice("format of an author", AUTHOR_EXPORTS),
    WithJsonSchema({"enum": list(AUTHOR_EXPORTS)}),
]


def read_site_url(value: object) -> str:
    """Return the site's absolute URL with a final slash, without query and fragment."""
    text = read_url(value)
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        has_host = False
    if not has_host or text.lower().startswith("mailto:") or parts.query or parts.fragment:
        hint = "write the address of the home page, such as https://example.org/lab/"
        raise problem("bad-url", f"{quoted(text)} cannot be a site's address", hint)
    return text.removesuffix("index.html").rstrip("/") + "/"


def read_nav(value: object) -> tuple[Link, ...]:
    """Return the navigation: paths, `{Label: path}` or `{label, url}`; a label may be missing."""
    found: list[Finding] = []
    links: list[Link] = []
    items = list(value) if isinstance(value, list | tuple) else [value]
    if isinstance(value, dict) and not {"label", "url"} & value.keys():
        items = [{label: target} for label, target in value.items()]
    for index, item in enumerate(items):
        link = item if isinstance(item, Link) else _nav_link(item, index, found)
        if link is not None:
            links.append(link)
    if found:
        raise problems(found)
    return tuple(links)


def _nav_link(item: object, index: int, found: list[Finding]) -> Link | None:
    if isinstance(item, dict):
        named = {"title": "label", "name": "label", "path": "url", "href": "url", "page": "url"}
        fields = {named.get(str(key), str(key)): entry for key, entry in item.items()}
        if len(fields) == 1 and not {"label", "url"} & fields.keys():
            ((label, target),) = fields.items()
            fields = {"label": label, "url": target}
        if not fields.keys() <= {"label", "url"} or "url" not in fields:
            hint = "write a path, 'Label: path' or {label: ..., url: ...}"
            found.append(Finding("bad-nav", "an entry of the navigation names no page", hint, (index,)))
            return None
        label = attempt(read_line, fields.get("label", ""), (index,), found) or ""
        url = attempt(_read_nav_target, fields["url"], (index,), found)
        return Link("", label, url) if url else None
    if not isinstance(item, str):
        message = f"must be a path or {{label, url}}, not {kind_of(item)}"
        found.append(Finding("wrong-type", message, None, (index,)))
        return None
    url = attempt(_read_nav_target, item, (index,), found)
    return Link("", "", url) if url else None


def _read_nav_target(value: object) -> str:
    return read_path_or_url(text_of(value).strip().lstrip("/"))


def _analytics_fields(value: object) -> object:
    if value in (None, "", False) or (isinstance(value, str) and value.lower() in ("none", "no", "false")):
        return None
    return {"script": value} if isinstance(value, str) else value


@record(frozen=True, slots=True, config=STRICT)
class Analytics:
    """A third party's script; the only thing that makes a page call another host.

    Attributes:
        attributes: Attributes of the script element, such as `data-domain`.
        hosts: Further origins that the script sends to.
    """

    script: Url = required("Address of the script")
    attributes: dict[str, Line] = described("Attributes of the script element", {})
    hosts: Annotated[tuple[Url, ...], OneOrMany()] = described("Origins that the script sends to", ())


@record(frozen=True, slots=True, config=STRICT)
class NoveltyOptions:
    """Parameters of the computed text novelty."""

    enabled: BoolWord = described("Compute novelty", True)
    background: Line = described("JSONL file of further papers, below content/")
    k: Count = described("How many closest earlier papers count", 5)
    cap: Number = described("Largest share of earlier papers that a word may occur in", 0.2)
    top: Count = described("How many of the heaviest words are kept", 64)
    min_prior: Count = described("Least number of earlier papers", 1000)
    min_words: Count = described("Least number of words", 20)
    min_known: Number = described("Least share of words that earlier papers know", 0.5)
    ref: Count = described("How many earlier scored papers the percentile is taken among", 500)
    min_ref: Count = described("Least number of earlier scored papers", 200)
    low_confidence: Count = described("Below so many earlier papers confidence is low", 2500)


@record(frozen=True, slots=True, config=STRICT)
class ScoreWeights:
    """Weights of the components of a score."""

    citations: Number = described("Weight of citations", 0.5)
    novelty: Number = described("Weight of novelty", 0.25)
    openness: Number = described("Weight of openness", 0.25)


@record(frozen=True, slots=True, config=STRICT)
class ScoreOptions:
    """Parameters of the computed score."""

    enabled: BoolWord = described("Compute scores", True)
    weights: ScoreWeights = described("Weights of the components", ScoreWeights())


@record(frozen=True, slots=True, config=STRICT)
class MetricsOptions:
    """Which metrics are shown and how they are computed."""

    show: ShownMetrics = described("full, counts (papers and citations) or none", "full")
    novelty: NoveltyOptions = described("Parameters of novelty", NoveltyOptions())
    score: ScoreOptions = described("Parameters of the score", ScoreOptions())


@record(frozen=True, slots=True, config=STRICT)
class ExportOptions:
    """Which files papers and people get beside their pages."""

    per_paper: Annotated[tuple[PaperExport, ...], OneOrMany()] = described(
        "Formats beside each paper", ("bib", "json")
    )
    per_author: Annotated[tuple[AuthorExport, ...], OneOrMany()] = described(
        "Formats beside each person with a file", AUTHOR_EXPORTS
    )


class Site(Record):
    """The site's own settings."""

    title: RequiredLine = required("Name of the site")
    url: Annotated[
        str,
        PlainValidator(read_site_url),
        WithJsonSchema({"type": "string", "pattern": "^https?://"}),
    ] = described("Absolute address, which may have a path")
    description: Text = described("One or two sentences for search engines")
    language: Language = described("Language of the content, such as en or ar", "en")
    owner: Slug = described("Slug of the person whose profile is the home page")
    theme: Line = described("Name of the theme", "default")
    theme_options: dict[str, Any] = described("Options that the theme declares", {})
    nav: Annotated[
        tuple[Link, ...],
        PlainValidator(read_nav),
        WithJsonSchema({"type": ["array", "object"]}),
    ] = described("Navigation: paths, 'Label: path' or {label, url}", ())
    profiles: Profiles = described("declared: people with a file get a page; all: every author", "declared")
    papers_order: PapersOrder = described("Order of papers: date, citations, score or title", "date")
    as_of: FullDate = described("Date at which ages are taken; without it today", None)
    metrics: MetricsOptions = described("Which metrics are shown", MetricsOptions())
    exports: ExportOptions = described("Files beside the pages", ExportOptions())
    embed: BoolWord = described("Publish what other sites can embed", True)
    quality: BoolWord = described("Publish quality.html: missing, ambiguous and stale data", True)
    analytics: Annotated[Analytics | None, BeforeValidator(_analytics_fields)] = described(
        "none, the address of a script, or {script, attributes, hosts}", None
    )
    license: Line = described("Licence of the site's content")
    edit_url: Url = described("Address under which the sources can be edited")
    image: PathOrUrl = described("Image for previews on other sites: a path below content/static")
    email: Line = described("Address for questions about the site")
    extra: dict[str, Any] = described("Anything else; kept, never shown", {})

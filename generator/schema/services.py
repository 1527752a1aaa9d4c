"""Where the ids of people lead: one table of the services that the schema knows."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from generator.schema.problems import (
    Finding,
    attempt,
    did_you_mean,
    kind_of,
    problem,
    problems,
    quoted,
)
from generator.schema.scalars import read_line, read_path_or_url, read_url, text_of
from generator.schema.vocabulary import word_form
from generator.values import Link


@dataclass(frozen=True, slots=True)
class Service:
    """A place on the web where people have an id.

    Attributes:
        label: What a reader sees.
        url: Address with `{}` for the id; "" where only a URL makes sense.
    """

    label: str
    url: str = ""


PERSON_SERVICES: dict[str, Service] = {
    "homepage": Service("Homepage"),
    "google_scholar": Service("Google Scholar", "https://scholar.google.com/citations?user={}"),
    "semantic_scholar": Service("Semantic Scholar", "https://www.semanticscholar.org/author/{}"),
    "openalex": Service("OpenAlex", "https://openalex.org/{}"),
    "dblp": Service("DBLP", "https://dblp.org/pid/{}"),
    "arxiv": Service("arXiv", "https://arxiv.org/a/{}"),
    "openreview": Service("OpenReview", "https://openreview.net/profile?id={}"),
    "acl": Service("ACL Anthology", "https://aclanthology.org/people/{}/"),
    "researchgate": Service("ResearchGate", "https://www.researchgate.net/profile/{}"),
    "wikidata": Service("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "github": Service("GitHub", "https://github.com/{}"),
    "gitlab": Service("GitLab", "https://gitlab.com/{}"),
    "mastodon": Service("Mastodon"),
    "bluesky": Service("Bluesky", "https://bsky.app/profile/{}"),
    "x": Service("X", "https://x.com/{}"),
    "linkedin": Service("LinkedIn", "https://www.linkedin.com/in/{}"),
    "youtube": Service("YouTube", "https://www.youtube.com/@{}"),
    "cv": Service("CV"),
}

PERSON_SERVICE_SYNONYMS: dict[str, str] = {
    "home_page": "homepage",
    "website": "homepage",
    "scholar": "google_scholar",
    "googlescholar": "google_scholar",
    "semanticscholar": "semantic_scholar",
    "twitter": "x",
    "researchgate_profile": "researchgate",
    "acl_anthology": "acl",
}

_UNSAFE = re.compile(r"[^A-Za-z0-9_.~:/@&=+,;'()!*$-]")
_FEDIVERSE = re.compile(r"@?([A-Za-z0-9_.-]+)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")


def read_paper_id(value: object) -> str:
    """Return the id of a paper at a service, also from its URL there."""
    text = text_of(value).strip()
    if not re.match(r"https?://", text, re.IGNORECASE):
        return read_line(text)
    query = re.search(r"[?&]id=([^&#]+)", text)
    if query:
        return query[1]
    return re.sub(r"[?#].*$", "", text).rstrip("/").removesuffix(".pdf").rpartition("/")[2]


def read_links(value: object) -> tuple[Link, ...]:
    """Return links from `{service: id or URL}` or from a list of `{label, url, icon}`.

    Raises:
        PydanticCustomError: With all problems and their places below the value.
    """
    found: list[Finding] = []
    if isinstance(value, Mapping):
        links = [_service_link(str(key), item, found) for key, item in value.items()]
    elif not isinstance(value, list | tuple):
        message = f"must be services with ids or a list of links, not {kind_of(value)}"
        raise problem("wrong-type", message, _links_hint(value))
    else:
        items = value
        links = [_free_link(item, index, found) for index, item in enumerate(items)]
    if found:
        raise problems(found)
    return tuple(link for link in links if link is not None)


def _links_hint(value: object) -> str:
    key = word_form(text_of(value)) if isinstance(value, str) else ""
    key = PERSON_SERVICE_SYNONYMS.get(key, key)
    return f"write links: {{{key if key in PERSON_SERVICES else 'github'}: YOUR-ID}}"


def person_url(service: str, value: object) -> str:
    """Return where a person's id at a service leads; `cv` may be a path below `content/static`."""
    text = text_of(value).strip()
    if re.match(r"(?:https?|mailto):", text, re.IGNORECASE) or service == "homepage":
        return read_url(text)
    if service == "cv":
        return read_path_or_url(text)
    if service == "mastodon":
        return _mastodon_url(text)
    identifier = text.lstrip("@") if service in ("x", "youtube", "github", "bluesky") else text
    return PERSON_SERVICES[service].url.format(_escaped(identifier))


def _mastodon_url(text: str) -> str:
    match = _FEDIVERSE.fullmatch(text)
    if match is None:
        message = f"{quoted(text)} does not say on which server"
        raise problem("bad-link", message, "write @name@server.example")
    return f"https://{match[2].lower()}/@{match[1]}"


def _service_link(written: str, value: object, found: list[Finding]) -> Link | None:
    if value in (None, ""):
        return None
    key = word_form(written)
    key = PERSON_SERVICE_SYNONYMS.get(key, key)
    service = PERSON_SERVICES.get(key)
    if service is None:
        hint = did_you_mean(
            key,
            (*PERSON_SERVICES, *PERSON_SERVICE_SYNONYMS),
            "other links are a list: - {label: ..., url: ...}",
        )
        found.append(Finding("unknown-field", f"unknown service {quoted(written)}", hint, (written,)))
        return None
    url = attempt(lambda item: person_url(key, item), value, (written,), found)
    return Link(key, service.label, url, key) if url else None


def _free_link(item: object, index: int, found: list[Finding]) -> Link | None:
    if isinstance(item, Link):
        return item
    if not isinstance(item, Mapping):
        hint = "write - {label: ..., url: ...}"
        found.append(Finding("wrong-type", f"must be a mapping, not {kind_of(item)}", hint, (index,)))
        return None
    fields = {_LINK_SYNONYMS.get(word_form(str(key)), word_form(str(key))): key for key in item}
    for name, key in fields.items():
        if name not in _LINK_FIELDS:
            message = f"unknown field {quoted(key)}"
            suggestion = did_you_mean(name, _LINK_FIELDS)
            found.append(Finding("unknown-field", message, suggestion, (index, key)))
    read: dict[str, str] = {
        name: attempt(_LINK_FIELDS[name], item[key], (index, key), found) or ""
        for name, key in fields.items()
        if name in _LINK_FIELDS
    }
    kind = read.get("kind") or (read.get("icon", "") if read.get("icon") in PERSON_SERVICES else "")
    if kind in PERSON_SERVICES and read.get("id"):
        at = (index, fields["id"])
        address = attempt(lambda value: person_url(kind, value), read["id"], at, found)
        return Link(kind, PERSON_SERVICES[kind].label, address, kind) if address else None
    if "url" not in fields:
        found.append(Finding("missing-field", "missing field 'url'", None, (index,)))
    url = read.get("url", "")
    service = PERSON_SERVICES.get(kind)
    label = read.get("label") or (service.label if service else _short_address(url))
    return Link(kind, label, url, read.get("icon", "")) if url else None


def _short_address(url: str) -> str:
    return re.sub(r"^[a-z]+:(?://)?(?:www\.)?|/.*$", "", url)


def _read_rooted(value: object) -> str:
    """Return a URL or a path; a slash before it means the site's root, as in a browser."""
    text = text_of(value).strip()
    return read_path_or_url(text if text.startswith("//") else text.lstrip("/"))


def _escaped(identifier: str) -> str:
    return _UNSAFE.sub(lambda match: quote(match[0], safe=""), identifier)


_LINK_FIELDS: dict[str, Callable[[object], str]] = {
    "label": read_line,
    "url": _read_rooted,
    "icon": read_line,
    "kind": read_line,
    "id": read_line,
    "icon_pack": read_line,
    "display": read_line,
}

# Hugo Blox, older and newer
_LINK_SYNONYMS = {"name": "label", "title": "label", "text": "label", "link": "url", "type": "kind"}

LINKS_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {
            "type": "object",
            "properties": {
                name: {"type": "string", "description": f"{service.label}: id or URL"}
                for name, service in PERSON_SERVICES.items()
            },
            "propertyNames": {"pattern": "^[A-Za-z_ -]+$"},
        },
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "label": {"type": "string", "description": "What a reader sees"},
                    "url": {
                        "type": "string",
                        "description": "Address or path below content/static",
                    },
                    "icon": {"type": "string", "description": "Name of an icon"},
                },
                "anyOf": [{"required": ["url"]}, {"required": ["link"]}],
            },
        },
    ]
}

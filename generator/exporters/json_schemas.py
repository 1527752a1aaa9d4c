"""JSON Schemas (2020-12) of the documents in `api/v1/`, published beside them."""

import json
from typing import Any

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_COUNT_OR_NULL: Schema = {"type": ["integer", "null"], "minimum": 0}
_DATE_OR_NULL: Schema = {
    "type": ["string", "null"],
    "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
    "description": "YYYY, YYYY-MM or YYYY-MM-DD: what is not written is unknown",
}


def _object(required: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_DEFINITIONS: Schema = {
    "record": {
        **_object(
            {
                "value": {"type": "number"},
                "kind": {"enum": ["reported", "computed"]},
                "source": _TEXT_OR_NULL,
                "url": _TEXT_OR_NULL,
                "as_of": _TEXT_OR_NULL,
                "method": _TEXT_OR_NULL,
                "n": _COUNT_OR_NULL,
                "of": _COUNT_OR_NULL,
            },
            {
                "label": _TEXT,
                "reason": _TEXT,
                "parts": {"type": "object", "additionalProperties": {"type": "number"}},
            },
        ),
        "description": "a value and where it comes from: over n of so many papers",
    },
    "metrics": {
        "type": "object",
        "additionalProperties": _list(_ref("record")),
        "description": "records by metric, the shown one first; [] is unknown, absent is hidden",
    },
    "resource": {
        "description": "addresses, true (exists, address unknown), false, n/a, or null (unknown)",
        "oneOf": [_list(_TEXT), {"type": "boolean"}, {"const": "n/a"}, {"type": "null"}],
    },
    "retracted": {"type": ["boolean", "string"]},
    "credit": _object(
        {"name": _TEXT, "slug": _TEXT_OR_NULL},
        {
            "orcid": _TEXT,
            "affiliation": _TEXT,
            "group": {"const": True},
            "equal": {"const": True},
            "corresponding": {"const": True},
        },
    ),
    "mention": _object(
        {"slug": _TEXT_OR_NULL, "url": _TEXT_OR_NULL, "title": _TEXT}, {"date": _DATE_OR_NULL}
    ),
    "link": _object({"label": _TEXT, "url": _TEXT, "icon": _TEXT_OR_NULL}),
    "card": _object(
        {
            "slug": _TEXT,
            "url": _TEXT,
            "title": _TEXT,
            "authors": _list(_ref("credit")),
            "authors_truncated": {"type": "boolean"},
            "date": _DATE_OR_NULL,
            "venue": _TEXT_OR_NULL,
            "categories": _list(_TEXT),
            "code": _ref("resource"),
            "metrics": _ref("metrics"),
        },
        {
            "title_text": _TEXT,
            "editors": _list(_ref("credit")),
            "award": _TEXT,
            "status": _TEXT,
            "retracted": _ref("retracted"),
        },
    ),
}

_AUTHOR = _object(
    {
        "schema": {"const": "byline/author/1"},
        "slug": _TEXT,
        "url": _TEXT,
        "name": _TEXT,
        "subject": _TEXT_OR_NULL,
        "metrics": _ref("metrics"),
        "papers": _list(_ref("card")),
        "coauthors": _list(_object({"name": _TEXT, "slug": _TEXT_OR_NULL, "papers": _COUNT})),
        "by_year": _list(
            _object({"year": {"type": "integer"}, "papers": _COUNT_OR_NULL, "citations": _COUNT_OR_NULL})
        ),
        "orcid": _TEXT_OR_NULL,
        "role": _TEXT_OR_NULL,
        "group": _TEXT_OR_NULL,
        "affiliations": _list(
            _object(
                {
                    "name": _TEXT,
                    "department": _TEXT_OR_NULL,
                    "url": _TEXT_OR_NULL,
                    "ror": _TEXT_OR_NULL,
                    "start": _DATE_OR_NULL,
                    "end": _DATE_OR_NULL,
                }
            )
        ),
        "interests": _list(_TEXT),
        "links": _list(_ref("link")),
        "photo": _TEXT_OR_NULL,
    },
    {"as_of": _DATE_OR_NULL},
)

_PAPER = _object(
    {
        "schema": {"const": "byline/paper/1"},
        "slug": _TEXT,
        "url": _TEXT,
        "title": _TEXT,
        "authors": _list(_ref("credit")),
        "authors_truncated": {"type": "boolean"},
        "date": _DATE_OR_NULL,
        "abstract": _TEXT_OR_NULL,
        "categories": _list(_TEXT),
        "type": _TEXT,
        **dict.fromkeys(("venue", "volume", "issue", "pages", "publisher"), _TEXT_OR_NULL),
        "editors": _list(_ref("credit")),
        **dict.fromkeys(
            (
                "doi",
                "arxiv",
                "pmid",
                "isbn",
                "openalex",
                "semantic_scholar",
                "acl",
                "openreview",
                "pdf",
            ),
            _TEXT_OR_NULL,
        ),
        "code": _ref("resource"),
        "data": _ref("resource"),
        **dict.fromkeys(
            ("slides", "poster", "video", "website", "demo", "blog", "supplement"), _TEXT_OR_NULL
        ),
        "links": _list(_ref("link")),
        "keywords": _list(_TEXT),
        "projects": _list(_TEXT),
        **dict.fromkeys(("award", "note", "tldr", "preview"), _TEXT_OR_NULL),
        "selected": {"type": "boolean"},
        "status": {"enum": ["published", "accepted", "forthcoming", "submitted", "draft"]},
        "retracted": _ref("retracted"),
        "language": _TEXT_OR_NULL,
        "license": _TEXT_OR_NULL,
        "open_access": {"type": ["boolean", "null"]},
        "metrics": _ref("metrics"),
        "versions": _list(
            _object(
                {
                    "slug": _TEXT,
                    "title": _TEXT,
                    "date": _DATE_OR_NULL,
                    "venue": _TEXT_OR_NULL,
                    "status": _TEXT,
                    "doi": _TEXT_OR_NULL,
                    "arxiv": _TEXT_OR_NULL,
                    "url": _TEXT_OR_NULL,
                }
            )
        ),
        "references": _list(_ref("mention")),
        "cited_by": _list(_ref("mention")),
        "related": _list(_ref("mention")),
    },
    {
        "score_components": _list(
            _object(
                {
                    "name": _TEXT,
                    "value": {"type": ["number", "null"]},
                    "weight": {"type": "number"},
                    "contribution": {"type": ["number", "null"]},
                    "reason": _TEXT_OR_NULL,
                }
            )
        ),
        "nearest": _list(
            _object(
                {
                    "id": _TEXT,
                    "similarity": {"type": "number"},
                    "title": _TEXT_OR_NULL,
                    "date": _DATE_OR_NULL,
                }
            )
        ),
        "absent": {"type": "object", "additionalProperties": _TEXT},
    },
)

_PAPERS = _object(
    {
        "schema": {"const": "byline/papers/1"},
        "kind": {"enum": ["recent", "topic", "year", "project"]},
        "key": _TEXT_OR_NULL,
        "title": _TEXT,
        "url": _TEXT,
        "total": _COUNT,
        "papers": _list(_ref("card")),
    },
    {"as_of": _DATE_OR_NULL},
)

_SITE = _object(
    {
        "schema": {"const": "byline/site/1"},
        "title": _TEXT,
        "description": _TEXT_OR_NULL,
        "url": _TEXT,
        "language": _TEXT_OR_NULL,
        "authors": _list(_object({"slug": _TEXT, "name": _TEXT, "url": _TEXT})),
        "papers": _list(_ref("mention")),
        "venues": _list(_object({"slug": _TEXT, "name": _TEXT, "url": _TEXT})),
        "topics": _list(_object({"code": _TEXT, "url": _TEXT})),
        "years": _list(_object({"year": {"type": "integer"}, "url": _TEXT})),
        "projects": _list(_object({"slug": _TEXT, "title": _TEXT, "url": _TEXT})),
    },
    {"owner": _TEXT_OR_NULL},
)


def _document(name: str, body: Schema) -> Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:byline:{name}:1",
        "title": f"byline/{name}/1",
        **body,
        "$defs": _DEFINITIONS,
    }


SCHEMAS: dict[str, Schema] = {
    name: _document(name, body)
    for name, body in (
        ("author", _AUTHOR),
        ("paper", _PAPER),
        ("papers", _PAPERS),
        ("site", _SITE),
    )
}
"""Schema by the name in a document's `schema` key: `byline/NAME/1`."""


def format_schema(name: str) -> str:
    """Return the JSON text of a schema of `SCHEMAS`, for `api/v1/schemas/NAME.json`."""
    return json.dumps(SCHEMAS[name], ensure_ascii=False, indent=1) + "\n"

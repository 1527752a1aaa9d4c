"""The parts that the documents of `api/v1/` share: papers in lists, metrics with their provenance.

Keys are the sources' field names. What is not known is null or an empty list, never 0; a hidden
metric's key is absent. Addresses are absolute where the site has a URL, else paths from the
output's root.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from generator.exporters.addresses import absolute
from generator.exporters.json_text import encode_json
from generator.exporters.plain import plain, readable, tidy
from generator.model import Corpus, Credit, Measures, PersonId, Work, WorkId
from generator.schema.vocabulary import LEFT_BY_COUNTS, METRIC_NAMES
from generator.values import Link, MetricRecord, PartialDate, Resource

AUTHOR_METRICS = METRIC_NAMES
PAPER_METRICS = ("citations", "novelty", "openness", "score")

MAX_CARD_AUTHORS = 30
"""Authors of a paper inside other documents: a byline of 3,000 names would stand in 3,000 of them."""

Show = Literal["full", "counts", "none"]
Metrics = Mapping[str, tuple[MetricRecord, ...]]
Object = dict[str, object]


@dataclass(frozen=True, slots=True)
class Api:
    """What all documents are made from; one for a build, since it keeps the cards it has encoded.

    Attributes:
        base_url: The site's URL, or "".
        pages_of: People who have a page, whose slugs lead somewhere.
        show: The site's `metrics.show`.
        as_of: ISO date at which ages and "this year" are taken, or "".
        owner: The person whose profile is the home page, or None.
    """

    corpus: Corpus
    measures: Measures
    base_url: str
    pages_of: frozenset[PersonId]
    show: Show = "full"
    as_of: str = ""
    owner: PersonId | None = None
    _names: dict[PersonId, str] = field(default_factory=dict, compare=False, repr=False)
    _cards: dict[WorkId, msgspec.Raw] = field(default_factory=dict, compare=False, repr=False)

    def url(self, path: str) -> str:
        """Return the address of an output path; "" for ""."""
        return absolute(self.base_url, path) if path else ""

    def card(self, work_id: WorkId) -> msgspec.Raw:
        """Return a paper as lists hold it, encoded; the same bytes each time."""
        card = self._cards.get(work_id)
        if card is None:
            card = msgspec.Raw(encode_json(card_object(self, self.corpus.works[work_id])))
            self._cards[work_id] = card
        return card

    def name(self, person: PersonId) -> str:
        """Return a person's name on one line; hundreds of co-authors may name them."""
        name = self._names.get(person)
        if name is None:
            found = self.corpus.people.get(person)
            name = self._names[person] = tidy(found.name.display) if found else person
        return name

    def slug(self, person: PersonId | None) -> str | None:
        """Return the slug of a person who has a page, else None."""
        return person if person in self.pages_of else None

    def shows(self, metric: str, hidden: frozenset[str] = frozenset()) -> bool:
        """Tell whether the site, and the person whose `hide` is given, show a metric."""
        if self.show == "none" or metric in hidden:
            return False
        return self.show == "full" or metric in LEFT_BY_COUNTS


def card_object(api: Api, work: Work) -> Object:
    """Return a paper as lists hold it."""
    card: Object = {
        "slug": work.id,
        "url": api.url(f"papers/{work.id}.html"),
        "title": plain(work.title),
        "authors": [
            {"name": tidy(credit.name.display), "slug": api.slug(credit.person)}
            for credit in work.credits[:MAX_CARD_AUTHORS]
        ],
        "authors_truncated": work.authors_truncated or len(work.credits) > MAX_CARD_AUTHORS,
        "date": date_text(work.date),
        "venue": plain(work.venue) or None,
        "categories": [tidy(code) for code in work.categories],
        "code": resource_value(work.code),
        "metrics": metric_records(api, api.measures.works.get(work.id, {}), PAPER_METRICS),
    }
    if (title := readable(work.title)) != card["title"]:
        card["title_text"] = title
    if not work.credits and work.editors:
        card["editors"] = [
            {"name": tidy(credit.name.display), "slug": api.slug(credit.person)}
            for credit in work.editors[:MAX_CARD_AUTHORS]
        ]
    # Rare facts that a list may not keep quiet about.
    if work.award:
        card["award"] = plain(work.award)
    if work.status != "published":
        card["status"] = work.status
    if work.retracted:
        card["retracted"] = retracted_value(work)
    return card


def metric_records(
    api: Api, measured: Metrics, names: tuple[str, ...], hidden: frozenset[str] = frozenset()
) -> Object:
    """Return records by metric name, the shown one first; `hidden` is the person's `hide`."""
    # A name beyond the contract's (a reported `ai_score` of a paper) stands only where it is known.
    further = tuple(name for name in measured if name not in names and measured[name])
    return {
        name: [_record(record) for record in measured.get(name, ())]
        for name in (*names, *further)
        if api.shows(name, hidden)
    }


def _record(record: MetricRecord) -> Object:
    found: Object = {
        "value": record.value,
        "kind": record.kind,
        "source": record.source,
        "url": record.url,
        "as_of": record.as_of,
        "method": record.method,
        "n": record.n,
        "of": record.of,
    }
    if record.label is not None:
        found["label"] = record.label
    if record.reason is not None:
        found["reason"] = record.reason
    if record.parts:
        found["parts"] = dict(record.parts)
    return found


def date_text(date: PartialDate | None) -> str | None:
    """Return YYYY, YYYY-MM or YYYY-MM-DD, None when unknown."""
    return None if date is None else date.isoformat()


def credit_object(api: Api, credit: Credit) -> Object:
    """Return an author or editor; marks stand only where they are true."""
    found: Object = {"name": tidy(credit.name.display), "slug": api.slug(credit.person)}
    if credit.orcid:
        found["orcid"] = credit.orcid
    if credit.affiliation:
        found["affiliation"] = tidy(credit.affiliation)
    for mark in ("group", "equal", "corresponding"):
        if getattr(credit, mark):
            found[mark] = True
    return found


def resource_value(resource: Resource) -> list[str] | bool | str | None:
    """Return it as a source writes it: addresses, true, false, "n/a", or None when unknown."""
    if not resource.applies:
        return "n/a"
    return list(resource.urls) or resource.exists


def retracted_value(work: Work) -> str | bool:
    """Return False, True, or the text that says why the work was retracted."""
    if not work.retracted:
        return False
    return True if work.retracted.strip().lower() == "true" else plain(work.retracted)


def link_object(api: Api, link: Link) -> Object:
    """Return a labelled link with its address as this API writes addresses."""
    return {"label": tidy(link.label), "url": api.url(link.url), "icon": link.icon or None}

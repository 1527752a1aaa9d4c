"""The stage `measure`: from a linked corpus to everything that is measured of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from generator.errors import MissingExtraError
from generator.giving_way import give_way
from generator.metrics.background import PREFIX, BackgroundPaper, without_works
from generator.metrics.memory import Found, Memory, digest
from generator.metrics.novelty import (
    Novelty,
    NoveltyParams,
    score_documents,
)
from generator.metrics.on_demand import measures_on_demand
from generator.metrics.people import PeopleMeasurer
from generator.metrics.policy import shown_measures
from generator.metrics.related import related_works, weighted_words
from generator.metrics.related_memory import KeptState, RelatedMemory
from generator.metrics.score import WEIGHTS
from generator.metrics.token_counts import FoundCounts, Rows, TokenCounts
from generator.metrics.tokens import stems_of
from generator.metrics.works import SWITCHED_OFF, WorkMeasures, measure_work
from generator.model import Corpus, Measures, Neighbour, PersonId, Work, WorkId
from generator.text.markup import plain_text

if TYPE_CHECKING:
    from generator.schema.site import NoveltyOptions, Site

RELATED_VERSION = "1"
"""Changes whenever a text would give other words to relate it by."""

NO_NUMPY = "numpy is not installed"

_BETWEEN = "\x00"
"""Stands between title and abstract, where markup of one cannot run into the other."""


@dataclass(frozen=True, slots=True)
class Memories:
    """What a former build found, for the parts that cost most."""

    counts: TokenCounts = field(default_factory=TokenCounts)
    novelty: Memory = field(default_factory=Memory)
    related: RelatedMemory = field(default_factory=RelatedMemory)


@dataclass(frozen=True, slots=True)
class Texts:
    """What the two parts that read every text are made from: text novelty and related papers.

    Attributes:
        background: Further papers that text novelty compares with, by id; None: no novelty is wanted.
    """

    corpus: Corpus
    options: "NoveltyOptions"
    background: Mapping[str, BackgroundPaper] | None
    memories: Memories


NOTHING = Found((), {})
NO_COUNTS = FoundCounts((), Rows())


@dataclass(frozen=True, slots=True)
class Read:
    """What a part of `PARTS` found, and what it leaves in the memories; the other part's are empty.

    Attributes:
        state: What relating papers leaves; None if it is as it was.
    """

    novelties: Mapping[WorkId, Novelty] = field(default_factory=dict)
    related: Mapping[WorkId, tuple[WorkId, ...]] = field(default_factory=dict)
    counts: FoundCounts = NO_COUNTS
    novelty: Found = NOTHING
    state: KeptState | None = None


PARTS = ("novelty", "related")
"""They need nothing of each other, so that each may be made in a process of its own."""

RunParts = Callable[[Callable[[Texts, str], Read], Sequence[str], Texts], Iterable[Read]]


def read_texts(texts: Texts, part: str) -> Read:
    """Return what one of `PARTS` finds."""
    memories, works = texts.memories, texts.corpus.works
    if part == "related":
        keys = {key: _related_key(work) for key, work in works.items()}
        related = related_works(keys, lambda key: _words(works[key]), memories.related)
        return Read(related=related, state=memories.related.made)
    if texts.background is None:
        return Read(novelties={work: Novelty(why=SWITCHED_OFF) for work in works})
    found = _novelties(texts.corpus, texts.background, texts.options, memories)
    return Read(novelties=found, counts=memories.counts.found(), novelty=memories.novelty.found())


def in_turn(function: Callable[[Texts, str], Read], parts: Sequence[str], texts: Texts) -> Iterable[Read]:
    """Make the parts one after the other, in this process."""
    return (function(texts, part) for part in parts)


def measure(
    corpus: Corpus,
    site: "Site",
    as_of: date,
    *,
    background: Iterable[BackgroundPaper] = (),
    memories: Memories | None = None,
) -> Measures:
    """Return everything measured of a corpus, without what the site or a person hides.

    Args:
        corpus: Every person and work of the site.
        site: Its options; `metrics` is what counts here.
        as_of: The day that ages are taken at.
        background: Further papers that text novelty compares with.
        memories: Results of a former build, and room for those of this one. The measures are the
            same without.
    """
    return Measurement(corpus, site, as_of, background=background, memories=memories).measures


class Measurement:
    """One measuring, which can measure a work again whose wording, people and date are the same.

    Attributes:
        measures: What `measure` returns.
        texts: What reading the texts found.
    """

    __slots__ = ("_measured", "_people", "_show", "measures", "texts")

    def __init__(
        self,
        corpus: Corpus,
        site: "Site",
        as_of: date,
        *,
        background: Iterable[BackgroundPaper] = (),
        memories: Memories | None = None,
        run_parts: RunParts = in_turn,
    ) -> None:
        """Measure; the arguments are those of `measure`.

        Args:
            run_parts: Calls a function with each of `PARTS`, perhaps in other processes, and returns
                the results in this order.
        """
        self._show = site.metrics.show
        self.texts, papers = read_all(corpus, site, background, memories, run_parts)
        self._measured = _measurer(site, as_of, self.texts.novelties)
        works = {key: self._measured(work) for key, work in corpus.works.items()}
        self._people = PeopleMeasurer(corpus, {key: found.facts for key, found in works.items()}, as_of)
        measures = Measures(
            people={key: self._people.measure(person) for key, person in corpus.people.items()},
            works={key: found.metrics for key, found in works.items()},
            related=dict(self.texts.related),
            breakdown=_kept(works, lambda found: found.breakdown),
            nearest={
                key: _neighbours(found, corpus.works, papers)
                for key, found in self.texts.novelties.items()
                if found.nearest
            },
            absent=_kept(works, lambda found: found.absent),
        )
        self.measures = shown_measures(measures, corpus.people, self._show)

    def again(self, corpus: Corpus, work: WorkId, people: Iterable[PersonId]) -> Measures:
        """Measure a work and its people again, and make the result this measurement's own.

        Text novelty and related papers stay what they were.

        Args:
            corpus: The same people, and the same works but for what this one says of itself.
            people: Whose papers the work is one of.

        Returns:
            All measures, as `measure` would return them.
        """
        found = self._measured(corpus.works[work])
        self._people.replace(corpus, work, found.facts)
        part = shown_measures(
            Measures(
                people={key: self._people.measure(corpus.people[key]) for key in people},
                works={work: found.metrics},
                related={},
                breakdown={work: found.breakdown} if found.breakdown else {},
                absent={work: found.absent} if found.absent else {},
            ),
            corpus.people,
            self._show,
        )
        before = self.measures
        self.measures = Measures(
            people={**before.people, **part.people},
            works={**before.works, **part.works},
            related=before.related,
            breakdown=_exchanged(before.breakdown, part.breakdown, work),
            nearest=before.nearest,
            absent=_exchanged(before.absent, part.absent, work),
        )
        return self.measures


def measure_on_demand(
    corpus: Corpus, site: "Site", as_of: date, memories: Memories, run_parts: RunParts = in_turn
) -> tuple[Measures, Read]:
    """Return what `measure` does, of which little is measured before it is asked for.

    Returns:
        The measures, and what reading the texts found.
    """
    texts, _ = read_all(corpus, site, (), memories, run_parts)
    return measures_of(corpus, site, as_of, texts), texts


def measures_of(corpus: Corpus, site: "Site", as_of: date, texts: Read) -> Measures:
    """Return what follows from the texts, each value measured when it is asked for.

    Args:
        texts: What reading all texts found, without any background.
    """
    measured = _measurer(site, as_of, texts.novelties)
    return measures_on_demand(
        corpus,
        as_of,
        site.metrics.show,
        lambda key: measured(corpus.works[key]),
        texts.related,
        lambda key: _neighbours(texts.novelties[key], corpus.works, {}),
    )


def read_all(
    corpus: Corpus,
    site: "Site",
    background: Iterable[BackgroundPaper],
    memories: Memories | None,
    run_parts: RunParts,
) -> tuple[Read, Mapping[str, BackgroundPaper]]:
    """Return what reading all texts finds, and the background papers that they are compared with."""
    options = site.metrics
    memories = Memories() if memories is None else memories
    papers: dict[str, BackgroundPaper] | None = None
    if options.show == "full" and options.novelty.enabled:
        others = without_works(background, corpus.works.values()) if background else ()
        papers = {f"{PREFIX}{paper.id}": paper for paper in others}
    texts = Texts(corpus, options.novelty, papers, memories)
    of_novelty, of_related = run_parts(read_texts, PARTS, texts)
    memories.counts.add(of_novelty.counts)
    memories.novelty.add(of_novelty.novelty)
    memories.related.made = of_related.state
    return Read(novelties=dict(of_novelty.novelties), related=dict(of_related.related)), papers or {}


def _measurer(
    site: "Site", as_of: date, novelties: Mapping[WorkId, Novelty]
) -> Callable[[Work], WorkMeasures]:
    """Return what measures one work of a site."""
    weights = {name: getattr(site.metrics.score.weights, name) for name in WEIGHTS}
    scores = site.metrics.score.enabled

    def measured(work: Work) -> WorkMeasures:
        give_way()
        return measure_work(work, as_of, novelty=novelties[work.id], weights=weights, scores=scores)

    return measured


def _exchanged(before: Mapping[WorkId, Any], part: Mapping[WorkId, Any], work: WorkId) -> dict[WorkId, Any]:
    """Return what there is of each work, with the part's in place of what there was of one."""
    return {**{key: value for key, value in before.items() if key != work}, **part}


def novelty_params(options: "NoveltyOptions") -> NoveltyParams:
    """Return a site's parameters of text novelty, the least that can be used at least."""
    values: dict[str, Any] = {f.name: getattr(options, f.name) for f in fields(NoveltyParams)}
    return NoveltyParams(**values | {name: max(1, values[name]) for name in ("k", "top", "ref")})


def _novelties(
    corpus: Corpus,
    background: Mapping[str, BackgroundPaper],
    options: "NoveltyOptions",
    memories: Memories,
) -> dict[WorkId, Novelty]:
    """Return the text novelty of each work of the site, or why there is none."""

    def stems(text: str) -> Sequence[str]:
        title, _, abstract = text.partition(_BETWEEN)
        return stems_of(f"{plain_text(title)} {plain_text(abstract)}")

    # As written, not as plain text: what is remembered of a text is found without reading it.
    records: Sequence[tuple[str, Work | BackgroundPaper]] = (
        *corpus.works.items(),
        *background.items(),
    )
    documents = [
        {"id": key, "date": record.date, "text": f"{record.title}{_BETWEEN}{record.abstract}"}
        for key, record in records
    ]
    params = novelty_params(options)
    try:
        found = score_documents(
            documents,
            tokens=stems,
            counts=memories.counts,
            memory=memories.novelty,
            **{f.name: getattr(params, f.name) for f in fields(params)},
        )
    except MissingExtraError:
        return {work: Novelty(why=NO_NUMPY) for work in corpus.works}
    return {work: found[work] for work in corpus.works}


def _neighbours(
    found: Novelty, works: Mapping[WorkId, Work], background: Mapping[str, BackgroundPaper]
) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(
            id=key,
            similarity=similarity,
            title=(background[key] if key in background else works[WorkId(key)]).title,
            work=None if key in background else WorkId(key),
            date=(background[key] if key in background else works[WorkId(key)]).date,
        )
        for key, similarity in found.nearest
    )


def _related_key(work: Work) -> str:
    """Return a digest of all that `_words` depends on."""
    give_way()
    return digest(RELATED_VERSION, work.title, "\n".join(work.keywords), work.abstract)


def _words(work: Work) -> str:
    """Return the words by which a work is related to others."""
    return weighted_words(plain_text(work.title), work.keywords, plain_text(work.abstract))


def _kept(works: Mapping[WorkId, WorkMeasures], what: Callable[[WorkMeasures], Any]) -> dict[WorkId, Any]:
    """Return what there is of each work, leaving out works of which there is nothing."""
    return {key: value for key, found in works.items() if (value := what(found))}

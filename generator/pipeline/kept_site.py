"""The site as the last build examined it, kept beside the output for the next one.

It stands in two files. The first holds the whole site, as the last full examination left it. The
second says which output this is about and what has changed since; it is small, and each build
writes it. Neither is believed unless both are whole, of this Byline, and about what the output holds.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.errors import Diagnostic
from generator.metrics.novelty import Novelty
from generator.metrics.on_demand import OnDemand
from generator.metrics.stage import Read
from generator.model import Corpus, Document, Person, PersonId, StaticFile, Venue, Work, WorkId
from generator.pipeline.kept_pair import manifest_of, put
from generator.pipeline.kept_sources import FileState
from generator.sealing import seal, seal_of, unseal

SITE = "site.state"
CHANGES = "site.changes"

_FORM = b"byline-site/1\n"
_FORM_OF_CHANGES = b"byline-site-changes/1\n"

Key = TypeVar("Key")
Value = TypeVar("Value")

MOST_CHANGES = 500
"""Works that may have changed since the whole was written; with more it is written again."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an examination found that the next one can start from.

    Attributes:
        files: The state of each source file, in the order of their paths.
        corpus: With all values.
        novelties: The text novelty of each work, encoded: they are compared, and seldom read.
        related: As measured.
        problems: Of the source files, of linking and of measuring.
        walked: Those of them that the names of the files have.
    """

    files: Mapping[str, FileState]
    corpus: Corpus
    novelties: Mapping[WorkId, bytes]
    related: Mapping[WorkId, tuple[WorkId, ...]]
    problems: tuple[Diagnostic, ...]
    walked: tuple[Diagnostic, ...] = ()


class _Whole(msgspec.Struct):
    stamp: str
    files: dict[str, FileState]
    people: tuple[Person, ...]
    works: tuple[Work, ...]
    papers_of: dict[PersonId, tuple[WorkId, ...]]
    venues: dict[str, Venue]
    documents: tuple[Document, ...]
    version_paths: tuple[tuple[str, WorkId], ...]
    static: tuple[StaticFile, ...]
    novelties: dict[WorkId, bytes]
    related: dict[WorkId, tuple[WorkId, ...]]
    problems: tuple[Diagnostic, ...]
    walked: tuple[Diagnostic, ...]


class _Since(msgspec.Struct):
    """What has changed since the whole was written; of a whole with this digest."""

    whole: bytes
    manifest: str
    files: dict[str, FileState]
    works: tuple[Work, ...]
    novelties: dict[WorkId, bytes]
    related: dict[WorkId, tuple[WorkId, ...]]
    problems: tuple[Diagnostic, ...]


def encoded_novelties(texts: Read) -> dict[WorkId, bytes]:
    """Return the text novelties as `Known` has them."""
    return {key: msgspec.msgpack.encode(novelty) for key, novelty in texts.novelties.items()}


def decoded_novelties(encoded: Mapping[WorkId, bytes]) -> Mapping[WorkId, Novelty]:
    """Return text novelties of which each is read when it is asked for."""
    decode = msgspec.msgpack.Decoder(Novelty).decode
    return OnDemand(encoded, lambda key: decode(encoded[key]))


@dataclass(frozen=True, slots=True)
class Keeping:
    """A site of which all is written but what output it is about."""

    _state: Path
    _since: _Since

    def save(self) -> None:
        """Say that this is about what the output holds now; harmless when the disk refuses.

        To be called when the manifest that it is about is published.
        """
        since = msgspec.structs.replace(self._since, manifest=manifest_of(self._state))
        with suppress(OSError, UnicodeEncodeError):
            put(self._state / CHANGES, seal(_FORM_OF_CHANGES, since))


@dataclass(frozen=True, slots=True)
class KeptSite:
    """What is kept in a state folder.

    Attributes:
        known: What the next build can start from.
    """

    known: Known
    _state: Path
    _stamp: str
    _since: _Since

    @classmethod
    def load(cls, state: Path, stamp: str) -> "KeptSite | None":
        """Return the site that the output beside a state folder was made from; None without one.

        Args:
            stamp: Digest of all that an examination depends on beside the source files.
        """
        try:
            since = unseal(_FORM_OF_CHANGES, (state / CHANGES).read_bytes(), _Since)
            if since is None or since.manifest != manifest_of(state):
                return None
            data = (state / SITE).read_bytes()
        except OSError:
            return None
        whole = unseal(_FORM, data, _Whole)
        if whole is None or whole.stamp != stamp or seal_of(_FORM, data) != since.whole:
            return None
        return cls(_known(whole, since), state, stamp, since)

    def changed(self, known: Known) -> Keeping | None:
        """Keep a site that differs in some works; None when the disk refuses.

        Args:
            known: The same files and works, some of them in another state.
        """
        since = _with_changes(self._since, self.known, known)
        if len(since.works) > MOST_CHANGES:
            return keep(self._state, self._stamp, known)
        return Keeping(self._state, since)


def keep(state: Path, stamp: str, known: Known) -> Keeping | None:
    """Write a whole site; None when the disk refuses."""
    corpus = known.corpus
    whole = _Whole(
        stamp=stamp,
        files=dict(known.files),
        people=tuple(corpus.people.values()),
        works=tuple(corpus.works.values()),
        papers_of=dict(corpus.papers_of),
        venues=dict(corpus.venues),
        documents=corpus.documents,
        version_paths=corpus.version_paths,
        static=corpus.static,
        novelties=dict(known.novelties),
        related=dict(known.related),
        problems=known.problems,
        walked=known.walked,
    )
    forget(state)
    try:
        data = seal(_FORM, whole)
        put(state / SITE, data)
    except (OSError, UnicodeEncodeError, OverflowError):
        # Texts that are no Unicode, and numbers beyond 64 bits, cannot be kept.
        return None
    return Keeping(state, _Since(seal_of(_FORM, data), "", {}, (), {}, {}, known.problems))


def _with_changes(since: _Since, before: Known, after: Known) -> _Since:
    """Return what has changed since the whole, once a further change is in."""
    works = {work.id: work for work in since.works}
    works |= {key: work for key, work in after.corpus.works.items() if work is not before.corpus.works[key]}
    return msgspec.structs.replace(
        since,
        files=since.files | _differing(before.files, after.files),
        works=tuple(works.values()),
        novelties=since.novelties | _differing(before.novelties, after.novelties),
        related=since.related | _differing(before.related, after.related),
        problems=after.problems,
    )


def _differing(before: Mapping[Key, Value], after: Mapping[Key, Value]) -> dict[Key, Value]:
    return {key: value for key, value in after.items() if before.get(key) != value}


def _known(whole: _Whole, since: _Since) -> Known:
    corpus = Corpus(
        people={person.id: person for person in whole.people},
        works={work.id: work for work in whole.works} | {work.id: work for work in since.works},
        papers_of=whole.papers_of,
        venues=whole.venues,
        documents=whole.documents,
        version_paths=whole.version_paths,
        static=whole.static,
    )
    return Known(
        whole.files | since.files,
        corpus,
        whole.novelties | since.novelties,
        whole.related | since.related,
        since.problems,
        whole.walked,
    )


def is_site_kept(state: Path) -> bool:
    """Tell whether there is anything to load, without reading it."""
    return (state / CHANGES).is_file()


def forget(state: Path) -> None:
    """Remove what says which output the site is about: without it there is as good as none."""
    with suppress(OSError):
        (state / CHANGES).unlink(missing_ok=True)

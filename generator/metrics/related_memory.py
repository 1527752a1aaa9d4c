"""The state of related papers between runs and processes, and as bytes for the disk.

It is a whole that was written once, and what has changed since: that is small, and names the whole that
it follows. What is damaged, or of another version, counts as none; a whole without what has changed
since is a state that is a little older.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple, TypeVar

import msgspec

from generator.metrics.related_state import RelatedState, RelatedWork
from generator.model import WorkId
from generator.sealing import seal, unseal

_FORM = b"byline-related/1\n"
_FORM_OF_CHANGES = b"byline-related-changes/1\n"

_NAME_BYTES = len(_FORM) + 16
"""What a whole begins with tells it from others."""

SMALL_SHARE = 10
"""Where more than a tenth of the works has changed, the whole is written again."""

Value = TypeVar("Value")


class _Changes(msgspec.Struct):
    """What differs from a whole.

    Attributes:
        words, papers: By their places.
    """

    whole: bytes
    words: dict[int, str]
    papers: dict[int, int]
    works: dict[WorkId, RelatedWork]
    gone: list[WorkId]


class SealedState(NamedTuple):
    """Bytes to keep.

    Attributes:
        whole: None: the one that there is stays.
        changes: Since the whole was written.
    """

    whole: bytes | None
    changes: bytes


class KeptState:
    """A state, or where its bytes are until somebody asks for it.

    Attributes:
        works: How many it is about; 0: not known.
    """

    __slots__ = ("_base", "_changes", "_is_new", "_state", "_whole", "works")

    def __init__(
        self,
        whole: Callable[[], bytes] = bytes,
        changes: Callable[[], bytes] = bytes,
        works: int = 0,
        *,
        is_new: bool = False,
    ) -> None:
        """Know where the bytes are.

        Args:
            whole: Returns those of the whole, none if there is none.
            changes: Returns those of what has changed since.
            is_new: Whether the whole is one that nobody has kept so far.
        """
        self._whole, self._changes, self._is_new = whole, changes, is_new
        self.works = works
        self._state: RelatedState | None = None
        self._base: tuple[bytes, RelatedState] | None = None

    def state(self, stamp: str) -> RelatedState:
        """Return the state, an empty one where there is none of this stamp."""
        if self._state is None:
            data = self._whole()
            base = unseal(_FORM, data, RelatedState)
            if base is not None and base.stamp == stamp and len(base.words) == len(base.papers):
                self._base = data[:_NAME_BYTES], base
                changes = unseal(_FORM_OF_CHANGES, self._changes(), _Changes)
                is_its_own = changes is not None and changes.whole == self._base[0]
                self._state = _changed(base, changes) if changes and is_its_own else base
        if self._state is None or self._state.stamp != stamp:
            self._base, self._state = None, RelatedState(stamp)
        return self._state

    def followed_by(self, state: RelatedState) -> "KeptState":
        """Return what to keep of a state that was made from this one."""
        after = KeptState(self._whole, works=len(state.works), is_new=self._is_new)
        after._state = state
        if self._base is not None and _is_near(self._base[1], state):
            after._base = self._base
        return after

    def sealed(self) -> SealedState:
        """Return what to keep."""
        if self._state is None:
            return SealedState(self._whole() if self._is_new else None, self._changes())
        if self._base is None:
            return SealedState(bytes(seal(_FORM, self._state)), b"")
        changes = bytes(seal(_FORM_OF_CHANGES, _difference(*self._base, self._state)))
        return SealedState(self._whole() if self._is_new else None, changes)

    def __reduce__(self) -> tuple[object, ...]:
        """Go to another process as bytes: whoever only keeps a state need not decode it."""
        if self._state is None:
            return _arrived, (self._whole, self._changes, self.works, self._is_new)
        whole, changes = self.sealed()
        read = self._whole if whole is None else partial(bytes, whole)
        return _arrived, (read, partial(bytes, changes), self.works, whole is not None)


def _arrived(whole: Callable[[], bytes], changes: Callable[[], bytes], works: int, is_new: bool) -> KeptState:
    return KeptState(whole, changes, works, is_new=is_new)


@dataclass(slots=True)
class RelatedMemory:
    """What a former run found, and what the next one will want.

    Attributes:
        known: What the former run found.
        made: What this one found, None if nothing differs.
    """

    known: KeptState = field(default_factory=KeptState)
    made: KeptState | None = None

    def turned(self) -> "RelatedMemory":
        """Return a memory for the next run."""
        return RelatedMemory(self.made or self.known)


def _is_near(base: RelatedState, state: RelatedState) -> bool:
    """Tell whether few works differ. What a run leaves as it was stays the same object."""
    kept = sum(state.works.get(work) is known for work, known in base.works.items())
    return (max(len(base.works), len(state.works)) - kept) * SMALL_SHARE <= len(base.works)


def _difference(whole: bytes, base: RelatedState, state: RelatedState) -> _Changes:
    before = base.works
    return _Changes(
        whole,
        _differing(base.words, state.words),
        _differing(base.papers, state.papers),
        {work: known for work, known in state.works.items() if before.get(work) is not known},
        [work for work in before if work not in state.works],
    )


def _differing(before: Sequence[Value], after: Sequence[Value]) -> dict[int, Value]:
    """Return what differs or is new by its place; there are no fewer places than before."""
    end = len(before)
    changed = {n: new for n, (old, new) in enumerate(zip(before, after, strict=False)) if old != new}
    return changed | dict(enumerate(after[end:], end))


def _changed(base: RelatedState, changes: _Changes) -> RelatedState:
    works = {**base.works, **changes.works}
    for work in changes.gone:
        works.pop(work, None)
    return RelatedState(
        base.stamp, _replaced(base.words, changes.words, ""), _replaced(base.papers, changes.papers, 0), works
    )


def _replaced(values: Sequence[Value], changes: Mapping[int, Value], nothing: Value) -> list[Value]:
    after = [*values, *[nothing] * (max(changes, default=0) + 1 - len(values))]
    for place, value in changes.items():
        after[place] = value
    return after

"""What a run of a measuring leaves for the next one, found by digests of all that it depends on."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


@dataclass(slots=True)
class Memory:
    """What a former run found, and what the next one will want.

    Attributes:
        known: Results of the former run by key; JSON values.
        used: Keys of those that this run has used.
        made: Results that this run has made, by key.
    """

    known: Mapping[str, Any] = field(default_factory=dict)
    used: dict[str, None] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def fresh(self) -> dict[str, Any]:
        """What this run used or made: keep this, and only this."""
        return {**{key: self.known[key] for key in self.used}, **self.made}

    def recall(self, key: str) -> Any:
        """Return the former result, keeping it for the next run, or None."""
        value = self.made.get(key)
        if value is None and (value := self.known.get(key)) is not None:
            self.used[key] = None
        return value

    def found(self) -> "Found":
        """Return what this run has added, for the same memory in another process."""
        return Found(tuple(self.used), self.made)

    def add(self, found: "Found") -> None:
        """Add what a run in another process has added."""
        self.used |= dict.fromkeys(found.used)
        self.made |= found.made


class Found(NamedTuple):
    """What a run adds to a `Memory`: what was known need not travel again."""

    used: tuple[str, ...]
    made: dict[str, Any]


def digest(*parts: str) -> str:
    """Return a key that differs wherever any of the texts does."""
    state = hashlib.blake2b(digest_size=15)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        state.update(b"%d:" % len(raw))
        state.update(raw)
    return state.hexdigest()

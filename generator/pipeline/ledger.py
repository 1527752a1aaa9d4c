"""Which facts each file was made from, and which files a change of facts reaches."""

from collections import defaultdict
from collections.abc import Iterable


class Ledger:
    """Facts by what was made from them, and back.

    What is made is named by its output path or, where it is itself a fact that files are made from
    (a card), by that fact.
    """

    def __init__(self) -> None:
        self._facts: dict[str, tuple[str, ...]] = {}
        self._made: defaultdict[str, list[str]] = defaultdict(list)

    def record(self, name: str, facts: tuple[str, ...]) -> None:
        """Note what something was made from; replaces what was noted before.

        Facts that it is no longer made from keep leading to it: it is then made once too often.
        """
        before = self._facts.get(name, ())
        self._facts[name] = facts
        if before == facts:
            return
        known = frozenset(before)
        for fact in facts:
            if fact not in known:
                self._made[fact].append(name)

    def clear(self) -> None:
        """Forget everything."""
        self._facts.clear()
        self._made.clear()

    def reached(self, facts: Iterable[str]) -> dict[str, None]:
        """Return the names of all that must be made again when these facts change."""
        found: dict[str, None] = {}
        waiting = list(facts)
        while waiting:
            for name in self._made.get(waiting.pop(), ()):
                if name not in found:
                    found[name] = None
                    waiting.append(name)
        return found

"""The search index of a site that is being edited: each time only what differs is made."""

from generator.pages.context import PlanContext
from generator.pipeline.indexing import INDEX, index
from generator.pipeline.ledger import Ledger
from generator.pipeline.noted_work import from_rows
from generator.publish import Artifact, Stage
from generator.search.shards import FIRST_FILE


class ResidentIndex:
    """Makes the index again and again, and knows which of its parts a change reaches."""

    def __init__(self, ledger: Ledger) -> None:
        """Begin with nothing known.

        Args:
            ledger: Gets what the parts of the index are made from.
        """
        self._ledger = ledger
        self._reached: dict[str, None] | None = None
        self._made = ""

    def forget(self) -> None:
        """Make everything the next time."""
        self._reached = None

    def reach(self, name: str) -> bool:
        """Make a part the next time; tell whether the name is that of a part at all."""
        if not name.startswith(f"{INDEX}/"):
            return False
        if self._reached is not None:
            self._reached[name] = None
        return True

    def make(self, context: PlanContext, stage: Stage, *, jobs: int) -> list[Artifact]:
        """Write the index into the stage and return what the stage says of each file."""
        standing = stage.standing(FIRST_FILE)
        if standing is None or standing.digest != self._made:
            # Another process has published since, perhaps of other sources.
            self._reached = None
        made = index(context, stage, jobs=jobs, is_noted=True, changed=self._reached)
        for rows in made.rows:
            for name, facts in from_rows(rows):
                self._ledger.record(name, facts)
        self._reached = {}
        self._made = next(a.digest for a in made.artifacts if a.path == FIRST_FILE)
        return made.artifacts

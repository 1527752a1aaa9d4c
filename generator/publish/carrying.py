"""A stage for workers that share no disk with us: it hands over the bytes instead of writing them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

from generator.publish.manifest import digest_of
from generator.publish.paths import check_path
from generator.publish.stage import Artifact, Stage


class Staging(Protocol):
    """What making a file needs of a stage."""

    def keep(self, path: str, fingerprint: str) -> Artifact | None:
        """Return the artifact that the output holds already, made from the same input, or None."""

    def write(self, path: str, data: bytes, fingerprint: str = "") -> Artifact:
        """Take an artifact's bytes."""


class Carried(Artifact, frozen=True, gc=False):
    """An artifact on its way out of a worker.

    Attributes:
        data: Its bytes; None for one that need not be made, as far as the worker can tell.
    """

    data: bytes | None = None


class Carrier:
    """Stands for a stage where its folder cannot be reached; small enough to be sent to any worker."""

    __slots__ = ("_fingerprints",)

    def __init__(self, fingerprints: Mapping[str, str] = MappingProxyType({})) -> None:
        """Make a carrier.

        Args:
            fingerprints: `Stage.fingerprints`; without them workers make everything.
        """
        self._fingerprints = dict(fingerprints)

    def keep(self, path: str, fingerprint: str) -> Artifact | None:
        """Return an artifact without bytes if the output is said to hold it; `land` looks after it."""
        if not fingerprint or self._fingerprints.get(path) != fingerprint:
            return None
        return Carried(path, "", 0, 0, fingerprint)

    def write(self, path: str, data: bytes, fingerprint: str = "") -> Artifact:
        """Return an artifact that carries its bytes.

        Raises:
            SourceError: The path is not safe.
        """
        check_path(path)
        return Carried(path, digest_of(data), len(data), 0, fingerprint, data=data)


def land(stage: Stage, made: Iterable[Artifact]) -> tuple[list[Artifact], list[str]]:
    """Put into the stage what workers handed over.

    Args:
        made: Of a `Carrier`, or of the stage itself: then it is there already.

    Returns:
        The artifacts as the stage knows them, and the paths of those that have to be made after all:
        the file in the output is no longer as it was written.

    Raises:
        OutsideError: The stage cannot be written.
    """
    landed: list[Artifact] = []
    missing: list[str] = []
    for artifact in made:
        found: Artifact | None = artifact
        if isinstance(artifact, Carried):
            data = artifact.data
            found = (
                stage.keep(artifact.path, artifact.fingerprint)
                if data is None
                else stage.write(artifact.path, data, artifact.fingerprint)
            )
        if found is None:
            missing.append(artifact.path)
        else:
            landed.append(found)
    return landed, missing

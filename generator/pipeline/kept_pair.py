"""What the two files have in common in which a state is kept: a whole, and what has changed since.

The second is small, written by each build, and names the manifest that both are about.
"""

from pathlib import Path

from generator.publish.manifest import Manifest, write_file


def manifest_of(state: Path) -> str:
    """Return what tells the manifest that a state folder holds now from any other."""
    return repr(Manifest.identity(state))


def put(file: Path, data: bytearray) -> None:
    """Write a file in one step.

    Raises:
        OSError: The disk refuses; what was there stands.
    """
    temporary = file.with_suffix(".new")
    write_file(temporary, data, durable=False)
    temporary.replace(file)

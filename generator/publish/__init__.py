"""Put a build's artifacts into the output folder as one transaction.

    with Publication(output) as publication:
        artifacts = [publication.stage.write("index.html", b"...")]
        published = publication.commit(artifacts)

How it works, in the order in which it happens:

1. *open*: take the lock; complete a committed redo log that a killed build left; throw away a
   stage that was never committed.
2. *stage*: workers write what differs from the manifest into `staging/`. What is already in the
   output with the same bytes is kept and not written.
3. *commit*: the next manifest and the redo log are written beside the stage. Renaming the log to
   its committed name is the commit point: before it the old output is untouched, after it the new
   output is certain.
4. *redo*: staged files are renamed into place, the next manifest replaces the last, strays are
   removed. Every step can be repeated, so being killed in the middle of it does no harm.

Whose file is it?  A file is ours while it is what the manifest says we wrote (size and time of
modification, else digest). Ours may be replaced and removed. Anything else that stands where an
artifact must go (a file of the user's own, an artifact edited by hand, a symbolic link) is never
overwritten: it is moved to `.OUTPUTNAME.byline/replaced/N/` and reported. A stray that was edited
by hand is left where it is and reported. Without a usable manifest nothing is ours: files that are
already right are adopted, others are moved aside, none is removed.

Durability: the log and the next manifest are flushed to the disk, staged files are not. A killed
process loses nothing that it wrote; only a power cut can leave a file of the wrong size behind a
committed log, and the next build sees that against the manifest and writes the file again. Flushing
35,000 files one by one costs minutes, and `sync` waits for every other program's writes too.
"""

from generator.publish.carrying import Carrier, Staging, land
from generator.publish.manifest import Manifest
from generator.publish.paths import check_path, check_paths
from generator.publish.publication import Publication, Published, recover
from generator.publish.stage import Artifact, Stage

__all__ = [
    "Artifact",
    "Carrier",
    "Manifest",
    "Publication",
    "Published",
    "Stage",
    "Staging",
    "check_path",
    "check_paths",
    "land",
    "recover",
]

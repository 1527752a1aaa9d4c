"""Whether the output folder is what `byline build` makes of the sources, and can be published."""

from pathlib import Path

from generator.deploy.request import Deployment
from generator.errors import UsageError
from generator.hosting.listing import Listing, list_output
from generator.pipeline.stamp import Stamp, artifacts_digest, read_stamp, sources_digest
from generator.publish import Publication


def current_stamp(deployment: Deployment, publication: Publication) -> Stamp:
    """Return the stamp of the output once it is what `byline build` makes of the sources."""
    hint = "run byline build, then deploy again"
    stamp = read_stamp(deployment.output_folder)
    known = publication.manifest.files
    if stamp is None or not known:
        raise UsageError(f"{deployment.output_folder} holds no site that byline build has made here", hint)
    if artifacts_digest((path, entry.digest) for path, entry in known.items()) != stamp.artifacts:
        raise UsageError("the output is not what the last byline build made", hint)
    if not publication.is_intact():
        raise UsageError("files of the output were changed or removed since it was built", hint)
    if stamp.drafts:
        raise UsageError("the output shows drafts", hint)
    if stamp.sources != sources_digest(deployment.site):
        raise UsageError("the sources have changed since the output was built", hint)
    return stamp


def publishable(output: Path) -> Listing:
    """Return the files of the output once all of them can be published."""
    listing = list_output(output)
    odd = (*listing.odd, *((path, "it is a symbolic link") for path in listing.links))
    if odd:
        path, reason = odd[0]
        shown = ascii(path)[1:-1]
        raise UsageError(f"the output holds {shown}, which cannot be published: {reason}", "move it away")
    return listing

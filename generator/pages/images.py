"""Which resized copies of images the site has."""

from collections.abc import Iterator

from generator.pages.context import PlanContext
from generator.pages.parts import PHOTO_WIDTHS, PREVIEW_WIDTHS, resized_copies
from generator.pages.routes import Route


def image_routes(context: PlanContext) -> Iterator[Route]:
    """Yield one route per resized copy; `key` is the original's path, `part` the width in px."""
    if not context.resized:
        return
    corpus = context.corpus
    wanted: dict[str, tuple[int, ...]] = {}
    for person in corpus.people.values():
        wanted.setdefault(person.photo, PHOTO_WIDTHS)
    for path in (*(w.preview for w in corpus.works.values()), *(d.image for d in corpus.documents)):
        wanted.setdefault(path, PREVIEW_WIDTHS)
    for path, widths in wanted.items():
        size = context.images.get(path)
        if size is not None:
            for copy, width in resized_copies(path, size.width, widths):
                yield Route("image", path, copy, width)

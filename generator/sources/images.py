"""Pixel sizes of the images that sources refer to."""

import warnings
from collections.abc import Iterable
from pathlib import Path

RASTER = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".tif", ".tiff", ".bmp")


def image_size(file: Path) -> tuple[int, int] | None:
    """Return (width, height) in px as shown (turned upright).

    Returns:
        None if it is no raster image, or one so large that Pillow takes it for a decompression bomb:
        of such a one no resized copies can be made.
    """
    from PIL import ExifTags, Image, ImageFile

    # As when it is resized: to find its orientation, Pillow decodes some kinds of images.
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    if file.suffix.lower() not in RASTER:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file) as image:
                turned = image.getexif().get(ExifTags.Base.Orientation, 1) >= 5
                width, height = image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    return (height, width) if turned else (width, height)


def image_sizes(folder: Path, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return the sizes of the images below a folder that can be read, by path, sorted.

    Args:
        folder: The site's `content/static`.
        paths: POSIX paths below it; URLs and "" are passed over.
    """
    found = {}
    for path in sorted(set(paths)):
        if path and "://" not in path:
            size = image_size(folder / path)
            if size is not None and size[0] > 0 and size[1] > 0:
                found[path] = size
    return found

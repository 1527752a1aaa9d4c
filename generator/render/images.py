"""Resized copies of photos and previews."""

import io
import warnings

QUALITY = 82
"""WebP quality at which a portrait of 384 px shows no artefacts and stays near 20 kB."""


def resize(data: bytes, width: int) -> bytes | None:
    """Return an image scaled to a width, as WebP without metadata, or None if it cannot be read.

    Args:
        data: A file that Pillow can read; of an animation the first frame is taken.
        width: In px, at most the image's own.
    """
    from PIL import Image, ImageFile, ImageOps

    # Of a file that breaks off, browsers show what there is: a page names this copy before it is made.
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        with warnings.catch_warnings():
            # A decompression bomb is refused, not only warned about.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as opened:
                upright = ImageOps.exif_transpose(opened)
                height = max(1, round(upright.height * width / upright.width))
                has_alpha = "A" in upright.getbands() or "transparency" in upright.info
                image = upright.convert("RGBA" if has_alpha else "RGB")
                image = image.resize((width, height), Image.Resampling.LANCZOS)
                out = io.BytesIO()
                image.save(out, "WEBP", quality=QUALITY, method=4)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None
    return out.getvalue()

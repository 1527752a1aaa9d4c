"""Photos and previews: the resized copies that pages name are there, whatever the originals hold."""

import io
import re
import struct
from pathlib import Path

import pytest
from PIL import Image

from generator.pipeline import Request, build


def picture(form: str) -> bytes:
    data = io.BytesIO()
    Image.effect_noise((900, 600), 50).convert("RGB").save(data, form)
    return data.getvalue()


def copies(site: Path, images: dict[str, bytes]) -> list[str]:
    """Return the resized copies that the papers' pages name, once all of them are there."""
    for name, data in images.items():
        (site / "content" / "static" / name).write_bytes(data)
        (site / "content" / "papers" / f"of-{name}.yaml").write_text(
            f"title: About {name}\nauthors: [Ada Example]\ndate: 2025\npreview: {name}\n", encoding="utf-8"
        )
    build(Request(site=site, jobs=1))
    pages = (page.read_text("utf-8") for page in (site / "output" / "papers").glob("of-*.html"))
    named = {path for page in pages for path in re.findall(r"\.\./(assets/images/\S+) [0-9]+w", page)}
    assert all((site / "output" / path).is_file() for path in named)
    return sorted(named)


def test_images_whose_names_differ_in_the_suffix_alone_stand_side_by_side(small_site: Path) -> None:
    named = copies(small_site, {"a.png": picture("PNG"), "a.jpg": picture("JPEG")})
    assert {path.rpartition("-")[0] for path in named} == {"assets/images/a.png", "assets/images/a.jpg"}


@pytest.mark.parametrize(
    "data",
    [picture("JPEG")[:9000], picture("PNG")[:9000]],
    ids=["half a JPEG", "half a PNG"],
)
def test_a_page_names_no_copy_that_is_not_there(small_site: Path, data: bytes) -> None:
    assert copies(small_site, {"a.png": data})


def test_an_image_too_large_to_be_resized_is_shown_as_it_is(small_site: Path) -> None:
    head = struct.pack("<2sIHHIIiiHHIIiiII", b"BM", 54, 0, 0, 54, 40, 12000, 12000, 1, 24, 0, 0, 0, 0, 0, 0)
    assert copies(small_site, {"a.bmp": head}) == []
    assert 'src="../a.bmp"' in (small_site / "output" / "papers" / "of-a-bmp.html").read_text("utf-8")

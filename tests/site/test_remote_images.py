"""Images from other hosts: the policy of every page allows exactly those that the pages show."""

from pathlib import Path

import pytest

from generator.pages.sitewide import content_security_policy
from generator.pipeline import Request, examine


@pytest.mark.parametrize(
    "written",
    [
        "![x](https://images.example/x.png)",
        "![x](//images.example/x.png)",
        "![x](/\\\\images.example/x.png)",
        "![x](<https://images.example/x.png>)",
        "![x][pic]\n\n[pic]: https://images.example/x.png",
        "![pic]\n\n[pic]: //images.example/x.png",
        '<img alt="x>" src="HTTPS://images.example/x.png">',
        "<img alt=x src=https&colon;&sol;&sol;images.example/x.png>",
    ],
)
def test_an_image_of_another_host_is_allowed_and_noted_however_it_is_written(
    tmp_path: Path, written: str
) -> None:
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("title: Small\nurl: https://small.example/\n")
    (tmp_path / "content/pages/about.md").write_text(f"---\ntitle: About\n---\nSee:\n\n{written}\n")
    examined = examine(Request(tmp_path))
    assert examined.plan is not None
    assert "img-src 'self' data: https://images.example;" in content_security_policy(examined.plan.context)
    assert [p.message for p in examined.diagnostics if p.code == "remote-host"] == [
        "pages ask other hosts for images: https://images.example"
    ]


@pytest.mark.parametrize("written", ["`![x](https://images.example/x.png)`", "[x](https://images.example/)"])
def test_what_is_no_image_allows_no_host(tmp_path: Path, written: str) -> None:
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("title: Small\nurl: https://small.example/\n")
    (tmp_path / "content/pages/about.md").write_text(f"---\ntitle: About\n---\n{written}\n")
    examined = examine(Request(tmp_path))
    assert examined.plan is not None
    assert "images.example" not in content_security_policy(examined.plan.context)

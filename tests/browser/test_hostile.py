"""What a browser's own parser makes of hostile sources: nothing that runs, and no dialog."""

import json
from pathlib import Path

from generator.pipeline import Request, build
from generator.schema.author import Author
from generator.schema.document import DOCUMENTS
from generator.schema.paper import Paper

SCRIPT = (
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)></title></textarea>"
    '</style></script></noscript><!--> <math><mtext><table><mglyph><style><!--</style><img title="'
    '--&gt;&lt;img src=1 onerror=alert(1)&gt;"> <svg></p><style><a id="</style><img src=1 onerror=alert(1)>">'
    ' [x](javascript:alert(1)) <a href="java&#10;script:alert(1)">x</a> $\\text{</math><img src=x '
    'onerror=alert(1)>}$ <details open ontoggle=alert(1)> <iframe srcdoc="<script>alert(1)</script>">'
)

ACTIVE = """
(pages) => pages.flatMap(([path, html]) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const found = [];
  for (const node of page.querySelectorAll("*")) {
    for (const {name, value} of node.attributes) {
      if (name.startsWith("on") || name === "srcdoc" || name === "style") found.push(`${path}: ${name}`);
      if (/^(href|src|action|formaction|xlink:href|data)$/.test(name)) {
        const scheme = new URL(value, "https://site.invalid/").protocol;
        if (!["https:", "http:", "mailto:", "data:"].includes(scheme)) found.push(`${path}: ${value}`);
      }
    }
    const name = node.localName;
    if (name === "base" && node.hasAttribute("href")) found.push(`${path}: base`);
    if (/^(iframe|object|embed|style|mglyph|foreignobject)$/i.test(name)) found.push(`${path}: ${name}`);
    if (name === "script" && !node.hasAttribute("src") && node.type !== "application/ld+json")
      found.push(`${path}: script`);
  }
  return found;
})
"""


def hostile_site(folder: Path) -> Path:
    """Write a site with one record for each text field of each kind, which holds the worst there is."""
    kinds = {"papers": Paper, "authors": Author, **DOCUMENTS}
    records = {
        "site.yaml": {"title": SCRIPT, "description": SCRIPT, "as_of": "2026-11-22", "profiles": "all"}
    }
    for place, model in kinds.items():
        suffix = "yaml" if place in ("papers", "authors") else "md"
        for field in model.model_fields:
            title = "name" if place == "authors" else "title"
            record = {title: f"A Record of {field}", "slug": field.replace("_", "-"), field: SCRIPT}
            records[f"{place}/{field.replace('_', '-')}.{suffix}"] = record
            if place == "papers":
                record.setdefault("authors", [SCRIPT[:300], {"name": "Ada", "affiliation": SCRIPT}])
                record.setdefault("abstract", SCRIPT)
    for path, record in records.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(record)
        file.write_text(f"---\n{text}\n---\n\n{SCRIPT}\n" if path.endswith(".md") else text, encoding="utf-8")
    return folder


def test_nothing_hostile_survives_a_browsers_parser(browser, serve, tmp_path: Path) -> None:
    site = hostile_site(tmp_path)
    build(Request(site=site, jobs=1, keep_going=True))
    output = site / "output"
    files = sorted(output.rglob("*.html"))
    assert len(files) > 80

    # The policy is switched off: it is the second line of defence, and the first must hold alone.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    texts = [[file.relative_to(output).as_posix(), file.read_text(encoding="utf-8")] for file in files]
    assert page.evaluate(ACTIVE, texts) == []

    root = serve(output)
    for path in ("index.html", "papers/index.html", "people.html", "papers/title.html", "news/body.html"):
        if (output / path).is_file():
            page.goto(root + path, wait_until="load")
            for summary in page.locator("summary:visible").all()[:20]:
                summary.click()
    context.close()
    assert dialogs == []

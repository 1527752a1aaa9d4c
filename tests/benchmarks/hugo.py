"""The same pages made with Hugo: every paper, every author with cards and abstracts, lists, home.

The theme is lean on purpose, so that the comparison favours Hugo: no metrics, no charts, no
citation styles, no JSON. Each card is rendered once (`partialCached`).
"""

import json
from pathlib import Path

from tests.benchmarks.corpus import BenchmarkPaper, make_papers

CONFIG = """
baseURL = "https://example.org/"
title = "Benchmark"
disableKinds = ["RSS"]
disableAliases = true
uglyURLs = true
[taxonomies]
person = "people"
category = "categories"
[pagination]
pagerSize = 50
[markup.goldmark.extensions]
typographer = false
"""

BASE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ .Title }} · {{ site.Title }}</title>
{{ with .Params.description }}<meta name="description" content="{{ . }}">{{ end }}
<link rel="canonical" href="{{ .Permalink }}"><link rel="stylesheet" href="/byline.css"></head>
<body><header><a href="/">{{ site.Title }}</a> <nav><a href="/people.html">People</a> \
<a href="/papers.html">Papers</a></nav></header>
<main data-pagefind-body>{{ block "main" . }}{{ end }}</main><footer>2026-11-22</footer></body></html>
"""

CARD = """<article class="card"><p><a class="badge" href="/categories/{{ .Params.category_slug }}.html">\
{{ index .Params.categories 0 }}</a> <time>{{ .Date.Format "2006-01-02" }}</time></p>
<h3><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3>
<p>{{ range first 3 .Params.credits }}<a href="/people/{{ .slug }}.html">{{ .name }}</a>, {{ end }}\
{{ if gt (len .Params.credits) 3 }}<details><summary>et al.</summary>\
{{ range first 27 (after 3 .Params.credits) }}<a href="/people/{{ .slug }}.html">{{ .name }}</a>, {{ end }}\
</details>{{ end }}</p>
<p><i>{{ .Params.venue }}</i></p><div>{{ .Content }}</div>
<p>{{ range .Params.urls }}<a href="{{ .url }}">{{ .label }}</a> {{ end }}</p>
<details><summary>Cite</summary><pre>{{ .Params.bibtex }}</pre></details></article>
"""

SINGLE = """{{ define "main" }}<article><p>{{ index .Params.categories 0 }} \
<time>{{ .Date.Format "2006-01-02" }}</time></p><h1>{{ .Title }}</h1>
<p>{{ range .Params.credits }}<a href="/people/{{ .slug }}.html">{{ .name }}</a>, {{ end }}</p>
<p><i>{{ .Params.venue }}</i></p><h2>Abstract</h2><div>{{ .Content }}</div>
<p>{{ range .Params.urls }}<a href="{{ .url }}">{{ .label }}</a> {{ end }}</p>
<h2>Cite</h2><pre>{{ .Params.bibtex }}</pre></article>{{ end }}
"""

PERSON = """{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ len .Pages }} papers</p>
{{ range .Pages }}{{ partialCached "card.html" . .RelPermalink }}{{ end }}{{ end }}
"""

PAGED = """{{ define "main" }}<h1>{{ .Title }}</h1>{{ $pages := .Paginate .RegularPages }}
{{ range $pages.Pages }}{{ partialCached "card.html" . .RelPermalink }}{{ end }}
{{ with $pages.Prev }}<a href="{{ .URL }}">Newer</a>{{ end }}
{{ with $pages.Next }}<a href="{{ .URL }}">Older</a>{{ end }}{{ end }}
"""

TERMS = """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.Alphabetical }}
<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}
"""

LAYOUTS = {
    "_default/baseof.html": BASE,
    "_default/single.html": SINGLE,
    "_default/list.html": PAGED,
    "_default/terms.html": TERMS,
    "partials/card.html": CARD,
    "person/term.html": PERSON,
    "person/terms.html": TERMS,
    "category/term.html": PAGED,
    "index.html": PAGED.replace(".RegularPages", "site.RegularPages"),
}


def write_hugo_site(folder: Path, papers: int, seed: int = 1) -> None:
    """Write the corpus as a site of Hugo, into a folder that does not exist."""
    from generator.text.slugs import slugify

    (folder / "content" / "papers").mkdir(parents=True)
    (folder / "hugo.toml").write_text(CONFIG, encoding="utf-8")
    for name, text in LAYOUTS.items():
        path = folder / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    people: dict[str, str] = {}
    for paper in make_papers(papers, seed):
        for name in paper.authors:
            if name not in people:
                people[name] = slugify(name) or "x"
        path = folder / "content" / "papers" / f"{paper.slug}.md"
        path.write_text(hugo_source(paper, people), encoding="utf-8")
    for name, slug in people.items():
        page = folder / "content" / "people" / slug / "_index.md"
        if not page.parent.exists():
            page.parent.mkdir(parents=True)
            page.write_text(json.dumps({"title": name}, ensure_ascii=False), encoding="utf-8")


def hugo_source(paper: BenchmarkPaper, people: dict[str, str]) -> str:
    """Return a paper as Markdown with JSON front matter, the fastest that Hugo reads."""
    links = [("DOI", f"https://doi.org/{paper.doi}")] if paper.doi else []
    links += [("arXiv", f"https://arxiv.org/abs/{paper.arxiv}")] if paper.arxiv else []
    links += [("Code", paper.code)] if paper.code else []
    front = {
        "title": paper.title,
        "date": f"{paper.year}-{paper.month:02d}-{paper.day:02d}",
        "description": paper.abstract[:200],
        "people": [people[name] for name in paper.authors],
        "credits": [{"name": name, "slug": people[name]} for name in paper.authors],
        "categories": [paper.category],
        "category_slug": paper.category.lower(),
        "venue": paper.venue,
        "urls": [{"label": label, "url": url} for label, url in links],
        "bibtex": bibtex(paper),
    }
    return json.dumps(front, ensure_ascii=False) + "\n" + paper.abstract + "\n"


def bibtex(paper: BenchmarkPaper) -> str:
    """Return a BibTeX entry of about the length that Byline writes."""
    authors = " and ".join(paper.authors[:30])
    return (
        f"@article{{{paper.slug},\n  title = {{{paper.title}}},\n  author = {{{authors}}},\n"
        f"  year = {{{paper.year}}},\n  journal = {{{paper.venue}}},\n  doi = {{{paper.doi}}}\n}}"
    )

"""The links of a paper, in the order that every card and page shows them."""

from generator.model import Work
from generator.pages.parts import RESOURCE_LABELS
from generator.pages.views import LinkView
from generator.text.markup import readable_text
from generator.urls import acl_url, arxiv_url, doi_url, is_safe_url, openreview_url, pubmed_url
from generator.values import Resource


def pdf_url(work: Work) -> str:
    """Return where the PDF is: the paper's own field, else arXiv's, else ""."""
    if work.pdf:
        return work.pdf
    return f"https://arxiv.org/pdf/{work.arxiv}" if work.arxiv else ""


def paper_links(work: Work) -> tuple[LinkView, ...]:
    """Return PDF, arXiv, DOI, Code, Data, Slides and the rest, with names that tell the paper."""
    title = readable_text(work.title)
    found: list[tuple[str, str, str]] = []
    if pdf := pdf_url(work):
        found.append(("PDF", pdf, "pdf"))
    if work.arxiv:
        found.append(("arXiv", arxiv_url(work.arxiv), "arxiv"))
    if work.doi:
        found.append(("DOI", doi_url(work.doi), "doi"))
    found += _resource("Code", work.code, "code")
    found += _resource("Data", work.data, "data")
    found += [(label, getattr(work, name), name) for name, label in RESOURCE_LABELS if getattr(work, name)]
    if work.acl:
        found.append(("ACL Anthology", acl_url(work.acl), "acl"))
    if work.openreview:
        found.append(("OpenReview", openreview_url(work.openreview), "openreview"))
    if work.pmid:
        found.append(("PubMed", pubmed_url(work.pmid), "pubmed"))
    if work.url and work.url not in {url for _, url, _ in found}:
        found.append(("Web page", work.url, "link"))
    found += [(link.label, link.url, link.icon) for link in work.links]
    return tuple(
        LinkView(label, url, icon, f"{label} of {title}") for label, url, icon in found if is_safe_url(url)
    )


def _resource(label: str, resource: Resource, icon: str) -> list[tuple[str, str, str]]:
    if len(resource.urls) == 1:
        return [(label, resource.urls[0], icon)]
    return [(f"{label} {i}", url, icon) for i, url in enumerate(resource.urls, start=1)]

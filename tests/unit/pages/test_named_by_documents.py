"""What a project, a news item or a talk names, on its page and on those of what it names."""

from datetime import date

from generator.model import Corpus, Document, Measures, Person, PersonId, Work, WorkId
from generator.pages import documents
from generator.pages.api import TEXTS
from generator.pages.context import PlanContext, make_context
from generator.pages.routes import Route
from generator.schema.site import Site
from generator.values import PersonName

ADA = Person(PersonId("ada"), PersonName("Ada Example", "Ada", "Example"))
WORKS = (
    Work(WorkId("newest"), "Newest", projects=("margins",)),
    Work(WorkId("other"), "Other"),
    Work(WorkId("oldest"), "Oldest"),
)
DOCUMENTS = (
    Document("project", "margins", "margins", "Margins", papers=("preprint", "newest", "gone")),
    Document("news", "out", "out", "It is out", papers=("other",), projects=("margins",), people=(ADA.id,)),
    Document("talk", "on-it", "on-it", "On it", papers=("other",), projects=("margins",), people=(ADA.id,)),
)


def context() -> PlanContext:
    corpus = Corpus(
        people={ADA.id: ADA},
        works={work.id: work for work in WORKS},
        papers_of={ADA.id: ()},
        venues={},
        documents=DOCUMENTS,
        version_paths=(("preprint", WorkId("oldest")),),
    )
    measures = Measures(people={}, works={work.id: {} for work in WORKS}, related={})
    return make_context(corpus, measures, Site(title="Small"), date(2026, 11, 22), {}, {}, "1", resized=False)


def test_a_project_has_the_papers_that_name_it_and_those_that_it_names() -> None:
    found = context()
    assert documents.document(found, "projects/margins.html").cards == ("newest", "oldest")
    assert found.projects_of_work == {"newest": ("margins",), "oldest": ("margins",)}


def test_the_list_of_a_project_for_embeds_has_the_same_papers() -> None:
    text = TEXTS["api-project"](context(), Route("api-project", "margins", "api/v1/projects/margins.json"))
    assert '"total":2' in text
    assert text.index('"slug":"newest"') < text.index('"slug":"oldest"')


def test_a_news_page_shows_the_papers_projects_and_people_that_it_names() -> None:
    page = documents.document(context(), "news/out.html")
    assert page.cards == ("other",)
    assert [(link.label, link.url) for link in page.projects] == [("Margins", "projects/margins.html")]
    assert [person.name for person in page.people] == ["Ada Example"]


def test_a_talk_links_the_papers_projects_and_people_that_it_names() -> None:
    ((_, (talk,)),) = documents.index(context(), "talk").groups
    assert [(link.label, link.url) for link in talk.papers] == [("Other", "papers/other.html")]
    assert [(link.label, link.url) for link in talk.projects] == [("Margins", "projects/margins.html")]
    assert [link.label for link in talk.people] == ["Ada Example"]

"""What the front matter of pages, news, talks, courses and projects may say."""

from typing import Annotated, Any, ClassVar

from pydantic import PlainValidator, WithJsonSchema

from generator.schema.field_types import (
    BoolWord,
    DateText,
    EndDate,
    Line,
    Lines,
    OneOrMany,
    PathOrUrl,
    RedirectPath,
    RequiredLine,
    Slug,
    Slugs,
    Text,
    Whole,
)
from generator.schema.records import Record, described, required
from generator.schema.services import LINKS_SCHEMA, read_links
from generator.values import Link

Links = Annotated[tuple[Link, ...], PlainValidator(read_links), WithJsonSchema(LINKS_SCHEMA)]


class Document(Record):
    """A Markdown file with front matter: what its kinds share."""

    kind: ClassVar[str] = ""
    path_fields: ClassVar[tuple[str, ...]] = ("image",)

    title: RequiredLine = required("Title")
    slug: Slug = described("Name of the page; without it the file's name")
    body: Text = described("Markdown below the front matter; set by Byline")
    date: DateText = described("YYYY, YYYY-MM or YYYY-MM-DD", None)
    description: Text = described("One or two sentences for lists and search engines")
    image: PathOrUrl = described("Image: a path below content/static, or a URL")
    people: Slugs = described("Slugs of people on this site", ())
    papers: Slugs = described("Slugs of papers on this site", ())
    projects: Slugs = described("Slugs of projects on this site", ())
    keywords: Lines = described("Keywords", ())
    links: Links = described("Links: {label, url, icon}", ())
    toc: BoolWord = described("Show a table of contents", False)
    draft: BoolWord = described("Left out of the site, but for serve --drafts", False)
    redirect_from: Annotated[tuple[RedirectPath, ...], OneOrMany()] = described(
        "Paths of this site that lead here", ()
    )
    extra: dict[str, Any] = described("Anything else; kept, never shown", {})


class Page(Document):
    """A page of the site's own, below `content/pages`."""

    kind: ClassVar[str] = "page"

    order: Whole = described("Place among its siblings, lowest first", 0)
    nav: BoolWord = described("Listed in the navigation of its folder", True)


class News(Document):
    """A news item."""

    kind: ClassVar[str] = "news"
    path_fields: ClassVar[tuple[str, ...]] = ("image", "url")

    url: PathOrUrl = described("Where to read more")


class Talk(Document):
    """A talk, poster or tutorial."""

    kind: ClassVar[str] = "talk"
    path_fields: ClassVar[tuple[str, ...]] = ("image", "slides", "video", "url")

    end: EndDate = described("Last day", None)
    event: Line = described("Name of the event")
    venue: Line = described("Host or hall")
    location: Line = described("City and country, or 'online'")
    type: Line = described("Kind of talk, such as 'Keynote'")
    speakers: Lines = described("Names or slugs of the speakers", ())
    abstract: Text = described("Abstract in Markdown; else the body")
    url: PathOrUrl = described("Page of the event or the talk")
    slides: PathOrUrl = described("Slides: a URL or a path below content/static")
    video: PathOrUrl = described("Recording: a URL or a path below content/static")


class Course(Document):
    """A course that was taught."""

    kind: ClassVar[str] = "teaching"
    path_fields: ClassVar[tuple[str, ...]] = ("image", "slides", "video", "url")

    end: EndDate = described("Last day", None)
    term: Line = described("Term, such as 'Autumn 2026'")
    role: Line = described("Role, such as 'Teaching assistant'")
    type: Line = described("Kind of course, such as 'Graduate course'")
    venue: Line = described("Institution")
    location: Line = described("City and country")
    url: PathOrUrl = described("Page of the course")
    slides: PathOrUrl = described("Slides: a URL or a path below content/static")
    video: PathOrUrl = described("Recording: a URL or a path below content/static")


class Project(Document):
    """A project; papers name it in `projects`."""

    kind: ClassVar[str] = "project"
    path_fields: ClassVar[tuple[str, ...]] = ("image", "code", "data", "url")

    start: DateText = described("First day", None)
    end: EndDate = described("Last day", None)
    status: Line = described("Such as 'active' or 'finished'")
    funding: Lines = described("Who pays, with grant numbers", ())
    url: PathOrUrl = described("Website")
    code: PathOrUrl = described("Repository")
    data: PathOrUrl = described("Data")
    order: Whole = described("Place in lists, lowest first", 0)


DOCUMENTS: dict[str, type[Document]] = {
    "projects": Project,
    "news": News,
    "talks": Talk,
    "teaching": Course,
    "pages": Page,
}
"""Models by the folder of `content/` that holds them."""

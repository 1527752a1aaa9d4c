"""The small parts that several pages share: dates, badges, credits, images, links, people."""

from collections.abc import Iterable

from generator.model import Credit, Document, Person, PersonId, Station
from generator.pages import paths
from generator.pages.categories import category_hue, category_name
from generator.pages.context import PlanContext
from generator.pages.views import (
    BadgeView,
    CreditView,
    DateView,
    ImageView,
    LinkView,
    NewsItem,
    PersonView,
    StationView,
)
from generator.text.dates import format_date
from generator.urls import is_safe_url
from generator.values import Link, PartialDate, PersonName

PHOTO_WIDTHS = (192, 384)
PREVIEW_WIDTHS = (360, 720)
SCHEMES = ("http://", "https://", "mailto:")

RESOURCE_LABELS: tuple[tuple[str, str], ...] = (
    ("slides", "Slides"),
    ("poster", "Poster"),
    ("video", "Video"),
    ("website", "Website"),
    ("demo", "Demo"),
    ("blog", "Blog post"),
    ("supplement", "Supplement"),
)


def date_view(context: PlanContext, when: PartialDate | None) -> DateView | None:
    """Return a date as shown beside a paper: without the year when that is the site's own."""
    if when is None:
        return None
    return DateView(when.isoformat(), format_date(when, context.as_of.year))


def long_date_view(when: PartialDate | None) -> DateView | None:
    """Return a date that always tells its year."""
    return None if when is None else DateView(when.isoformat(), format_date(when, 0))


def badge(context: PlanContext, code: str) -> BadgeView:
    """Return the badge of a category, linked to its list."""
    shelf = context.topic_by_code.get(code)
    return BadgeView(code, shelf.path if shelf else "", category_name(code), category_hue(code))


def person_url(context: PlanContext, person: PersonId | None) -> str:
    """Return the path of a person's profile, or "" when they have none."""
    return paths.profile(person) if person is not None and person in context.pages_of else ""


def credit_view(context: PlanContext, credit: Credit) -> CreditView:
    """Return an author as shown on a card or a paper page."""
    return CreditView(
        name=credit.name.display,
        person=credit.person or "",
        url=person_url(context, credit.person),
        equal=credit.equal,
        corresponding=credit.corresponding,
        group=credit.group,
        affiliation=credit.affiliation,
        orcid=credit.orcid,
    )


def monogram(name: PersonName) -> str:
    """Return one or two letters that stand for a person without a photo."""
    if name.given and name.family:
        return (name.given[0] + name.family[0]).upper()
    words = name.display.split()
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "") if words else ""
    return letters.upper()


def is_local(url: str) -> bool:
    """Tell whether an address is a path below the output's root."""
    return not url.startswith(SCHEMES)


def image(context: PlanContext, path: str, widths: tuple[int, ...], alt: str = "") -> ImageView | None:
    """Return an image with its size and resized copies, or None when there is none to show."""
    if not path:
        return None
    if not is_local(path):
        return ImageView(path, alt=alt) if is_safe_url(path) else None
    size = context.images.get(path)
    if size is None:
        return ImageView(path, alt=alt)
    copies = resized_copies(path, size.width, widths) if context.resized else ()
    return ImageView(path, size.width, size.height, copies, alt)


def resized_copies(path: str, width: int, widths: tuple[int, ...]) -> tuple[tuple[str, int], ...]:
    """Return (path, width) of the resized copies of an image; none is wider than the original."""
    wanted = tuple(w for w in widths if w <= width) or (width,)
    # With the suffix: ada.jpg and ada.png may stand side by side.
    return tuple((f"assets/images/{path}-{w}.webp", w) for w in wanted)


def period(start: PartialDate | None, end: PartialDate | None) -> str:
    """Return "2019 to 2023", "since 2019", "2023" or ""."""
    if start is None:
        return "" if end is None else f"until {end.year}"
    if end is None:
        return f"since {start.year}"
    return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"


def station(entry: Station) -> StationView:
    """Return a line of a CV as shown."""
    when = period(entry.start, entry.end)
    return StationView(entry.what, entry.where, when, entry.url, entry.note)


def degree(entry: Station) -> StationView:
    """Return an education as shown: of one that has an end alone the degree was given then."""
    when = period(entry.start or entry.end, entry.end)
    return StationView(entry.what, entry.where, when, entry.url, entry.note)


def award(entry: Station) -> StationView:
    """Return an award as shown: it is given in a year, not since or until one."""
    when = period(entry.start or entry.end, entry.end or entry.start)
    return StationView(entry.what, entry.where, when, entry.url, entry.note)


def person_view(context: PlanContext, person: Person, note: str = "") -> PersonView:
    """Return a person as a small portrait."""
    return PersonView(
        slug=person.id,
        name=person.name.display,
        url=person_url(context, person.id),
        role=person.role,
        monogram=monogram(person.name),
        photo=image(context, person.photo, PHOTO_WIDTHS),
        native_name=person.native_name,
        papers=papers_shown(context, person),
        note=note,
    )


def papers_shown(context: PlanContext, person: Person) -> int:
    """Return how many papers a person has, or 0 where that is hidden."""
    if not context.api.shows("papers", person.hide):
        return 0
    return len(context.corpus.papers_of.get(person.id, ()))


def link_views(links: Iterable[Link]) -> tuple[LinkView, ...]:
    """Return links as shown, without those whose address is not safe."""
    return tuple(
        LinkView(link.label, link.url, link.icon or link.kind) for link in links if is_safe_url(link.url)
    )


def news_items(context: PlanContext, limit: int) -> tuple[NewsItem, ...]:
    """Return the newest news, undated ones last."""
    found = newest_first(context.documents("news"))[:limit]
    return tuple(
        NewsItem(d.title, paths.news(d.slug), date_view(context, d.date), d.description) for d in found
    )


def newest_first(documents: Iterable[Document]) -> list[Document]:
    """Return documents newest first, undated ones last, ties by slug."""
    by_slug = sorted(documents, key=lambda d: d.slug)
    dated = [d for d in by_slug if d.date is not None]
    dated.sort(key=lambda d: d.date.isoformat() if d.date else "", reverse=True)
    return dated + [d for d in by_slug if d.date is None]

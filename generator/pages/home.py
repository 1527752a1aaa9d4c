"""The home page of a site without an owner, and the page of all people."""

from generator.model import Person
from generator.pages import paths
from generator.pages.cards import card_key, has_equal_marks
from generator.pages.context import PlanContext
from generator.pages.head import page_meta
from generator.pages.parts import news_items, period, person_view
from generator.pages.views import HomeView, LinkView, PeopleView
from generator.text.fold import fold

HOME_NEWEST = 5
HOME_SELECTED = 5
HOME_NEWS = 5
HOME_PEOPLE = 24

GROUPS: tuple[tuple[str, str], ...] = (
    ("pi", "Principal investigators"),
    ("faculty", "Faculty"),
    ("staff", "Staff"),
    ("postdoc", "Postdocs"),
    ("phd", "PhD students"),
    ("master", "Master's students"),
    ("undergrad", "Undergraduates"),
    ("visitor", "Visitors"),
)
"""Groups in the order of the page; others follow under their own name, alumni come last."""

OTHER_PEOPLE = 200
"""How many co-authors without a file the people page lists; the rest are found by their papers."""


def by_name(people: list[Person]) -> list[Person]:
    """Return people by family name, folded."""
    return sorted(people, key=lambda p: (fold(p.name.sort_key()), p.id))


def declared_people(context: PlanContext) -> list[Person]:
    """Return the people who have a file, by name."""
    return by_name([p for p in context.corpus.people.values() if p.declared])


def home(context: PlanContext) -> HomeView:
    """Return the lab's home page."""
    works = context.corpus.works
    selected = tuple(w.id for w in works.values() if w.selected)[:HOME_SELECTED]
    newest = tuple(w for w in works if w not in selected)[:HOME_NEWEST]
    people = [p for p in declared_people(context) if not p.is_alumnus]
    body = next((d for d in context.documents("page") if d.path == paths.HOME), None)
    return HomeView(
        meta=page_meta(
            context,
            paths.HOME,
            context.site.title,
            description=context.site.description,
            section=paths.HOME,
        ),
        description=context.site.description,
        body=body.body if body else "",
        people=tuple(person_view(context, p) for p in _by_group(people)[:HOME_PEOPLE]),
        people_total=len(people),
        selected=tuple(card_key(w, brief=False) for w in selected),
        newest=tuple(card_key(w, brief=False) for w in newest),
        papers_total=len(works),
        news=news_items(context, HOME_NEWS),
        projects=tuple(
            LinkView(p.title, paths.project(p.slug), "", p.description) for p in context.projects.values()
        ),
        equal_note=has_equal_marks(context, (*selected, *newest)),
    )


def _by_group(people: list[Person]) -> list[Person]:
    rank = {key: i for i, (key, _) in enumerate(GROUPS)}
    return sorted(people, key=lambda p: rank.get(p.group, len(rank)))


def people(context: PlanContext) -> PeopleView:
    """Return the page of all people: by group, then alumni, then co-authors with a page."""
    declared = declared_people(context)
    present = [p for p in declared if not p.is_alumnus]
    headings = dict(GROUPS)
    filed: dict[str, list[Person]] = {key: [] for key, _ in GROUPS}
    for person in present:
        filed.setdefault(person.group, []).append(person)
    ungrouped = filed.pop("", [])
    groups = [
        (headings.get(key, key.replace("-", " ").capitalize()), found)
        for key, found in filed.items()
        if found
    ]
    if ungrouped:
        groups.append(("Members" if groups else "", ungrouped))
    alumni = [p for p in declared if p.is_alumnus]
    if alumni:
        groups.append(("Alumni", alumni))
    others = [p for p in context.corpus.people.values() if not p.declared and p.id in context.pages_of]
    others.sort(key=lambda p: -len(context.corpus.papers_of.get(p.id, ())))
    return PeopleView(
        meta=page_meta(
            context,
            paths.PEOPLE,
            "People",
            description=f"The people of {context.site.title}",
            section=paths.PEOPLE,
        ),
        groups=tuple(
            (heading, tuple(person_view(context, p, _note(p)) for p in found)) for heading, found in groups
        ),
        others=tuple(person_view(context, p) for p in by_name(others[:OTHER_PEOPLE])),
    )


def _note(person: Person) -> str:
    return period(person.start, person.end) if person.is_alumnus else ""

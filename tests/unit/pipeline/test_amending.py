"""A bibliography is the same whether its entries are made anew or taken from the former file."""

from collections.abc import Iterator
from functools import reduce
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.pages.bibliographies import FORMS
from generator.pages.context import PlanContext
from generator.pages.routes import Route
from generator.pipeline import Request, examine
from generator.pipeline import amending as amending_module
from generator.pipeline.amending import Entries, Former, make_entries
from generator.pipeline.reading import Reader, changed_facts, noting

ROUTES = [
    *(Route(kind, "", f"publications.{kind}") for kind in FORMS if kind.startswith("site")),
    *(Route(kind, "ada-example", f"authors/a.{kind}") for kind in FORMS if kind.startswith("author")),
]
VENUES = (
    "- {abbr: ACL, name: Meeting of the ACL}\n",
    "- {abbr: ACL, name: The ACL and its meeting}\n",
    "- {abbr: slow, name: A venue named like a paper}\n",
    "",
)
Papers = dict[str, str]
Files = tuple[Papers, str]


@pytest.fixture(autouse=True)
def few_entries_are_worth_keeping() -> Iterator[None]:
    """Keep the entries of small files, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(amending_module, "WORTH_KEEPING", 1)
        yield


def context_of(files: Files) -> PlanContext:
    """What a site of these papers (by slug, as YAML) and venues is planned from."""
    papers, venues = files
    with TemporaryDirectory() as folder:
        content = Path(folder, "content")
        for name, text in (
            ("site.yaml", "title: Lab\nas_of: 2026-11-22\n"),
            ("authors/ada-example.yaml", "name: Ada Example\n"),
            ("venues.yaml", venues),
            *((f"papers/{slug}.yaml", text) for slug, text in papers.items()),
        ):
            (content / name).parent.mkdir(parents=True, exist_ok=True)
            if text:
                (content / name).write_text(text, encoding="utf-8")
        plan = examine(Request(site=Path(folder), jobs=1)).plan
    assert plan is not None
    return plan.context


def made(
    context: PlanContext, route: Route, former: Former | None = None, data: bytes | None = None
) -> tuple[bytes, Entries | None, tuple[str, ...]]:
    """A bibliography, its entries, and the facts that were noted."""
    reader = Reader()
    noted = noting(context, reader)
    (found, entries), facts = reader.made(lambda: make_entries(noted, route, former, data))
    return found, entries, facts


def paper(title: str = "A title", rest: str = "") -> str:
    return f"title: {title}\nauthors: [Ada Example]\n{rest}"


LINES = ("date: 2020-01-01", "venue: ACL", "venue: slow", "abstract: Ä ö", "status: accepted")
RESTS = st.lists(st.sampled_from(LINES), max_size=3, unique_by=lambda line: line.partition(":")[0])
# Papers of one year whose titles begin alike want the same key.
TITLES = st.sampled_from(("Slow", "Slow, and more", "Ärger", "{x}"))
SLUGS = st.sampled_from(("slow", "fast", "acl", "new"))
TEXTS = st.builds(lambda title, rest: paper(title, "".join(f"{line}\n" for line in rest)), TITLES, RESTS)
EDITS = st.one_of(
    st.tuples(SLUGS, st.one_of(TEXTS, st.just(""))),
    st.tuples(st.just("venues"), st.sampled_from(VENUES)),
)
SITE: Files = (
    {
        "slow": paper("Slow", "venue: ACL\n"),
        "fast": paper("Fast", "date: 2020-01-01\nvenue: slow\n"),
        "acl": paper("Deep", "date: 2019\n"),
    },
    VENUES[0],
)


def edited(files: Files, edit: tuple[str, str]) -> Files:
    """A site with another text of the venues, or of a paper; an empty one removes it."""
    (papers, venues), (name, text) = files, edit
    return (papers, text) if name == "venues" else ({**papers, name: text}, venues)


# The fixture only holds a function that puts back what it changes.
@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.lists(EDITS, min_size=1, max_size=2), min_size=1, max_size=5))
def test_amended_files_equal_those_made_anew(steps: list[list[tuple[str, str]]]) -> None:
    sites = list(accumulate(steps, lambda files, edits: reduce(edited, edits, files), initial=SITE))
    former: dict[Route, tuple[bytes, Entries | None, tuple[str, ...]]] = {}
    before: PlanContext | None = None
    for context in map(context_of, sites):
        changed = changed_facts(before, context) if before is not None else set()
        assert changed is not None
        for route in ROUTES:
            data, entries, facts = former.get(route, (b"", None, ()))
            known = (
                None if entries is None else Former(entries, facts, frozenset(changed).intersection(facts))
            )
            former[route] = made(context, route, known, data)
            anew, entries_anew, facts_anew = made(context, route)
            assert former[route][0] == anew == FORMS[route.kind].text(context, route).encode()
            # Too much may be noted, such as a paper that is gone, but never too little.
            assert set(facts_anew) <= set(former[route][2])
            amended = former[route][1]
            if amended is not None and entries_anew is not None:
                assert (amended.works, amended.sizes) == (entries_anew.works, entries_anew.sizes)
                assert set(entries_anew.shared) <= set(amended.shared)
        before = context


@pytest.mark.parametrize(
    ("changed", "taken"),
    [
        ({"corpus.works/slow"}, {"Fast", "Deep"}),
        ({"citekeys/fast", "corpus.works/slow"}, {"Deep"}),
        ({"corpus.works/"}, {"Fast", "Slow", "Deep"}),
        ({"corpus.venues/acl"}, set()),
    ],
)
def test_entries_that_no_change_reaches_are_taken(changed: set[str], taken: set[str]) -> None:
    context, route = context_of(SITE), Route("site-bib", "", "publications.bib")
    data, entries, facts = made(context, route)
    assert entries is not None
    assert changed <= set(facts)
    marked = reduce(lambda text, name: text.replace(name, name.upper()), (b"Fast", b"Slow", b"Deep"), data)
    again = made(context, route, Former(entries, facts, frozenset(changed)), marked)[0]
    assert {name for name in ("Fast", "Slow", "Deep") if name.upper().encode() in again} == taken


def test_nothing_is_taken_from_another_kind_of_file_or_one_of_another_size() -> None:
    context, route = context_of(SITE), Route("site-bib", "", "publications.bib")
    data, entries, facts = made(context, route)
    assert entries is not None
    former = Former(entries, facts, frozenset())
    assert made(context, route, former, data + b"\n")[0] == data
    assert made(context, route, former, None)[0] == data
    other = Route("site-ris", "", "publications.bib")
    assert made(context, other, former, data)[0] == made(context, other)[0]

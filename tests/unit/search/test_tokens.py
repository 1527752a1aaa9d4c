"""What an entry's words count."""

from generator.pages.search import SearchEntry
from generator.search.tokens import CERTAIN, IMPACTS, levels_of

LONG = "filler " * 150


def paper(**fields: object) -> dict[str, int]:
    return levels_of(SearchEntry(**{"kind": "paper", "key": "x", "title": "", **fields}))  # type: ignore[arg-type]


def test_a_title_counts_more_than_authors_than_keywords_than_the_abstract() -> None:
    levels = paper(
        title="alpha in a title of usual length with some words",
        names=("Beta Person", "Other Person", "Third Person"),
        labels=("gamma", "one two three four five", "six seven eight nine ten"),
        body=f"delta {LONG}",
    )

    assert levels["alpha"] > levels["beta"] > levels["gamma"] > levels["delta"]


def test_a_word_that_an_abstract_repeats_counts_more_but_not_as_much_as_a_title() -> None:
    levels = paper(title="alpha and more words to make it long", body=f"beta {'gamma ' * 4} {LONG}")

    assert levels["alpha"] > levels["gamma"] > levels["beta"]


def test_a_person_counts_most_for_the_name() -> None:
    person = levels_of(SearchEntry(kind="person", key="x", title="Zhuowen Han", names=("韩卓文",)))
    author = paper(title="Something", names=("Zhuowen Han",))

    assert person["han"] > author["han"]
    assert person["韩卓"] == person["han"]


def test_stop_words_are_kept_in_titles_only() -> None:
    levels = paper(title="The Who", body="about those who were there")

    assert {"the", "who"} <= levels.keys()
    assert "those" not in levels


def test_identifiers_and_facets_are_terms_as_they_are() -> None:
    levels = paper(identifiers=("10.1234/AB", "2301.00010"), facets=("topic:cs.cl",))

    assert levels["10.1234/ab"] == levels["2301.00010"] == CERTAIN
    assert "~topic:cs.cl" in levels


def test_there_is_an_impact_for_each_level_and_it_rises() -> None:
    assert len(IMPACTS) == CERTAIN + 1
    assert list(IMPACTS) == sorted(IMPACTS)


def test_what_other_entries_say_changes_nothing() -> None:
    entry = SearchEntry(kind="paper", key="x", title="One title", body="One body.")
    before = levels_of(entry)
    levels_of(SearchEntry(kind="paper", key="y", title="One title", body="body " * 5000))

    assert levels_of(entry) == before

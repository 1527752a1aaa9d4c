"""The files of the index: what is in them, and that they stay as they are."""

import json
import random
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.search import SearchEntry
from generator.search.merging import collect_levels, join
from generator.search.shards import (
    FOLDER,
    cut,
    entry_files,
    file_name,
    in_order,
    term_files,
)

SYLLABLES = "ba de fi go hu ka le mi no pu ra se ti vo xu ze".split()


def made_up(count: int) -> list[dict[str, int]]:
    chance = random.Random(5)  # noqa: S311  a corpus, not a secret
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(4000)]
    return [
        {word: chance.randrange(9) for word in chance.choices(words, cum_weights=range(1, 4001), k=60)}
        for _ in range(count)
    ]


def files_of(entries: list[dict[str, int]]) -> dict[str, str]:
    part = collect_levels("paper", 0, entries)
    return dict(term_files(join([part]), ()).files)


def shards(files: Mapping[str, str], letter: str) -> dict[str, object]:
    start = f"{FOLDER}/{letter}-"
    return {path: json.loads(text) for path, text in files.items() if path.startswith(start)}


def test_every_term_stands_in_the_shard_that_its_key_names() -> None:
    entries = made_up(300)
    part = collect_levels("paper", 0, entries)
    made = term_files(join([part]), ())
    files = dict(made.files)

    assert made.cuts[0] == ""
    assert len(made.cuts) > 5
    for term in {term for entry in entries for term in entry}:
        key = max(cut_key for cut_key in made.cuts if cut_key <= term)
        assert term in json.loads(files[f"{FOLDER}/w-{file_name(key)}.json"])


def test_an_edit_rewrites_the_shards_of_its_words_only() -> None:
    entries = made_up(300)
    edited = [dict(entry) for entry in entries]
    edited[120]["newword"] = 8
    before, after = files_of(entries), files_of(edited)

    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}

    assert 1 <= len(changed) <= 4


def test_one_entry_more_leaves_most_shards_as_they_are() -> None:
    entries = made_up(300)
    before, after = files_of(entries), files_of([*entries, {"zebra": 8, "gnu": 3}])

    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}

    assert len(changed) <= 6


def test_a_term_that_everything_has_gets_a_file_of_its_own() -> None:
    files = files_of([{"common": i % 2 * 8, "rare": 8} if i < 3 else {"common": i % 9} for i in range(9000)])

    assert {f"{FOLDER}/h-common.json", f"{FOLDER}/l-common.json"} <= files.keys()
    (shard,) = shards(files, "w").values()
    assert isinstance(shard, dict)
    text, high, low = shard["common"]
    assert text == ""
    assert high + low == 9000
    assert isinstance(shard["rare"], str)


def test_words_for_typing_mistakes_stand_by_their_endings() -> None:
    files = files_of([{"neural": 8, "body": 0, "twice": 0, "2024": 8}, {"twice": 1}])

    (words,) = shards(files, "s").values()

    assert words == "twice neural"


def test_terms_stand_in_the_order_of_the_browser() -> None:
    assert in_order(["\U00020000", "ﾠ", "a"]) == ["a", "\U00020000", "ﾠ"]


@given(st.sets(st.text(max_size=20)))
def test_names_of_files_are_safe_and_tell_terms_apart(terms: set[str]) -> None:
    names = [file_name(term) for term in sorted(terms)]

    assert len(set(names)) == len(names)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789_") for name in names)


@given(st.sets(st.text(alphabet="ab机器", min_size=1, max_size=6), min_size=1))
def test_cuts_ascend_and_part_the_terms(terms: set[str]) -> None:
    cuts = [key for key, _ in cut(in_order(terms), [3000] * len(terms))]

    assert cuts == in_order(dict.fromkeys(cuts))


def test_records_and_texts_share_files_and_say_when_there_is_no_text() -> None:
    people = [SearchEntry("person", f"p{i}", f"Person {i}", shown=("", "", "1")) for i in range(40)]
    people[39] = SearchEntry("person", "p39", "Person 39", body="Likes reading.", shown=("", "", ""))

    files = dict(entry_files("person", 0, people))

    assert sorted(files) == [
        f"{FOLDER}/r-person-0.json",
        f"{FOLDER}/r-person-1.json",
        f"{FOLDER}/t-person-4.json",
    ]
    assert json.loads(files[f"{FOLDER}/r-person-1.json"])[7] == ["p39", "Person 39", 1, "", "", ""]
    assert json.loads(files[f"{FOLDER}/r-person-0.json"])[0] == ["p0", "Person 0", 0, "", "", "1"]


def test_the_text_of_a_paper_is_left_to_its_json_where_that_is_short() -> None:
    short = SearchEntry("paper", "a", "One", body="An abstract.", is_in_json=True)
    long = SearchEntry("paper", "b", "Two", names=("Ada",), body="Another one.")

    files = dict(entry_files("paper", 0, [short, long]))

    assert sorted(files) == [f"{FOLDER}/r-paper-0.json", f"{FOLDER}/t-paper-1.json"]
    assert [record[2] for record in json.loads(files[f"{FOLDER}/r-paper-0.json"])] == [2, 1]
    assert json.loads(files[f"{FOLDER}/t-paper-1.json"]) == ["Another one.\n\nAda"]

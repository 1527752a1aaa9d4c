from collections.abc import Callable
from pathlib import Path

import pytest

from generator.importing.planning import Fate, ImportPlan
from generator.importing.writing import format_diff
from generator.sources.loading import load_sources

MakeSite = Callable[[dict[str, str]], Path]
RunImport = Callable[..., ImportPlan]

DOE = """@article{doe2020,
  title={Reading Slowly}, author={Doe, Jane and Roe, Richard}, year=2020, month=5,
  journal={Journal of Reading}, doi={10.1000/182}, volume=3,
}
"""


def paper(site: Path, name: str) -> str:
    return (site / "content" / "papers" / name).read_text(encoding="utf-8")


def test_a_new_paper_becomes_a_file_named_after_its_citekey(
    make_site: MakeSite, run_import: RunImport
) -> None:
    site = make_site({})
    plan = run_import(site, DOE)
    assert [outcome.fate for outcome in plan.outcomes] == [Fate.NEW]
    assert paper(site, "doe2020.yaml") == (
        "title: Reading Slowly\nauthors:\n  - Jane Doe\n  - Richard Roe\ndate: 2020-05\n"
        "type: article-journal\nvenue: Journal of Reading\nvolume: 3\ndoi: 10.1000/182\n"
    )


def test_importing_the_same_file_again_changes_nothing(make_site: MakeSite, run_import: RunImport) -> None:
    site = make_site({})
    run_import(site, DOE)
    plan = run_import(site, DOE)
    assert [outcome.fate for outcome in plan.outcomes] == [Fate.UNCHANGED]
    assert not plan.changes
    assert not plan.outcomes[0].kept


@pytest.mark.parametrize(
    "existing",
    [
        "title: Something else\ndoi: https://doi.org/10.1000/182\n",
        "title: Reading slowly!\nauthors: [Jane Doe]\ndate: 2020\n",
    ],
)
def test_an_existing_paper_is_found_by_doi_or_by_title_and_year(
    make_site: MakeSite, run_import: RunImport, existing: str
) -> None:
    site = make_site({"mine.yaml": existing})
    plan = run_import(site, DOE)
    assert [(outcome.slug, outcome.fate) for outcome in plan.outcomes] == [("mine", Fate.CHANGED)]


def test_an_existing_paper_is_found_by_arxiv_id_also_inside_a_doi(
    make_site: MakeSite, run_import: RunImport
) -> None:
    site = make_site({"mine.yaml": "title: Old\narxiv: 2301.00010\n"})
    plan = run_import(site, "@misc{k, title={New}, doi={10.48550/arXiv.2301.00010}}")
    assert plan.outcomes[0].slug == "mine"


def test_an_existing_paper_is_found_by_the_citekey(make_site: MakeSite, run_import: RunImport) -> None:
    site = make_site({"doe2020.yaml": "title: Reading, Slowly and Aloud\n"})
    assert run_import(site, DOE).outcomes[0].fate is Fate.CHANGED


def test_two_papers_of_one_citekey_stay_two(make_site: MakeSite, run_import: RunImport) -> None:
    site = make_site({"doe2020.yaml": "title: Quite Another Thing\ndoi: 10.1000/999\n"})
    plan = run_import(site, DOE)
    assert plan.outcomes[0].fate is Fate.NEW
    assert "title: Reading Slowly" in paper(site, "doe2020-2.yaml")
    assert paper(site, "doe2020.yaml") == "title: Quite Another Thing\ndoi: 10.1000/999\n"


def test_what_a_person_has_written_stays_and_missing_fields_are_added_below(
    make_site: MakeSite, run_import: RunImport
) -> None:
    text = "# my notes\ntitle: Reading slowly   # my spelling\ndoi: 10.1000/182\nselected: false\n"
    site = make_site({"mine.yaml": text})
    plan = run_import(site, DOE)
    assert paper(site, "mine.yaml") == text + (
        "authors:\n  - Jane Doe\n  - Richard Roe\ndate: 2020-05\ntype: article-journal\n"
        "venue: Journal of Reading\nvolume: 3\n"
    )
    [kept] = plan.outcomes[0].kept
    assert kept == ("title", "Reading slowly", "Reading Slowly")


def test_a_field_under_another_name_or_left_empty_counts_as_there(
    make_site: MakeSite, run_import: RunImport
) -> None:
    site = make_site({"doe2020.yaml": "title: Reading Slowly\nyear: 2020\njournal: JR\nvolume:\n"})
    plan = run_import(site, DOE)
    text = paper(site, "doe2020.yaml")
    assert "venue" not in text
    assert text.count("volume") == 1
    assert {kept.field for kept in plan.outcomes[0].kept} == {"date", "venue", "volume"}


def test_a_file_that_says_more_is_no_conflict(make_site: MakeSite, run_import: RunImport) -> None:
    text = (
        "title: Reading Slowly\nauthors:\n  - {name: Jane Doe, id: jane, equal: true}\n  - Richard Roe\n"
        "date: 2020-05-17\ntype: article-journal\nvenue: Journal of Reading\nvolume: 3\ndoi: 10.1000/182\n"
    )
    site = make_site({"doe2020.yaml": text})
    [outcome] = run_import(site, DOE).outcomes
    assert outcome.fate is Fate.UNCHANGED
    assert not outcome.kept


def test_in_markdown_fields_go_into_the_front_matter_and_the_abstract_below(
    make_site: MakeSite, run_import: RunImport
) -> None:
    site = make_site({"doe2020.md": "---\ntitle: Reading Slowly\n# mine\n---\n"})
    run_import(site, DOE.replace("volume=3", "volume=3, abstract={Why: it helps.}"))
    text = paper(site, "doe2020.md")
    assert text.startswith("---\ntitle: Reading Slowly\n# mine\nauthors:\n")
    assert text.endswith("doi: 10.1000/182\n---\nWhy: it helps.\n")


def test_in_a_list_fields_go_to_the_end_of_their_item(make_site: MakeSite, run_import: RunImport) -> None:
    text = (
        "- title: Reading Slowly\n  slug: doe2020\n  doi: 10.1000/182\n\n# the next one\n"
        "- title: Other\n  slug: other\n  date: 2019\n"
    )
    site = make_site({"all.yaml": text})
    run_import(site, DOE + "@book{other, title={Other}, year=2019, publisher={P}}")
    new = paper(site, "all.yaml")
    assert new.startswith(
        "- title: Reading Slowly\n  slug: doe2020\n  doi: 10.1000/182\n  authors:\n    - Jane Doe\n"
    )
    assert "\n  volume: 3\n\n# the next one\n- title: Other\n" in new
    assert new.endswith("  date: 2019\n  type: book\n  publisher: P\n")


def test_line_ends_and_a_missing_last_one_are_respected(make_site: MakeSite, run_import: RunImport) -> None:
    site = make_site({"doe2020.yaml": "\ufefftitle: Reading Slowly\r\ndate: 2020-05"})
    run_import(site, DOE)
    content = (site / "content/papers/doe2020.yaml").read_bytes()
    assert content.startswith("\ufefftitle: Reading Slowly\r\ndate: 2020-05\r\nauthors:\r\n".encode())
    assert content.count(b"\n") == content.count(b"\r\n")


def test_fields_stand_before_a_closing_document_marker(make_site: MakeSite, run_import: RunImport) -> None:
    site = make_site({"doe2020.yaml": "---\n  title: Reading Slowly\n  note: |\n    A\n    --- B\n---\n"})
    run_import(site, DOE)
    text = paper(site, "doe2020.yaml")
    assert text.startswith(
        "---\n  title: Reading Slowly\n  note: |\n    A\n    --- B\n  authors:\n    - Jane Doe\n"
    )
    assert text.endswith("  doi: 10.1000/182\n---\n")


def test_a_form_that_leaves_no_place_is_left_alone_and_reported(
    make_site: MakeSite, run_import: RunImport
) -> None:
    text = "{title: Reading Slowly, doi: 10.1000/182}\n"
    site = make_site({"mine.yaml": text})
    [outcome] = run_import(site, DOE).outcomes
    assert outcome.fate is Fate.SKIPPED
    assert "add by hand" in outcome.note
    assert "volume" in outcome.note
    assert paper(site, "mine.yaml") == text


def test_a_paper_inside_a_bib_file_is_there_already(make_site: MakeSite, run_import: RunImport) -> None:
    site = make_site({"publications.bib": f"\n{DOE}"})
    plan = run_import(site, DOE)
    assert [outcome.note for outcome in plan.outcomes] == [
        "it is in content/papers/publications.bib:2 already"
    ]
    assert not plan.changes


def test_a_broken_file_in_the_way_is_not_overwritten(make_site: MakeSite, run_import: RunImport) -> None:
    site = make_site({"doe2020.md": "---\ntitel: Broken\n---\n"})
    [outcome] = run_import(site, DOE).outcomes
    assert outcome.is_problem
    assert "doe2020.md is in the way" in outcome.note
    assert not (site / "content/papers/doe2020.yaml").exists()


def test_two_records_of_one_paper_become_one_file_with_what_either_says(
    make_site: MakeSite, run_import: RunImport
) -> None:
    site = make_site({})
    other = (
        "@misc{preprint, title={Reading Slowly}, author={Doe, Jane}, doi={10.1000/182}, eprint={2001.00001}}"
    )
    plan = run_import(site, DOE + other)
    assert [outcome.fate for outcome in plan.outcomes] == [Fate.NEW, Fate.SKIPPED]
    assert "arxiv: 2001.00001" in paper(site, "doe2020.yaml")
    assert "which gets its arxiv" in plan.outcomes[1].note
    assert not run_import(site, DOE + other).changes


def test_into_names_another_folder_and_papers_there_are_found_again(
    make_site: MakeSite, run_import: RunImport, tmp_path: Path
) -> None:
    folder = tmp_path / "review"
    assert run_import(make_site({}), DOE, into=folder).outcomes[0].fate is Fate.NEW
    (folder / "doe2020.yaml").write_text("title: Reading Slowly\ndoi: 10.1000/182\n", encoding="utf-8")
    assert run_import(make_site({}), DOE, into=folder).outcomes[0].fate is Fate.CHANGED
    assert (folder / "doe2020.yaml").read_text(encoding="utf-8").startswith("title: Reading Slowly\ndoi:")


def test_the_site_with_imported_papers_loads_without_errors(
    make_site: MakeSite, run_import: RunImport
) -> None:
    site = make_site({})
    run_import(site, DOE)
    sources, problems = load_sources(site)
    assert [source.slug for source in sources.papers] == ["doe2020"]
    assert not [problem for problem in problems if problem.severity != "note"]


def test_nothing_is_left_behind_beside_the_files(make_site: MakeSite, run_import: RunImport) -> None:
    site = make_site({})
    run_import(site, DOE)
    assert [file.name for file in (site / "content" / "papers").iterdir()] == ["doe2020.yaml"]


def test_the_diff_shows_new_and_changed_files(make_site: MakeSite, run_import: RunImport) -> None:
    site = make_site({"mine.yaml": "title: Reading Slowly\ndoi: 10.1000/182\n"})
    plan = run_import(
        site, "@misc{x, title={Reading Slowly}, doi={10.1000/182}, volume=3}\n@misc{y, title={New}}"
    )
    diff = "".join(map(format_diff, plan.changes))
    assert "--- /dev/null\n+++ b/content/papers/y.yaml\n" in diff
    assert "--- a/content/papers/mine.yaml\n+++ b/content/papers/mine.yaml\n" in diff
    assert "\n+volume: 3\n" in diff


def test_items_that_zotero_numbers_by_addresses_are_named_after_author_year_and_word(
    make_site: MakeSite, run_import: RunImport
) -> None:
    items = ",".join(
        f'{{"id": "http://zotero.org/users/1/items/AB{number}", "type": "report", "title": "{title}",'
        ' "author": [{"family": "Doe", "given": "Jane"}], "issued": {"date-parts": [[2021]]}}'
        for number, title in enumerate(("Reading slowly", "Reading fast", "Reading slowly"))
    )
    site = make_site({})
    plan = run_import(site, f"[{items}]", "in.json")
    assert [(outcome.slug, outcome.fate) for outcome in plan.outcomes] == [
        ("doe-2021-reading", Fate.NEW),
        ("doe-2021-reading-2", Fate.NEW),
        ("doe-2021-reading", Fate.SKIPPED),
    ]
    assert "title: Reading fast" in paper(site, "doe-2021-reading-2.yaml")
    again = run_import(site, f"[{items}]", "in.json")
    assert not again.changes

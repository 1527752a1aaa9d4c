"""Pages, news, talks, courses and projects."""

import pytest

ADA = {"authors/ada.yaml": "name: Ada Example\naliases: [A. Example]\n"}


def talk(linked, speakers, **more):
    files = {**ADA, "talks/t.md": f"---\ntitle: T\ndate: 2026-01-01\nspeakers: {speakers}\n---\n", **more}
    (document,) = linked(files).corpus.documents
    return document.people, dict(document.fields).get("Speakers", "")


@pytest.mark.parametrize("written", ["ada", "Ada Example", "Example, Ada", "A. Example", "ADA EXAMPLE"])
def test_a_speaker_is_found_by_slug_name_or_alias(linked, written):
    assert talk(linked, f'["{written}"]') == (("ada",), "")


def test_other_speakers_stay_as_they_are_written(linked):
    assert talk(linked, "[Ada Example, Cy Third, '...']") == (("ada",), "Cy Third, ...")


def test_a_speaker_with_a_namesake_is_not_guessed(linked):
    twin = {"authors/ada-2.yaml": "name: Ada Example\n"}
    assert talk(linked, "[Ada Example]", **twin) == ((), "Ada Example")


def test_someone_who_asks_not_to_be_matched_is_named_by_slug_only(linked):
    hidden = {"authors/ada.yaml": "name: Ada Example\nmatch_names: false\n"}
    assert talk(linked, "[Ada Example]", **hidden) == ((), "Ada Example")
    assert talk(linked, "[ada]", **hidden) == (("ada",), "")


def test_people_of_news_are_found_by_slug_or_name_and_once(linked):
    text = "---\ntitle: N\ndate: 2026-01-01\npeople: [ada, Ada Example, nobody]\n---\n"
    (document,) = linked({**ADA, "news/n.md": text}).corpus.documents
    assert document.people == ("ada",)


def test_documents_are_sorted_by_kind_order_and_path_and_drafts_are_left_out(linked):
    files = {
        "pages/b.md": "---\ntitle: B\norder: 1\n---\n",
        "pages/guide/a.md": "---\ntitle: A\norder: 2\n---\n",
        "pages/c.md": "---\ntitle: C\norder: 1\ndraft: true\n---\n",
        "news/n.md": "---\ntitle: N\ndate: 2026\n---\n",
    }
    assert [d.path for d in linked(files).corpus.documents] == ["n", "b.html", "guide/a.html"]
    assert [d.path for d in linked(files, drafts=True).corpus.documents] == [
        "n",
        "b.html",
        "c.html",
        "guide/a.html",
    ]

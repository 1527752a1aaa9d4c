import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from generator.installation import files_below
from generator.model import Origin
from generator.pipeline.stamp import sources_digest
from generator.sources.loading import load_sources
from generator.sources.references import check_owner, check_references, slugs_of_papers


@pytest.fixture
def site(tmp_path):
    """Return a function that writes files below `content/` and gives the site's folder."""

    def write(**files):
        for name, text in files.items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        (tmp_path / "content").mkdir(exist_ok=True)
        return tmp_path

    return write


def load(folder):
    sources, diagnostics = load_sources(folder)
    return sources, [d.format_text() for d in diagnostics]


def test_a_whole_site_is_loaded_in_the_order_of_its_files(site):
    folder = site(
        **{
            "papers/b.yaml": "title: B\n",
            "papers/a.bib": "@misc{z, title={Z}}\n@misc{y, title={Y}}\n",
            "authors/ann-lee.yaml": "name: Ann Lee\n",
            "venues.yaml": "- abbr: ACL\n",
            "news/n.md": "---\ntitle: N\ndate: 2026\n---\nHi.\n",
            "pages/guide/x.md": "# X\n",
            "static/CNAME": "x.org",
            "static/.well-known/a": "a",
        }
    )
    sources, said = load(folder)
    assert said == []
    assert [paper.slug for paper in sources.papers] == ["z", "y", "b"]
    assert [author.slug for author in sources.authors] == ["ann-lee"]
    assert [venue.slug for venue in sources.venues] == ["acl"]
    assert [(d.value.kind, d.slug) for d in sources.documents] == [("news", "n"), ("page", "guide/x")]
    assert [(file.path, file.size) for file in sources.static] == [(".well-known/a", 1), ("CNAME", 5)]


def test_other_workers_give_the_same_sources(site):
    folder = site(**{f"papers/p{i:03}.yaml": f"title: T{i}\n" for i in range(450)})
    alone, _ = load_sources(folder)
    with ThreadPoolExecutor(2) as pool:
        together, _ = load_sources(folder, pool.map)
    assert together.papers == alone.papers


def test_equal_slugs_are_an_error_that_names_both_places(site):
    folder = site(
        **{
            "papers/a.bib": "\n@misc{han2026, title={A}}\n",
            "papers/b.yaml": "title: B\nslug: Han2026\n",
        }
    )
    sources, said = load(folder)
    assert said == [
        (
            "content/papers/b.yaml:2:1: error[duplicate-slug]: "
            "the slug 'han2026' is taken by content/papers/a.bib:2\n"
            "  hint: give one of the two another slug, or remove it"
        )
    ]
    assert [paper.value.title for paper in sources.papers] == ["A"]


def test_a_person_and_a_paper_may_share_a_slug(site):
    assert load(site(**{"papers/x.yaml": "title: X\n", "authors/x.yaml": "name: X Y\n"}))[1] == []


def test_files_that_differ_only_in_case_or_unicode_form_are_errors(site):
    folder = site(
        **{
            "static/Photo.jpg": "a",
            "static/photo.JPG": "b",
            "static/caf\u00e9.txt": "c",
            "static/cafe\u0301.txt": "d",
        }
    )
    said = load(folder)[1]
    assert len(said) == 2
    assert all("error[twin-path]" in text for text in said)


def test_a_file_that_a_bib_file_names_but_nobody_copied_is_left_out_with_a_warning(site):
    entry = "@misc{a, title={A}, pdf={a.pdf}, preview={b.png}, slides={https://x.org/s.pdf}}"
    folder = site(**{"papers/a.bib": entry, "static/b.png": "b"})
    sources, said = load(folder)
    assert said == [
        (
            "content/papers/a.bib:1:21: warning[missing-file]: "
            "pdf: there is no file content/static/a.pdf; the link is left out\n"
            "  hint: copy it to content/static/a.pdf, or delete the field"
        ),
    ]
    (paper,) = sources.papers
    assert (paper.value.pdf, paper.value.preview) == ("", "b.png")
    assert paper.value.slides == "https://x.org/s.pdf"


@pytest.mark.parametrize("field", ["url={c.html}", "code={c.zip}", "html={see there}", "pdf={a\\\\b.pdf}"])
def test_what_is_no_address_in_a_bib_file_is_set_aside_with_a_warning(site, field):
    sources, (said,) = load(site(**{"papers/a.bib": f"@misc{{a, title={{A}}, {field}}}"}))
    assert "warning[bad-" in said
    assert len(sources.papers) == 1


def test_a_link_of_a_bib_file_to_a_file_that_is_missing_is_left_out(site):
    entry = "@misc{a, title={A}, url_notes={n.pdf}, url_talk={https://x.org/t}}"
    sources, (said,) = load(site(**{"papers/a.bib": entry}))
    assert "content/static/n.pdf" in said
    assert [link.url for link in sources.papers[0].value.links] == ["https://x.org/t"]


def test_a_file_that_is_named_must_be_there(site):
    folder = site(
        **{
            "papers/a.yaml": "title: A\npdf: papers/a.pdf\nslides: https://x.org/s.pdf\npreview: img/b.png\n",
            "authors/x.yaml": "name: X Y\nphoto: static/x.jpg\nlinks: {cv: cv.pdf}\n",
            "static/papers/a.pdf": "",
            "static/images/B.png": "",
            "static/x.jpg": "",
        }
    )
    assert load(folder)[1] == [
        (
            "content/authors/x.yaml:2:1: error[missing-file]: "
            "photo: there is no file content/static/static/x.jpg\n"
            "  hint: paths start below content/static: write x.jpg"
        ),
        (
            "content/authors/x.yaml:3:9: error[missing-file]: links: there is no file content/static/cv.pdf\n"
            "  hint: paths start below content/static"
        ),
        (
            "content/papers/a.yaml:4:1: error[missing-file]: "
            "preview: there is no file content/static/img/b.png\n"
            "  hint: did you mean images/B.png?"
        ),
    ]


def test_bare_file_names_of_al_folio_are_found_in_its_folders(site):
    folder = site(
        **{
            "papers/a.bib": "@misc{a, title={A}, pdf={a.pdf}, preview={a.png}}",
            "static/assets/pdf/a.pdf": "",
            "static/assets/img/publication_preview/a.png": "",
        }
    )
    sources, said = load(folder)
    assert said == []
    (paper,) = sources.papers
    assert paper.value.pdf == "assets/pdf/a.pdf"
    assert paper.value.preview == "assets/img/publication_preview/a.png"


def test_a_file_is_found_in_the_other_unicode_form(site):
    folder = site(**{"papers/a.yaml": "title: A\npdf: caf\u00e9.pdf\n", "static/cafe\u0301.pdf": ""})
    sources, said = load(folder)
    assert said == []
    assert sources.papers[0].value.pdf == "cafe\u0301.pdf"


def test_slides_may_be_a_folder_and_a_website_a_page_of_the_site(site):
    folder = site(
        **{
            "papers/a.yaml": "title: A\nslides: deck/\nwebsite: projects/x.html\n",
            "static/deck/index.html": "",
        }
    )
    assert load(folder)[1] == []


def test_what_editors_and_systems_leave_behind_is_passed_over(site):
    leftovers = [
        "papers/a.yaml~",
        "papers/.a.yaml.swp",
        "papers/#a.yaml#",
        "papers/.hidden.yaml",
        "papers/a.bak",
    ]
    folder = site(**dict.fromkeys([*leftovers, ".DS_Store", "static/.DS_Store"], "x"))
    sources, said = load(folder)
    assert said == []
    assert sources.static == ()


def test_a_repository_among_the_static_files_is_left_out_with_one_note(site):
    folder = site(**dict.fromkeys(["static/.git/config", "static/.git/HEAD", "static/a.txt"], "x"))
    sources, said = load(folder)
    assert [file.path for file in sources.static] == ["a.txt"]
    assert said == [
        "content/static/.git:1:1: note[ignored-file]: the folder of a version control system is not copied"
    ]


def test_folders_in_place_of_files_are_told(site):
    names = ["papers/x.yaml", "authors/y.md", "venues.yaml", "static/custom.css"]
    folder = site(**{"papers/a.yaml": "title: A\n", "papers/2024/b.yaml": "title: B\n"})
    for name in names:
        (folder / "content" / name).mkdir(parents=True)
    sources, said = load(folder)
    assert [paper.slug for paper in sources.papers] == ["b", "a"]
    assert [text.partition(": ")[0] for text in said] == sorted(f"content/{name}:1:1" for name in names)
    assert all("warning[ignored-file]: this is a folder" in text for text in said)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_is_told_and_never_opened(site):
    folder = site(**{"papers/a.yaml": "title: A\n", "static/a.txt": ""})
    os.mkfifo(folder / "content/papers/f.yaml")
    os.mkfifo(folder / "content/static/f.txt")
    said = load(folder)[1]
    assert [text.partition(": ")[0] for text in said] == [
        "content/papers/f.yaml:1:1",
        "content/static/f.txt:1:1",
    ]
    assert all("warning[ignored-file]: a pipe, socket or device is not read" in text for text in said)


def test_folders_without_end_are_told_and_not_followed(site):
    folder = site()
    deep = folder.joinpath("content", "static", *["d"] * 120)
    deep.mkdir(parents=True)
    (deep / "unseen.txt").touch()
    sources, (said,) = load(folder)
    assert not sources.static
    assert "error[unreadable-file]: the folder stands below 100 others" in said
    # Walks that only compare go no further either.
    assert len(list(files_below(str(folder / "content"), frozenset()))) < 120
    before = sources_digest(folder)
    (deep / "unseen.txt").unlink()
    assert sources_digest(folder) == before


def test_links_are_followed_inside_content_only(site, tmp_path):
    folder = site(**{"papers/a.yaml": "title: A\n"})
    (tmp_path / "secret.yaml").write_text("title: Secret\n")
    (folder / "content/papers/out.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "content/papers/loop").symlink_to(folder / "content")
    (folder / "content/papers/b.yaml").symlink_to(folder / "content/papers/a.yaml")
    sources, said = load(folder)
    assert [paper.slug for paper in sources.papers] == ["a", "b"]
    assert len(said) == 2
    assert all("warning[symlink]" in text for text in said)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_no_text_is_an_error(site):
    folder = site()
    (folder / "content" / os.fsdecode(b"\xff.yaml")).write_bytes(b"title: X\n")
    (text,) = load(folder)[1]
    assert "error[bad-file-name]" in text
    text.encode()


def test_a_missing_folder_is_the_callers_problem(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_sources(tmp_path)


def test_places_of_records_are_found_again(site):
    folder = site(
        **{
            "papers/a.bib": "@misc{a, title={A}}\n@misc{b,\n title={B},\n journal={J}}\n",
            "papers/p.yaml": "title: P\n",
        }
    )
    sources, _ = load(folder)
    b = sources.papers[1]
    assert sources.locate(b.origin, ("venue",)) == (4, 2)
    assert sources.locate(Origin("content/papers/gone.yaml", 0, 7), ("title",)) == (7, 1)


def test_slugs_that_name_nothing_are_errors(site):
    folder = site(
        **{
            "papers/a.bib": "@misc{Han_2026, title={A}, references={10.1000/1, Han_2026, nothing}}",
            "papers/b.yaml": "title: B\nprojects: [mapp]\nversion_of: Han_2026\n",
            "papers/c.yaml": "title: C\nversion_of: han2026\n",
            "authors/x.yaml": "name: X Y\npapers:\n  - Han_2026\n  - bb\nnot_papers: c\n",
            "projects/map.md": "---\ntitle: Map\npapers: b\npeople: [x, nobody]\n---\n",
        }
    )
    sources, said = load(folder)
    assert said == []
    assert sorted(d.format_text().partition("\n")[0] for d in check_references(sources)) == [
        "content/authors/x.yaml:4:5: error[unknown-reference]: papers: there is no paper 'bb'",
        (
            "content/papers/a.bib:1:28: warning[unknown-reference]: references: 'nothing' is no paper "
            "of this site, no DOI and no arXiv id"
        ),
        "content/papers/b.yaml:2:12: error[unknown-reference]: projects: there is no project 'mapp'",
        "content/papers/c.yaml:2:1: error[unknown-reference]: version_of: there is no paper 'han2026'",
        "content/projects/map.md:4:13: warning[unknown-reference]: people: there is no person 'nobody'",
    ]
    hints = [d.hint for d in check_references(sources) if d.hint]
    assert "did you mean 'map'?" in hints
    assert "did you mean 'han-2026'?" in hints


def test_a_paper_is_known_by_its_citekey_too(site):
    folder = site(**{"papers/a.bib": "@misc{Han:2026, title={A}, slug={entropy}}"})
    sources, _ = load(folder)
    assert slugs_of_papers(sources.papers) == {"entropy": "entropy", "han-2026": "entropy"}


def test_the_owner_must_have_a_file(site):
    sources, _ = load(site(**{"authors/ann-lee.yaml": "name: Ann Lee\n"}))
    assert check_owner("ann-lee", sources, "content/site.yaml", 2, 1) == ()
    (diagnostic,) = check_owner("ann-le", sources, "content/site.yaml", 2, 1)
    assert diagnostic.code == "unknown-reference"
    assert diagnostic.hint == "did you mean 'ann-lee'?"


def test_an_owner_whose_file_is_broken_is_there_all_the_same(site):
    folder = site(**{"authors/zoe.yaml": "name: Zoe\norcid: 0000-0002-1825-0098\n", "authors/bo.md": "---\n"})
    sources, said = load(folder)
    assert len(said) == 2
    assert check_owner("zoe", sources, "content/site.yaml", 2, 1) == ()
    assert check_owner("bo", sources, "content/site.yaml", 2, 1) == ()


def test_what_names_a_broken_paper_is_no_error_of_its_own(site):
    folder = site(
        **{
            "authors/zoe.yaml": "name: Zoe\npapers: [slow, fast, quick]\n",
            "papers/slow.yaml": "title: Slow\ndoi: nothing\n",
            "papers/list.yaml": "- {title: Fast, slug: fast, date: 2026-13-01}\n- {title: Q, slug: quick}\n",
        }
    )
    sources, said = load(folder)
    assert len(said) == 2
    assert check_references(sources) == ()


def test_the_nearest_people_are_suggested_for_a_part_of_a_slug(site):
    people = {f"authors/{slug}.yaml": f"name: {slug}\n" for slug in ("zoe-munoz", "bo-zoe", "ada-example")}
    sources, _ = load(site(**people))
    (diagnostic,) = check_owner("zoe", sources, "content/site.yaml", 2, 1)
    assert diagnostic.hint == "did you mean 'bo-zoe' or 'zoe-munoz'?"
    (diagnostic,) = check_owner("munoz-zoe", sources, "content/site.yaml", 2, 1)
    assert diagnostic.hint == "did you mean 'zoe-munoz'?"
    (diagnostic,) = check_owner("xavier", sources, "content/site.yaml", 2, 1)
    assert diagnostic.hint == "write content/authors/xavier.yaml"


def test_people_of_a_page_may_be_named_by_their_names(site):
    folder = site(
        **{
            "authors/ada.yaml": "name: Ada Example\naliases: [A. Example]\n",
            "news/n.md": "---\ntitle: N\ndate: 2026\npeople: [Ada Example, A. Example, Ada Other]\n---\n",
        }
    )
    (said,) = check_references(load(folder)[0])
    assert "'ada-other'" in said.message


def test_no_record_may_be_called_like_a_device_of_windows(site):
    folder = site(
        **{
            "papers/a.bib": "@misc{AUX, title={A}}\n",
            "authors/x.yaml": "name: N\nslug: nul\n",
            "pages/com1/x.md": "# X\n",
        }
    )
    said = load(folder)[1]
    assert len(said) == 3
    assert all("error[reserved-slug]" in text and "Windows" in text for text in said)


def test_a_static_file_that_leads_elsewhere_on_windows_is_named_and_left_out(site):
    sources, said = load(site(**{"static/a\\b.txt": "a", "static/c:d.txt": "b", "static/e.txt": "c"}))
    assert [text.split(": ")[0] for text in said] == [
        "content/static/a\\b.txt:1:1",
        "content/static/c:d.txt:1:1",
    ]
    assert [file.path for file in sources.static] == ["e.txt"]

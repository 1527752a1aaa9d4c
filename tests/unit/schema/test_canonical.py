import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Severity
from generator.schema.aliases import ALIASES, EXTRA, IGNORED, MODELS, field_names, known_names
from generator.schema.canonical import canonical
from generator.schema.checking import find_problems
from generator.schema.paper import Paper


def bib(**fields):
    return canonical({"entry_type": "article", "title": "T", **fields}, "bibtex", "paper")


def csl(**fields):
    return canonical({"title": "T", **fields}, "csl", "paper")


def front(kind="paper", **fields):
    return canonical(fields, "yaml", kind)


def read(found):
    value = find_problems(Paper, found.data)
    assert isinstance(value, Paper), value
    return value


def test_canonical_names_stay_as_they_are():
    record = {"title": "T", "venue": "ACL", "doi": None, "note": ""}
    found = front(**record)
    assert found.data == {"title": "T", "venue": "ACL"}
    assert found.written == {}


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("html", "url"),
        ("supp", "supplement"),
        ("additional_info", "note"),
        ("award_name", "award"),
        ("tags", "keywords"),
        ("featured", "selected"),
        ("summary", "tldr"),
        ("url_pdf", "pdf"),
        ("url_slides", "slides"),
        ("slidesurl", "slides"),
        ("excerpt", "tldr"),
        ("journal", "venue"),
        ("booktitle", "venue"),
        ("publication", "venue"),
        ("page", "pages"),
        ("number", "issue"),
        ("DOI", "doi"),
        ("URL", "url"),
    ],
)
def test_names_that_people_bring_along_are_understood(theirs, ours):
    found = front(title="T", **{theirs: "x"})
    assert found.data == {"title": "T", ours: "x"}
    assert found.written == {ours: (theirs,)}


@pytest.mark.parametrize("theirs", ["bibtex_show", "bibtexurl", "citation", "layout", "publishDate"])
def test_settings_of_other_generators_are_passed_over(theirs):
    assert front(title="T", **{theirs: "x"}).data == {"title": "T"}


def test_every_alias_leads_to_a_field_of_its_kind():
    for kind, aliases in ALIASES.items():
        fields = {*field_names(kind), EXTRA, IGNORED}
        for alias in aliases:
            # The table of documents serves five kinds, of which each lacks some fields.
            assert alias.ours in fields or kind in ("page", "news", "talk", "teaching", "project"), alias


def test_the_canonical_name_wins_with_a_note_where_they_differ():
    found = front(title="T", venue="ACL", journal="EMNLP")
    assert found.data["venue"] == "ACL"
    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.at) == ("alias-conflict", Severity.NOTE, ("journal",))
    assert front(title="T", venue="ACL", journal="acl").findings == ()


def test_an_unknown_field_of_yaml_is_left_for_the_model_to_refuse():
    assert front(title="T", authers="A").data["authers"] == "A"


def test_unknown_fields_of_a_bib_file_go_to_extra_in_silence():
    found = bib(urldate="2025-01-01", **{"bdsk-url-1": "x", "file": "a.pdf", "my-own": "y"})
    assert found.data["extra"] == {"urldate": "2025-01-01", "bdsk-url-1": "x", "my-own": "y"}
    assert found.findings == ()


def test_a_near_miss_in_a_bib_file_is_a_note():
    found = bib(jounral="Nature")
    (finding,) = found.findings
    assert finding.severity is Severity.NOTE
    assert finding.hint == "did you mean 'journal'?"
    assert found.data["extra"] == {"jounral": "Nature"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("dio", "doi"),
        ("auhtor", "author"),
        ("yaer", "year"),
        ("yeat", "year"),
        ("yer", "year"),
        ("titel", "title"),
        ("tilte", "title"),
        ("vlume", "volume"),
        ("pagse", "pages"),
        ("moth", "month"),
        ("Eidtor", "editor"),
    ],
)
def test_one_slip_in_a_name_is_a_note(written, meant):
    (finding,) = bib(**{written: "x"}).findings
    assert finding.hint == f"did you mean '{meant}'?"


def test_names_of_other_programs_are_no_slips():
    names = "uri issn pmcid core eid sn pii mrid size host text cited rank lccn ccf".split()
    assert bib(**dict.fromkeys(names, "x")).findings == ()


@pytest.mark.parametrize(
    ("entry_type", "expected"),
    [
        ("article", "article-journal"),
        ("inproceedings", "paper-conference"),
        ("phdthesis", "thesis"),
        ("incollection", "chapter"),
        ("techreport", "report"),
        ("misc", "article"),
        ("whatever", "document"),
    ],
)
def test_entry_types_become_csl_types(entry_type, expected):
    assert read(bib(entry_type=entry_type)).type == expected


def test_people_of_a_bib_file_keep_their_parts_and_marks():
    value = read(
        bib(
            author=[
                {"family": "Berg", "given": "Jan", "particle": "van der", "suffix": "Jr."},
                {"literal": "ATLAS Collaboration"},
                {"family": "Shi*", "given": "Dan"},
                {"family": "Jimmy", "given": "-"},
                {"family": "Aalst", "given": "W.M.P. van der"},
            ],
            author_truncated=True,
            editor=[{"family": "Lee", "given": "Ann"}],
        )
    )
    assert [entry.name.display for entry in value.authors] == [
        "Jan van der Berg Jr.",
        "ATLAS Collaboration",
        "Dan Shi",
        "Jimmy",
        "W.M.P. van der Aalst",
    ]
    assert value.authors[1].group
    assert value.authors[2].equal
    assert value.authors[4].name.particle == "van der"
    assert value.authors_truncated
    assert value.editors[0].name.family == "Lee"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"year": "2024", "month": "5"}, "2024-05"),
        ({"year": "2024", "month": "10 1"}, "2024"),
        ({"year": "2024", "month": "5-6"}, "2024-05"),
        ({"year": "2024", "month": "July 4"}, "2024-07-04"),
        ({"year": "2024", "month": "5", "day": "3"}, "2024-05-03"),
        ({"year": "1987b"}, "1987"),
        ({"year": "(2024)"}, "2024"),
        ({"date": "2011-04-01/2012"}, "2011-04-01"),
        ({"date": "2011-21"}, "2011"),
        ({"date": "2014~"}, "2014"),
        ({"date": "2024-05", "year": "2024"}, "2024-05"),
        ({"year": "n.d."}, None),
    ],
)
def test_dates_of_bib_files_say_what_they_know(fields, expected):
    value = read(bib(**fields))
    assert (value.date and value.date.isoformat()) == expected


def test_a_date_that_does_not_exist_is_an_error_at_its_field():
    found = bib(year="2024", month="2", day="30")
    (problem,) = find_problems(Paper, found.data)
    assert problem.code == "bad-date"
    assert found.written["date"] == ("year",)


@pytest.mark.parametrize(
    "fields",
    [{"year": "forthcoming"}, {"note": "In press"}, {"year": "to appear"}, {"pubstate": "inpress"}],
)
def test_forthcoming_works_are_never_an_error(fields):
    found = bib(**fields)
    assert read(found).status == "forthcoming"
    assert found.findings == ()
    assert read(found).note == ""


def test_a_note_that_says_more_than_the_status_stays():
    value = read(bib(note="To appear in the Journal of X"))
    assert (value.status, value.note) == ("forthcoming", "To appear in the Journal of X")


def test_states_of_a_labs_own_go_to_extra():
    value = read(bib(status="unpublished"))
    assert (value.status, value.extra) == ("published", {"status": "unpublished"})


@pytest.mark.parametrize(
    "fields",
    [
        {"eprint": "2301.00010", "archiveprefix": "arXiv"},
        {"eprint": "2301.00010v2", "eprinttype": "arxiv"},
        {"eprint": "2301.00010"},
        {"journal": "arXiv preprint arXiv:2301.00010"},
        {"journal": "CoRR", "volume": "abs/2301.00010"},
        {"url": "https://arxiv.org/abs/2301.00010"},
    ],
)
def test_arxiv_ids_are_found_where_people_put_them(fields):
    assert read(bib(**fields)).arxiv == "2301.00010"


def test_an_eprint_of_another_archive_is_no_arxiv_id():
    value = read(bib(eprint="12345", eprinttype="hal"))
    assert value.arxiv == ""
    assert value.extra == {"eprint": "12345", "eprinttype": "hal"}


def test_an_arxiv_class_is_a_category():
    assert read(bib(eprint="2301.00010", archiveprefix="arXiv", primaryclass="cs.CL")).categories == (
        "cs.CL",
    )


def test_abbr_is_the_short_form_of_a_venue():
    both = read(bib(abbr="ACL 2025", booktitle="Annual Meeting of the ACL"))
    assert (both.venue, both.venue_short) == ("Annual Meeting of the ACL", "ACL 2025")
    alone = read(bib(abbr="ACL"))
    assert (alone.venue, alone.venue_short) == ("ACL", "")


def test_keywords_of_a_bib_file_are_split():
    assert read(bib(keywords="trees, deep  learning,")).keywords == ("trees", "deep learning")
    assert read(bib(tags="a; b, c")).keywords == ("a", "b, c")
    assert read(front(title="T", keywords="a, b")).keywords == ("a, b",)


def test_addresses_of_a_bib_file_are_mended_where_the_meaning_is_clear():
    value = read(bib(url="www.example.org/x", pdf="/assets/pdf/a.pdf", code="github.com/a/b"))
    assert (value.url, value.pdf) == ("http://www.example.org/x", "assets/pdf/a.pdf")
    assert value.code.urls == ("http://github.com/a/b",)
    assert read(bib(url="https://a.org https://b.org")).url == "https://a.org"


def test_a_doi_in_the_url_counts():
    assert read(bib(url="https://doi.org/10.1000/182")).doi == "10.1000/182"


def test_bibbase_urls_become_links():
    value = read(bib(url_paper="https://x.org/a.pdf", url_my_talk="https://x.org/talk"))
    assert [(link.label, link.url) for link in value.links] == [
        ("paper", "https://x.org/a.pdf"),
        ("my talk", "https://x.org/talk"),
    ]


def test_csl_people_and_dates_are_read_in_their_variants():
    value = read(
        csl(
            author=[
                {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
                {"literal": "Arfon M Smith"},
                {"literal": "ATLAS Collaboration"},
                {"family": "Lee", "given": "Ann", "ORCID": "http://orcid.org/0000-0002-1825-0097"},
                {},
            ],
            issued={"date-parts": [["2017", "07", 7]]},
        )
    )
    assert [entry.name.family for entry in value.authors] == ["Beethoven", "Smith", "", "Lee"]
    assert [entry.group for entry in value.authors] == [False, False, True, False]
    assert value.authors[3].orcid == "0000-0002-1825-0097"
    assert value.date.isoformat() == "2017-07-07"


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ({"raw": "2019-03"}, "2019-03"),
        ({"literal": "Spring 2020"}, "2020"),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": [[2014, 12, 31], [2015, 1, 1]]}, "2014-12-31"),
        ("2018", "2018"),
    ],
)
def test_csl_dates_may_be_raw_or_empty(issued, expected):
    value = read(csl(issued=issued))
    assert (value.date and value.date.isoformat()) == expected


def test_csl_names_of_venues_numbers_and_pages():
    value = read(
        csl(
            DOI="10.1000/182",
            URL="https://x.org",
            page="1–10",
            number="7",
            **{"container-title": ["Nature"], "container-title-short": "Nat."},
        )
    )
    assert (value.venue, value.venue_short, value.pages, value.issue) == ("Nature", "Nat.", "1-10", "7")


def test_free_words_among_csl_categories_are_keywords():
    assert read(csl(categories=["CL", "cs.AI"])).categories == ("CL", "cs.AI")
    value = read(csl(categories=["Diseases", "80306 Open Software"]))
    assert (value.categories, value.keywords) == ((), ("Diseases", "80306 Open Software"))


def test_zoteros_notes_hold_ids():
    value = read(csl(note="arXiv: 2301.00010 [cs.CL]\nA remark\nCitation Key: x2020"))
    assert (value.arxiv, value.note) == ("2301.00010", "A remark")


def test_crossrefs_reference_lists_become_references():
    value = read(
        csl(reference=[{"DOI": "10.1000/1"}, {"unstructured": "x"}], license=[{"URL": "https://l.org"}])
    )
    assert (value.references, value.license) == (("10.1000/1",), "https://l.org")


def test_hugo_blox_front_matter_is_understood():
    value = read(
        front(
            title="T",
            authors=["Ann Lee", "Bo Chen"],
            author_notes=["Equal contribution", "Corresponding author"],
            publication_types=["paper-conference"],
            publication="In *Proceedings of X*",
            publication_short="In *X*",
            links=[
                {"type": "pdf", "url": "/a.pdf"},
                {"type": "site", "url": "https://x.org"},
                {"name": "More", "url": "https://m.org"},
            ],
            hugoblox={"ids": {"doi": "10.1000/182"}},
            featured="true",
            image={"focal_point": ""},
            draft="false",
        )
    )
    assert (value.venue, value.venue_short, value.type) == ("Proceedings of X", "X", "paper-conference")
    assert [(entry.equal, entry.corresponding) for entry in value.authors] == [(True, False), (False, True)]
    assert (value.pdf, value.website, value.doi) == ("a.pdf", "https://x.org", "10.1000/182")
    assert [link.label for link in value.links] == ["More"]
    assert value.selected


def test_academicpages_front_matter_is_understood():
    value = read(
        front(
            title="T",
            collection="publications",
            category="conferences",
            permalink="/publication/2009-10-01-x",
            paperurl="https://x.org/files/a.pdf",
            venue="J",
            citation="Your Name. (2009).",
        )
    )
    assert (value.type, value.pdf, value.url) == ("paper-conference", "https://x.org/files/a.pdf", "")
    assert value.redirect_from == ("publication/2009-10-01-x",)
    assert read(front(title="T", paperurl="https://x.org/a")).url == "https://x.org/a"


def test_people_of_other_generators_are_understood():
    found = front(
        "author",
        first_name="Ann",
        last_name="Lee",
        organizations=[{"name": "MIT"}],
        user_groups=["Principal Investigators"],
        education={"courses": [{"course": "PhD", "institution": "MIT", "year": "2020"}]},
        links={"orcid": "0000-0002-1825-0097", "home-page": "https://a.org"},
        github="ann",
        superuser="true",
    )
    author = find_problems(MODELS["author"], found.data)
    assert author.name.name.display == "Ann Lee"
    assert author.orcid == "0000-0002-1825-0097"
    assert [link.kind for link in author.links] == ["homepage", "github"]
    assert author.group == "pi"
    assert author.education[0].what == "PhD"


def test_pages_of_other_generators_are_understood():
    found = front("project", title="P", img="a.png", importance="2", published="false", layout="page")
    project = find_problems(MODELS["project"], found.data)
    assert (project.image, project.order, project.draft) == ("a.png", 2, True)


def test_suggestions_name_canonical_fields_first():
    names = known_names("paper")
    assert names.index("title") < names.index("journal")
    assert "entry_text" not in names


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "url", "type", "date-parts", "family", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
NAMES = {kind: sorted({*known_names(kind), *(a.theirs for a in ALIASES[kind]), "other"}) for kind in MODELS}


@given(st.data())
def test_any_record_of_any_dialect_is_read_or_refused(data):
    kind = data.draw(st.sampled_from(sorted(MODELS)))
    dialects = ["yaml", "bibtex", "csl", "ris"] if kind == "paper" else ["yaml"]
    record = data.draw(st.dictionaries(st.sampled_from(NAMES[kind]), TREES, max_size=6))
    found = canonical(record, data.draw(st.sampled_from(dialects)), kind)
    find_problems(MODELS[kind], found.data, known_names(kind))


@pytest.mark.parametrize(
    ("fields", "award", "note"),
    [
        ({"award": "Best Paper"}, "Best Paper", None),
        ({"award_name": "Best Paper"}, "Best Paper", None),
        ({"award_name": "Best Paper", "award": "best paper"}, "Best Paper", None),
        ({"award_name": "Best Paper", "award": "Of 900 papers."}, "Best Paper", "Of 900 papers."),
        (
            {"award_name": "Best", "award": "Of 900.", "annotation": "* equal", "additional_info": "More."},
            "Best",
            "More. · Of 900. · * equal",
        ),
        ({"annotation": "* equal", "note": "A poster"}, None, "A poster · * equal"),
        ({"annote": "for my eyes only"}, None, None),
    ],
)
def test_what_al_folio_shows_below_a_paper_is_an_award_and_a_note(fields, award, note):
    found = canonical({"entry_type": "article", "title": "T", **fields}, "bibtex", "paper")
    assert (found.data.get("award"), found.data.get("note")) == (award, note)
    assert found.findings == ()

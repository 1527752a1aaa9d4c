import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from generator.schema import scalars
from generator.schema.vocabulary import STATUS_SYNONYMS, STATUSES
from generator.values import PartialDate, Resource


def refusal(read, value) -> PydanticCustomError:
    with pytest.raises(PydanticCustomError) as caught:
        read(value)
    return caught.value


@pytest.mark.parametrize("written", ["true", "True", "YES", "yes", True])
def test_true_is_read_in_any_case(written):
    assert scalars.read_bool(written) is True


@pytest.mark.parametrize("written", ["on", "1", "", "nope", 1, ["true"]])
def test_other_words_are_no_booleans(written):
    assert refusal(scalars.read_bool, written).type == "wrong-type"


def test_text_that_looks_like_a_boolean_stays_text():
    assert scalars.read_line("NO") == "NO"


def test_a_line_has_single_spaces_and_no_line_breaks():
    assert scalars.read_line("  A  study\n of\u00a0trees ") == "A study of trees"


@pytest.mark.parametrize(
    "written", ["", " ", "\u200b", "\u202e\u202c", "\u2066\u2069", "\u202e", "\u3164", "\u00ad\u2060 \ufe0f"]
)
def test_a_required_line_holds_something_to_see(written):
    assert refusal(scalars.read_required_line, written).type == "empty-field"
    assert scalars.read_name_line(written) == ""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Reading \u202eylwols", "Reading ylwols"),
        ("\u2067a\u202c", "a"),
        ("a\u2069 \u2066b", "a b"),
        ("\u202ba\u2067b\u202c\u2069", "ab"),
        ("On \u2067\u05d0\u05d1\u2069 in print", "On \u2067\u05d0\u05d1\u2069 in print"),
        ("\u202b\u2067\u05d0\u2069\u202c", "\u202b\u2067\u05d0\u2069\u202c"),
        ("\U0001f469\u200d\U0001f52c", "\U0001f469\u200d\U0001f52c"),
    ],
)
def test_a_direction_that_is_not_closed_does_not_leave_the_line(written, expected):
    assert scalars.read_required_line(written) == expected


def test_a_name_has_no_controls_of_direction():
    assert scalars.read_name_line("Ada \u202eelpmaxE\u202c") == "Ada elpmaxE"


def test_a_number_of_a_json_source_becomes_its_text():
    assert scalars.read_line(12) == "12"


def test_a_list_is_not_text():
    assert refusal(scalars.read_line, ["a"]).type == "wrong-type"


@pytest.mark.parametrize("written", ["-1", "1.5", "many", "", -1, 1.5, True, "²"])
def test_a_count_is_whole_and_not_negative(written):
    assert refusal(scalars.read_count, written).type == "bad-number"


def test_a_count_with_separators_is_refused_with_the_number_to_write():
    error = refusal(scalars.read_count, "1,234")
    assert error.context["hint"] == "write it without separators: 1234"


def test_a_percentage_may_carry_its_sign():
    assert scalars.read_percent("59%") == 59
    assert scalars.read_percent("43.4") == 43.4
    assert refusal(scalars.read_percent, "101").type == "bad-number"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026", PartialDate(2026)),
        ("2026-04", PartialDate(2026, 4)),
        ("2026-04-27", PartialDate(2026, 4, 27)),
        (2026, PartialDate(2026)),
        ("", None),
    ],
)
def test_a_date_may_stop_at_the_year(written, expected):
    assert scalars.read_date(written) == expected


@pytest.mark.parametrize("written", ["2026-02-30", "2026-13", "next spring", "26-04-27"])
def test_a_date_that_does_not_exist_is_refused(written):
    assert refusal(scalars.read_date, written).type == "bad-date"


def test_an_open_end_is_no_date():
    assert scalars.read_end_date("present") is None


def test_a_full_date_needs_its_day():
    assert refusal(scalars.read_full_date, "2026-11").type == "bad-date"


@pytest.mark.parametrize(
    "written",
    ["javascript:alert(1)", "ftp://x.org/a", "data:text/html,x", "java\tscript:x", "//x.org", "http://"],
)
def test_only_web_and_mail_addresses_are_urls(written):
    assert refusal(scalars.read_url, written).type == "bad-url"


def test_an_address_without_scheme_is_refused_with_the_one_to_write():
    error = refusal(scalars.read_url, "www.example.org/x")
    assert error.context["hint"] == "did you mean 'https://www.example.org/x'?"


def test_blanks_in_a_url_are_escaped():
    assert scalars.read_url("https://x.org/a b") == "https://x.org/a%20b"


@pytest.mark.parametrize(
    "written", ["../secret", "a/../../b", "/etc/passwd", "C:\\x", "a\\b", "file:///etc/passwd", "//host/x"]
)
def test_a_path_stays_below_the_static_folder(written):
    assert refusal(scalars.read_path_or_url, written).type in ("bad-path", "bad-url")


def test_a_path_is_normalised():
    assert scalars.read_path_or_url("./papers//a.pdf") == "papers/a.pdf"
    assert scalars.read_path_or_url("https://x.org/a.pdf") == "https://x.org/a.pdf"


@pytest.mark.parametrize("written", [".", "./", "./.", "././"])
def test_a_path_names_a_file(written):
    assert refusal(scalars.read_path_or_url, written).type == "bad-path"


@pytest.mark.parametrize("written", [".git/hooks/x", "/.byline/a", "a/.hidden", ".GIT/config", "a/.b/", "./"])
def test_a_redirect_has_no_name_that_begins_with_a_dot(written):
    assert refusal(scalars.read_redirect, written).type == "bad-path"


def test_a_redirect_may_stand_below_the_folder_for_well_known_addresses():
    assert scalars.read_redirect("/.well-known/webfinger") == ".well-known/webfinger"


def test_a_redirect_keeps_the_slash_of_a_folder():
    assert scalars.read_redirect("/publication/x/") == "publication/x/"
    assert refusal(scalars.read_redirect, "https://x.org/y").type == "bad-path"


@pytest.mark.parametrize(
    "written", ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", "0000000218250097"]
)
def test_an_orcid_is_read_in_any_of_its_forms(written):
    assert scalars.read_orcid(written) == "0000-0002-1825-0097"


def test_an_orcid_with_a_wrong_check_digit_is_refused():
    error = refusal(scalars.read_orcid, "0000-0002-1825-0098")
    assert error.type == "bad-orcid"
    assert "check digit" in error.message()


@pytest.mark.parametrize(
    "written",
    ["10.1145/1137627.1137631", "doi:10.1145/1137627.1137631", "http://doi.acm.org/10.1145/1137627.1137631"],
)
def test_a_doi_is_read_without_its_resolver(written):
    assert scalars.read_doi(written) == "10.1145/1137627.1137631"


def test_an_arxiv_id_keeps_its_trailing_zeros_and_loses_its_version():
    assert scalars.read_arxiv("2301.00010v3") == "2301.00010"
    assert refusal(scalars.read_arxiv, "2301.1").type == "bad-arxiv"


def test_pages_have_a_plain_hyphen():
    assert scalars.read_pages("12 -- 34") == "12-34"
    assert scalars.read_pages("493–518") == "493-518"
    assert scalars.read_pages("12:30") == "12:30"


def test_code_may_be_a_url_a_list_true_false_or_not_applicable():
    assert scalars.read_resource("true") == Resource(exists=True)
    assert scalars.read_resource("no") == Resource(exists=False)
    assert scalars.read_resource("n/a") == Resource(applies=False)
    assert scalars.read_resource("https://x.org/a").urls == ("https://x.org/a",)
    assert scalars.read_resource(["https://x.org/a", "https://x.org/b"]).urls == (
        "https://x.org/a",
        "https://x.org/b",
    )
    assert refusal(scalars.read_resource, "maybe").type == "bad-url"


def test_a_retraction_keeps_its_note():
    assert scalars.read_retracted("true") == "true"
    assert scalars.read_retracted("no") == ""
    assert scalars.read_retracted("Retracted in 2024") == "Retracted in 2024"


def test_a_language_may_be_named_in_english():
    assert scalars.read_language("ngerman") == "de"
    assert scalars.read_language("pt-BR") == "pt-BR"
    assert refusal(scalars.read_language, "the English language").type == "bad-language"


def test_a_slug_is_lower_case_ascii_whatever_is_written():
    assert scalars.read_slug("../../Étude No. 1") == "etude-no-1"
    assert refusal(scalars.read_slug, "../..").type == "bad-slug"


def test_a_choice_takes_synonyms_and_suggests_the_nearest():
    choose = scalars.chooser("status", STATUSES, STATUS_SYNONYMS)
    assert choose("In Press") == "forthcoming"
    assert refusal(choose, "publised").context["hint"] == "did you mean 'published'?"


def message_of(read, value) -> str:
    try:
        read(value)
    except PydanticCustomError as error:
        return error.message()
    return ""


READERS = [getattr(scalars, name) for name in dir(scalars) if name.startswith("read_")]


@given(
    st.text()
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.lists(st.text())
    | st.dictionaries(st.text(), st.text())
)
def test_whatever_is_written_is_read_or_refused(value):
    said = [message_of(read, value) for read in READERS]
    assert not [message for message in said if "\n" in message]

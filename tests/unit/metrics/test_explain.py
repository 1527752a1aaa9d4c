"""Explanations: every input of a number, down to the papers of the h-core."""

from datetime import date

import pytest

from generator.metrics import measure
from generator.metrics.explain import explain_person, explain_work, format_explanations
from generator.model import Citations, Corpus, Credit, Person, PersonId, Work, WorkId
from generator.schema.site import MetricsOptions, Site
from generator.values import MetricRecord, PartialDate, PersonName, Resource

AS_OF = date(2026, 6, 1)
ANN = PersonId("ann")
YEARS = ("years from 2020 to 2026, at least 1", "6")
INDEX = MetricRecord(11, "reported", source="Index", as_of="2026-05-28", url="https://example.org/")


def paper(slug, cited, **fields):
    return Work(
        id=WorkId(slug),
        title=f"Paper {slug}",
        credits=(Credit(PersonName("Ann"), ANN),),
        date=PartialDate(2020),
        citations=None if cited is None else Citations(cited),
        **fields,
    )


def explained(*works, show="full", hide=()):
    person = Person(ANN, PersonName("Ann"), reported=(("h_index", INDEX),), hide=frozenset(hide))
    corpus = Corpus({ANN: person}, {w.id: w for w in works}, {ANN: tuple(w.id for w in works)}, {})
    site = Site(title="Lab", metrics=MetricsOptions(show=show))
    return corpus, measure(corpus, site, AS_OF)


def test_an_h_index_names_its_core():
    found = explain_person(
        *explained(paper("a", 3), paper("b", 7), paper("c", 1), paper("d", None)), ANN, "h_index"
    )
    assert format_explanations(found) == (
        "h-index 11\n"
        "  11 reported by Index on 2026-05-28, https://example.org/\n"
        "  2 computed at 2026-06-01, over 3 of 4 papers\n"
        "  Formula: largest h such that h papers have at least h citations each "
        "(Hirsch 2005, doi:10.1073/pnas.0507655102)\n"
        "  7  1. Paper b (h-core)\n"
        "  3  2. Paper a (h-core)\n"
        "  1  3. Paper c\n"
        "  ?  Paper d (citations unknown, left out)\n"
    )


def test_without_a_metric_every_value_is_explained():
    found = explain_person(*explained(paper("a", 3)), ANN)
    assert {"papers", "citations", "h_index", "awcr", "hm_index", "coauthors"} <= {e.name for e in found}


def test_a_missing_value_says_why():
    (novelty,) = explain_person(*explained(paper("a", 3)), ANN, "novelty")
    assert novelty.absent == "0 of 1 papers scored, 3 are needed"
    (citations,) = explain_person(*explained(paper("a", None)), ANN, "citations")
    assert citations.absent == "no paper's citations are known"


def test_a_papers_score_shows_weight_contribution_and_reason():
    corpus, measures = explained(paper("a", 40, arxiv="2001.00001", code=Resource(exists=True)))
    (score,) = explain_work(corpus, measures, WorkId("a"), "score")
    text = format_explanations([score])
    assert "openness, weight 0.25, contributes 33.3" in text
    assert "novelty, weight 0.25: no text novelty: too few words" in text
    assert score.title.startswith("Score ")


def test_what_is_hidden_is_not_explained():
    corpus, measures = explained(paper("a", 3), show="none")
    assert explain_person(corpus, measures, ANN) == ()
    assert explain_work(corpus, measures, WorkId("a")) == ()
    assert format_explanations(()) == ""


def test_what_the_site_hides_is_said_to_be_hidden():
    corpus, measures = explained(paper("a", 3), show="counts")
    (h,) = explain_person(corpus, measures, ANN, "h_index", show="counts")
    assert h.lines == ("hidden: the site shows papers and citations only",)
    assert (h.title, h.inputs, h.absent) == ("h-index", (), "")
    (score,) = explain_work(corpus, measures, WorkId("a"), "score", show="none")
    assert score.lines == ("hidden: the site shows no metrics",)


def test_what_a_person_hides_is_said_to_be_hidden_with_all_that_follows_from_it():
    corpus, measures = explained(paper("a", 3), hide={"h_index"})
    hidden = [e for e in explain_person(corpus, measures, ANN) if e.lines[0].startswith("hidden")]
    assert {e.name for e in hidden} == {"h_index", "h_median", "m_quotient", "hm_index", "e_index"}
    assert all(e.inputs == () for e in hidden)


@pytest.mark.parametrize(
    ("metric", "last"),
    [
        (
            "m_quotient",
            [("h-index: papers of the h-core", "2"), YEARS],
        ),
        ("citations_per_year", [("citations together", "12"), YEARS]),
        ("e_index", [("citations of the h-core", "12"), ("h², for h = 2", "4")]),
        ("g_index", [("citations of the 3 most cited", "12"), ("g², for g = 3", "9")]),
    ],
)
def test_what_the_formula_takes_of_all_papers_together_is_said(metric, last):
    corpus, measures = explained(paper("a", 9), paper("b", 3), paper("c", 0))
    (found,) = explain_person(corpus, measures, ANN, metric)
    assert list(found.inputs[-2:]) == last


def test_openness_names_the_papers_behind_each_share():
    works = [paper("a", 9, code=Resource(exists=True)), paper("b", 3, code=Resource(exists=False))]
    (found,) = explain_person(*explained(*works), ANN, "openness")
    assert found.inputs == (
        ("share of papers with open code, over 2 papers", "50%"),
        ("code of Paper a", "open"),
        ("code of Paper b", "closed"),
    )


@pytest.mark.parametrize("explain", [explain_person, explain_work])
def test_an_unknown_metric_is_refused(explain):
    corpus, measures = explained(paper("a", 3))
    with pytest.raises(ValueError, match="impact_factor"):
        explain(corpus, measures, ANN if explain is explain_person else WorkId("a"), "impact_factor")

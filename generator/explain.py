"""How a number came about, found by a person's or a paper's slug or name."""

from generator.errors import UsageError
from generator.metrics.explain import explain_person, explain_work, format_explanations
from generator.model import Corpus, Measures, PersonId, WorkId
from generator.schema.problems import did_you_mean_slug
from generator.text.fold import fold
from generator.text.slugs import slugify


def explain(
    corpus: Corpus, measures: Measures, subject: str, metric: str | None = None, *, show: str = "full"
) -> str:
    """Return the explanation of a person's or a paper's values as text.

    Args:
        subject: Slug of a person or a paper, or a person's name.
        metric: One metric's name, written with - or _; all when None.
        show: The site's `metrics.show`: what it hides is said to be hidden.

    Raises:
        UsageError: Nobody and nothing is called so, or there is no such metric.
    """
    name = metric.replace("-", "_") if metric else None
    person = _person(corpus, subject)
    try:
        if person is not None:
            found = explain_person(corpus, measures, person, name, show=show)
        elif subject in corpus.works:
            found = explain_work(corpus, measures, WorkId(subject), name, show=show)
        else:
            raise _unknown(corpus, subject)
    except ValueError as error:
        raise UsageError(str(error)) from error
    return format_explanations(found) or f"nothing is known of {subject}\n"


def _person(corpus: Corpus, subject: str) -> PersonId | None:
    if subject in corpus.people:
        return PersonId(subject)
    folded = fold(subject)
    bearers = [p.id for p in corpus.people.values() if fold(p.name.display) == folded]
    return bearers[0] if len(bearers) == 1 else None


def _unknown(corpus: Corpus, subject: str) -> UsageError:
    # People with a file come first: they are asked about most.
    people = sorted(corpus.people.values(), key=lambda person: not person.declared)
    known = [*(person.id for person in people), *corpus.works]
    hint = did_you_mean_slug(slugify(subject), known, "give the slug of a person or a paper")
    return UsageError(f"there is no person and no paper '{subject}'", hint)

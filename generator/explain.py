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
        UsageError: Nobody and nothing is called so, or several people are, or there is no such
            metric.
    """
    name = metric.replace("-", "_") if metric else None
    person = person_called(corpus, subject)
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


def person_called(corpus: Corpus, written: str) -> PersonId | None:
    """Return the person of a slug or a name, None when nobody is called so.

    Raises:
        UsageError: Several people have the name.
    """
    if written in corpus.people:
        return PersonId(written)
    folded = fold(written)
    bearers = [p.id for p in corpus.people.values() if fold(p.name.display) == folded]
    if len(bearers) > 1:
        raise UsageError(f"'{written}' is the name of several people", f"write one of {', '.join(bearers)}")
    return bearers[0] if bearers else None


def _unknown(corpus: Corpus, subject: str) -> UsageError:
    # People with a file come first: they are asked about most.
    people = sorted(corpus.people.values(), key=lambda person: not person.declared)
    known = [*(person.id for person in people), *corpus.works]
    hint = did_you_mean_slug(slugify(subject), known, "give the slug of a person or a paper")
    return UsageError(f"there is no person and no paper '{subject}'", hint)

"""A paper that was saved again, taken in without linking and measuring the whole site anew.

What follows for other papers (their novelty, related papers, the order of lists, look-alikes) waits:
the result shows the paper as it is now, and is not yet what a clean build gives. A full examination
must follow.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from msgspec import structs

from generator.errors import Diagnostic, has_errors, in_reading_order
from generator.link.corpus import own_fields
from generator.metrics.policy import without_values
from generator.model import Corpus, Work, WorkId
from generator.pages.context import dates_of, titles_of
from generator.pages.image_hosts import remote_image_hosts
from generator.pipeline.examining import Examined
from generator.schema.paper import PATH_FIELDS, Paper
from generator.sources.records import ParsedSource, Sourced

DRAFT = "draft"
STANDING = frozenset({"ambiguous-author", "bad-name", "missing-abstract", "possible-alias", "stale-reported"})
"""Problems found after a file was read that stay what they are while its paper has the same people and
values, and an abstract or none as before."""

NOT_SHOWN = frozenset({"entry_text", "extra"})


def with_saved_file(examined: Examined, before: ParsedSource, after: ParsedSource) -> Examined | None:
    """Return the site with a source file's papers as they are now, or None when more has changed.

    Args:
        examined: With a plan; its measurement is changed, and is the result's from now on.
        before: What the file held when the site was examined.
        after: What it holds now.
    """
    problems = problems_after(examined.diagnostics, before, after)
    if problems is None or len(before.records) != len(after.records):
        return None
    corpus, changed = examined.corpus, dict[WorkId, Work]()
    if corpus is None:
        return None
    for old, new in zip(before.records, after.records, strict=True):
        if (old.slug, old.key) != (new.slug, new.key):
            return None
        if old.value == new.value:
            continue
        work = changed_work(corpus, old, new)
        if work is None:
            return None
        changed[work.id] = work
    for work in changed.values():
        examined = _with_work(examined, work)
    return replace(examined, diagnostics=problems)


def problems_after(
    found: tuple[Diagnostic, ...], before: ParsedSource, after: ParsedSource, same_lines: int = 0
) -> tuple[Diagnostic, ...] | None:
    """Return the site's problems with the file's own exchanged; None if others of it may be different.

    Args:
        same_lines: How many lines of the file are the same before any differs.
    """
    if has_errors(after.diagnostics):
        return None
    own = frozenset(before.diagnostics)
    others = [problem for problem in found if problem not in own]
    if any(before.path in problem.message for problem in others):
        return None
    for problem in others:
        if problem.path == before.path and not (problem.code in STANDING and problem.line <= same_lines):
            return None
    return in_reading_order((*others, *after.diagnostics))


def changed_work(corpus: Corpus, old: Sourced[Any], new: Sourced[Any]) -> Work | None:
    """Return a work as its file has it now, None when the change reaches further than the work."""
    if not isinstance(old.value, Paper) or not isinstance(new.value, Paper):
        return None
    work = corpus.works.get(WorkId(old.slug))
    if work is None or work.versions:
        return None
    fields = tuple(differing(old.value, new.value))
    values = own_fields(new.value)
    # Any other field alters who is linked to what, or which files there are.
    if not values.keys() >= set(fields) or DRAFT in (old.value.status, new.value.status):
        return None
    if any(_is_file(getattr(new.value, name)) for name in PATH_FIELDS if name in fields):
        return None
    if "links" in fields and any(_is_file(link.url) for link in new.value.links):
        return None
    changes: dict[str, Any] = {name: values[name] for name in fields}
    if "doi" in fields:
        changes["arxiv"] = values["arxiv"]
    return structs.replace(work, origin=new.origin, **changes)


def differing(old: Paper, new: Paper) -> Iterator[str]:
    """Yield the names of the fields in which two states of a paper differ, but for those never shown."""
    for name in type(new).model_fields:
        if name not in NOT_SHOWN and getattr(old, name) != getattr(new, name):
            yield name


def _is_file(value: object) -> bool:
    return isinstance(value, str) and bool(value) and not value.startswith(("https://", "http://"))


def _with_work(examined: Examined, work: Work) -> Examined:
    corpus, measurement, planned, site = examined.corpus, examined.measurement, examined.plan, examined.site
    assert corpus is not None  # noqa: S101  it held the work
    assert measurement is not None  # noqa: S101  it comes with the corpus
    assert planned is not None  # noqa: S101  the same
    assert site is not None  # noqa: S101  the same
    corpus = replace(corpus, works={**corpus.works, work.id: work})
    people = [person for person, works in corpus.papers_of.items() if work.id in works]
    measures = measurement.again(corpus, work.id, people)
    context = planned.context
    alone = Corpus(people={}, works={work.id: work}, papers_of={}, venues={})
    shown = without_values(alone, site.metrics.show).works[work.id]
    visible = replace(context.corpus, works={**context.corpus.works, work.id: shown})
    context = replace(
        context,
        corpus=visible,
        measures=measures,
        api=replace(context.api, corpus=visible, measures=measures, _cards={}),
        titles=titles_of(visible),
        dates=dates_of(visible),
        image_hosts=remote_image_hosts(visible),
    )
    return replace(examined, corpus=corpus, plan=replace(planned, context=context))

"""Sites for the link stage, written as their users write them."""

from datetime import date

import pytest

from generator.link.corpus import link
from generator.sources.loading import load_sources

AS_OF = date(2026, 11, 22)


class Linked:
    """A corpus with what was said of it."""

    def __init__(self, corpus, diagnostics):
        self.corpus = corpus
        self.diagnostics = diagnostics

    def people(self, work):
        """Return who the authors of a work are, None for nobody known."""
        return [credit.person for credit in self.corpus.works[work].credits]

    def said(self, code):
        """Return the messages of one kind."""
        return [problem.message for problem in self.diagnostics if problem.code == code]


@pytest.fixture
def linked(tmp_path):
    """Return a function that links sources given by their paths below `content/`."""

    def make(files, *, drafts=False, as_of=AS_OF):
        for name, text in files.items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        sources, problems = load_sources(tmp_path)
        assert [p.format_text() for p in problems if p.severity == "error"] == []
        return Linked(*link(sources, as_of, drafts=drafts))

    return make

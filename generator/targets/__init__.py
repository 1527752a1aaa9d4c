"""What a host would make of a site: `byline check --target`.

The sources are looked at always, the output folder if the site has been built.
"""

from collections.abc import Callable

from generator.errors import Diagnostic
from generator.pipeline import Examined, Request
from generator.targets.github_pages import github_pages_problems

TARGETS: dict[str, Callable[[Request, Examined], tuple[Diagnostic, ...]]] = {
    "github-pages": github_pages_problems,
}
"""What finds the problems that a site has on a host, by the host's name."""

__all__ = ["TARGETS"]

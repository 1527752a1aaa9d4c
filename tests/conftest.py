"""The one switch that all tests of whole texts share."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--rewrite-golden`."""
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write what tests/golden and tests/invalid expect anew; look at the difference before a commit",
    )


@pytest.fixture(scope="session")
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected texts are to be written, not compared."""
    return bool(request.config.getoption("--rewrite-golden"))

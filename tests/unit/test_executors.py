"""What `--executor` names, and which workers can be trusted to make the same bytes."""

import pytest

from generator.executors import differences, scheduler_address, versions


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("dask://example.org:9000", "tcp://example.org:9000"),
        ("dask://127.0.0.1", "tcp://127.0.0.1:8786"),
        ("dask://[::1]:8786/", "tcp://[::1]:8786"),
    ],
)
def test_a_cluster_is_named_by_host_and_port(url: str, address: str) -> None:
    assert scheduler_address(url) == address


def test_workers_with_the_same_versions_do_not_differ() -> None:
    assert differences(versions(), {"tcp://a:1": dict(versions()), "tcp://b:2": dict(versions())}) == ""


def test_a_worker_with_another_library_is_named_with_both_versions() -> None:
    other = {**versions(), "nh3": "0.0.1"}
    said = differences(versions(), {"tcp://b:2": other, "tcp://a:1": dict(versions())})
    assert said == f"tcp://b:2 has nh3 0.0.1, not {versions()['nh3']}"


def test_a_worker_without_byline_is_named() -> None:
    missing = ModuleNotFoundError("No module named 'generator'", name="generator.executors")
    assert differences(versions(), {"tcp://a:1": missing}) == "tcp://a:1 has no Byline"


def test_a_worker_that_fails_to_say_is_named_with_its_reason() -> None:
    assert differences(versions(), {"tcp://a:1": OSError("it is ill")}) == "tcp://a:1 says: it is ill"

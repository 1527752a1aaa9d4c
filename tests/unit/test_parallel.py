"""Work over processes: the same results, the same errors, and nothing left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import (
    Diagnostic,
    MissingExtraError,
    OutsideError,
    Severity,
    SourceError,
)
from generator.parallel import chunked, default_jobs, run

DIAGNOSTIC = Diagnostic("content/site.yaml", 1, 1, Severity.ERROR, "code", "message")


def add(shared, batch):
    return [shared + number for number in batch]


def tell_process(shared, batch):
    time.sleep(0.05)
    return os.getpid()


def finish_in_reverse(shared, batch):
    time.sleep((5 - batch) * 0.02)
    return batch


def fail(errors, batch):
    if batch in errors:
        raise errors[batch]
    return batch


def fail_by_name(name, batch):
    if batch != 2:
        return batch
    if name == "source":
        raise SourceError("problems", (DIAGNOSTIC,))
    if name == "extra":
        raise MissingExtraError("novelty", "novelty")
    if name == "hint":
        raise OutsideError("disk", "free some space")
    if name == "os":
        Path("/nowhere/at/all").read_bytes()
    if name == "unpicklable":
        raise ValueError(lambda: None)
    if name == "strange":
        raise StrangeError(1, 2)
    raise ZeroDivisionError


class StrangeError(Exception):
    def __new__(cls, one, two):
        return super().__new__(cls)

    def __init__(self, one, two):
        super().__init__("strange")


def die(shared, batch):
    if batch == 2:
        os._exit(9)
    return batch


@pytest.fixture(params=["serial", "processes", "along", "executor"])
def spread(request):
    """Run on each of the ways that `run` knows."""
    if request.param == "executor":
        with ThreadPoolExecutor(2) as executor:
            yield {"jobs": 2, "executor": executor}
    else:
        yield {"jobs": 1 if request.param == "serial" else 2, "along": request.param == "along"}


def test_results_come_in_the_order_of_the_batches(spread):
    batches = [[1, 2], [3], [], [4, 5]]
    assert list(run(add, batches, shared=10, **spread)) == [[11, 12], [13], [], [14, 15]]


def test_a_slow_batch_does_not_change_the_order(spread):
    assert list(run(finish_in_reverse, range(5), shared=None, **spread)) == [0, 1, 2, 3, 4]


def test_no_batches_give_no_results(spread):
    assert list(run(add, [], shared=10, **spread)) == []


def test_one_job_and_one_batch_run_in_this_process():
    assert set(run(tell_process, range(3), shared=None, jobs=1)) == {os.getpid()}
    assert set(run(tell_process, range(1), shared=None, jobs=4)) == {os.getpid()}


def test_two_jobs_run_in_two_other_processes():
    pids = set(run(tell_process, range(6), shared=None, jobs=2))
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_of_two_jobs_one_may_be_this_process():
    pids = set(run(tell_process, range(6), shared=None, jobs=2, along=True))
    assert len(pids) == 2
    assert os.getpid() in pids


def test_a_worker_that_dies_is_an_error_for_the_process_beside_it():
    with pytest.raises(OutsideError, match="worker process has died"):
        list(run(die_elsewhere, range(40), shared=os.getpid(), jobs=2, along=True))
    assert multiprocessing.active_children() == []


def die_elsewhere(shared, batch):
    if os.getpid() != shared:
        os._exit(9)
    time.sleep(0.01)
    return batch


@pytest.mark.skipif(sys.platform != "linux", reason="forked workers are for Linux")
def test_forked_workers_inherit_what_cannot_be_pickled():
    def unpicklable(shared, batch):
        return shared() + batch

    assert list(run(unpicklable, [1, 2, 3], shared=lambda: 10, jobs=2)) == [11, 12, 13]


def test_beside_other_threads_workers_are_started_afresh():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert list(run(divmod, [3, 4], shared=10, jobs=2)) == [(3, 1), (2, 2)]
        with pytest.raises(ZeroDivisionError):
            list(run(divmod, [3, 0], shared=10, jobs=2))
    finally:
        stop.set()
        thread.join()


def test_any_process_executor_will_do():
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as executor:
        for shared in (10, 20, 10):
            results = list(run(divmod, [3, 4], shared=shared, jobs=2, executor=executor))
            assert results == [divmod(shared, 3), divmod(shared, 4)]
        assert executor.submit(abs, -1).result() == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("source", SourceError),
        ("extra", MissingExtraError),
        ("hint", OutsideError),
        ("os", FileNotFoundError),
        ("zero", ZeroDivisionError),
    ],
)
def test_an_error_comes_back_as_itself(spread, name, kind):
    with pytest.raises(kind) as caught:
        list(run(fail_by_name, range(4), shared=name, **spread))
    error = caught.value
    assert type(error) is kind
    if name == "source":
        assert (str(error), error.diagnostics, error.exit_code) == ("problems", (DIAGNOSTIC,), 1)
    elif name == "extra":
        assert error.hint == "pip install 'byline[novelty]'"
    elif name == "hint":
        assert (str(error), error.hint) == ("disk", "free some space")
    elif name == "os":
        assert str(error.filename) == str(Path("/nowhere/at/all"))


@pytest.mark.parametrize("name", ["unpicklable", "strange"])
def test_an_error_that_cannot_leave_the_worker_is_told_with_its_traceback(name):
    with pytest.raises(RuntimeError, match="in fail_by_name"):
        list(run(fail_by_name, range(4), shared=name, jobs=2))


def test_an_error_shows_where_in_the_worker_it_was_raised():
    with pytest.raises(ZeroDivisionError) as caught:
        list(run(fail_by_name, range(4), shared="zero", jobs=2))
    assert "in fail_by_name" in str(caught.value.__cause__)


def test_of_several_errors_that_of_the_first_batch_is_raised(spread):
    errors = {1: ValueError("one"), 3: ValueError("three")}
    results = run(fail, range(5), shared=errors, **spread)
    assert next(results) == 0
    with pytest.raises(ValueError, match="one"):
        next(results)


def test_a_worker_that_dies_is_an_error_and_no_hang():
    with pytest.raises(OutsideError, match="worker process has died") as caught:
        list(run(die, range(4), shared=None, jobs=2))
    assert caught.value.hint == "build with --jobs 1"
    assert multiprocessing.active_children() == []


def test_an_executor_that_fails_is_an_error_of_the_outside_world():
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(OutsideError, match="executor has failed"):
        list(run(add, [[1], [2]], shared=1, jobs=2, executor=executor))


def test_closing_early_ends_the_workers_without_waiting_for_them():
    results = run(fail_or_sleep, range(4), shared=None, jobs=2)
    assert next(results) == 0
    results.close()
    assert multiprocessing.active_children() == []
    assert threading.active_count() == 1


def fail_or_sleep(shared, batch):
    if batch:
        time.sleep(60)
    return batch


INTERRUPTED = """
import os, sys, time
from generator.parallel import run

def work(shared, batch):
    os.write(1, b"w")
    time.sleep(60)

if __name__ == "__main__":
    try:
        list(run(work, range(4), shared=None, jobs=2))
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs POSIX process groups")
@pytest.mark.parametrize("to_the_group", [True, False])
def test_ctrl_c_ends_everything_quickly_and_quietly(tmp_path, to_the_group):
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED, encoding="ascii")
    parent = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        assert parent.stdout.read(2) == b"ww"
        (os.killpg if to_the_group else os.kill)(parent.pid, signal.SIGINT)
        # Both pipes end only when the workers have ended too.
        output, errors = parent.communicate(timeout=20)
    finally:
        parent.kill()
        parent.wait()
    assert (output, errors, parent.returncode) == (b"", b"", 130)


def test_there_is_at_least_one_job():
    assert default_jobs() >= 1


@given(st.integers(0, 300), st.integers(1, 9), st.integers(1, 50))
def test_batches_hold_every_item_once_in_order_and_are_nearly_equal(count, jobs, at_least):
    batches = chunked(range(count), jobs, at_least=at_least)
    assert [item for batch in batches for item in batch] == list(range(count))
    lengths = [len(batch) for batch in batches]
    assert all(lengths)
    if lengths:
        assert max(lengths) - min(lengths) <= 1
        assert min(lengths) >= at_least or len(lengths) == 1


def test_few_items_and_one_job_make_one_batch():
    assert chunked("abc", 4, at_least=100) == ["abc"]
    assert chunked("abcdefgh", 1) == ["abcdefgh"]
    assert len(chunked(range(1000), 2)) > 2

"""Long work is given up where it asks when there is something newer, and nothing else is."""

import threading

import pytest

from generator.giving_way import GaveWay, give_way, giving_way


def test_work_is_given_up_once_something_newer_waits() -> None:
    asked: list[int] = []

    def is_wanted() -> bool:
        asked.append(1)
        return len(asked) == 3

    done: list[int] = []

    def work() -> None:
        for number in range(10):
            give_way()
            done.append(number)

    with giving_way(is_wanted), pytest.raises(GaveWay):
        work()
    assert done == [0, 1]


def test_nothing_is_given_up_outside_the_block() -> None:
    with giving_way(lambda: True):
        pass
    give_way()


def test_other_threads_go_on() -> None:
    outcome: list[str] = []

    def work() -> None:
        give_way()
        outcome.append("done")

    with giving_way(lambda: True):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join(20)
    assert outcome == ["done"]

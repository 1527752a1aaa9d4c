"""Long work is given up when there is something newer, and nothing else is."""

import threading
import time

import pytest

from generator.serve.interrupting import Interrupted, Interruption


def never() -> bool:
    return False


def test_work_is_given_up_wherever_it_is() -> None:
    interruption = Interruption(never)
    started = threading.Event()
    outcome: list[str] = []

    def work() -> None:
        try:
            with interruption.allowed():
                started.set()
                while True:
                    sum(range(100))
        except Interrupted:
            outcome.append("given up")

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    started.wait()
    interruption.send()
    thread.join(20)
    assert outcome == ["given up"]


def test_work_that_is_outdated_from_the_start_is_not_begun() -> None:
    with pytest.raises(Interrupted), Interruption(lambda: True).allowed():
        pytest.fail("it was begun")


def test_what_comes_after_the_work_is_never_given_up() -> None:
    interruption = Interruption(never)
    stop = threading.Event()

    def send() -> None:
        while not stop.is_set():
            interruption.send()
            time.sleep(0.0001)

    sender = threading.Thread(target=send)
    sender.start()
    try:
        for _ in range(300):
            try:
                with interruption.allowed():
                    sum(range(1000))
            except Interrupted:
                pass
            sum(range(1000))
    finally:
        stop.set()
        sender.join()


def test_without_work_there_is_nothing_to_give_up() -> None:
    interruption = Interruption(never)
    interruption.send()
    with interruption.allowed():
        pass
    interruption.send()

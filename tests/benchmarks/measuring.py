"""What a command takes: seconds, seconds of processors, and memory of all its processes together."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SAMPLE_S = 0.25
FIRST_SAMPLE_S = 0.02

LARGEST_SHARE = 0.05
"""Of the time that may go into sampling: the kernel looks through all pages, and holds up the command."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took.

    Attributes:
        wall_s: Seconds on the clock.
        cpu_s: Seconds of all processors, in the program and in the system, of all its processes.
        peak_mib: The largest sum of proportional shares (PSS), sampled; 0 where there is no /proc.
    """

    wall_s: float
    cpu_s: float
    peak_mib: float


def measure(command: Sequence[str | Path], *, memory: bool = True) -> Cost:
    """Run a command to its end.

    Args:
        memory: Sample the memory, which costs the command a little time.

    Raises:
        RuntimeError: It ends with another code than 0.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    sampler = _Sampler(process.pid) if memory else None
    stderr = process.stderr.read() if process.stderr else b""
    # The resources of this one and of all its children that it has waited for.
    _, status, used = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {stderr.decode()[-2000:]}")
    return Cost(wall_s, used.ru_utime + used.ru_stime, sampler.stop() if sampler else 0.0)


class _Sampler:
    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak_kib = 0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def _sample(self) -> None:
        # Often at first: a build with nothing to do is over before the second sample of a long one.
        wait_s = FIRST_SAMPLE_S
        while not self._end.is_set():
            start = time.perf_counter()
            self._peak_kib = max(self._peak_kib, sum(map(_pss_kib, _family(self._pid))))
            self._end.wait(max(wait_s, (time.perf_counter() - start) / LARGEST_SHARE))
            wait_s = min(SAMPLE_S, 1.2 * wait_s)

    def stop(self) -> float:
        self._end.set()
        self._thread.join()
        return self._peak_kib / 1024


def _family(pid: int) -> list[int]:
    """Return a process and all below it."""
    found = [pid]
    for parent in found:
        with suppress(OSError):
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def _pss_kib(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0

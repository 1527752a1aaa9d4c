"""Other people's executors make the same bytes, and what goes wrong with them leaves the site alone."""

import multiprocessing
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.pipeline import Request, build

LAB = Path(__file__).resolve().parents[1] / "golden" / "lab" / "content"

CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(
        n_workers=int(sys.argv[1]), threads_per_worker=2, processes=True,
        host="127.0.0.1", protocol="tcp", dashboard_address=None, silence_logs=50,
    ) as cluster:
        print(cluster.scheduler_address.replace("tcp://", "dask://"), flush=True)
        sys.stdin.read()
"""

Start = Callable[[int], str]


def tree(output: Path) -> dict[str, bytes]:
    files = sorted(path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A lab with every kind of page, with pictures, and a theme of its own."""
    folder = tmp_path / "site"
    shutil.copytree(LAB, folder / "content")
    theme = folder / "themes" / "mine"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: mine\nextends: default\n", encoding="utf-8")
    (theme / "templates" / "404.html").write_text("<!doctype html><title>Gone</title>\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def start_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts a Dask cluster on this machine, in an empty folder, and returns its address."""
    pytest.importorskip("distributed", reason="byline[dask] is not installed")
    folder = tmp_path_factory.mktemp("cluster")
    script = folder / "cluster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    running: list[subprocess.Popen[str]] = []

    def start(workers: int) -> str:
        process = subprocess.Popen(
            [sys.executable, script, str(workers)],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        running.append(process)
        assert process.stdout is not None
        return process.stdout.readline().strip()

    yield start
    for process in running:
        process.communicate()


@pytest.fixture(scope="module")
def cluster(start_cluster: Start) -> str:
    """The address of a cluster of two worker processes."""
    return start_cluster(2)


def executors() -> dict[str, Callable[[], Executor]]:
    spawn = multiprocessing.get_context("spawn")
    return {"threads": lambda: ThreadPoolExecutor(3), "processes": lambda: ProcessPoolExecutor(2, spawn)}


@pytest.mark.parametrize("kind", executors())
def test_any_executor_makes_the_bytes_of_a_serial_build(site: Path, tmp_path: Path, kind: str) -> None:
    build(Request(site=site, output=tmp_path / "serial", theme="mine", jobs=1))
    output = tmp_path / "spread"
    with executors()[kind]() as executor:
        first = build(Request(site=site, output=output, theme="mine", executor=executor))
        assert tree(output) == tree(tmp_path / "serial")
        assert first.published.kept == 0
        again = build(Request(site=site, output=output, theme="mine", executor=executor))
        assert again.published.written == 0
        (output / "index.html").write_text("edited by hand", encoding="utf-8")
        mended = build(Request(site=site, output=output, theme="mine", executor=executor))
        assert mended.published.written_paths == ("index.html",)
        anew = build(Request(site=site, output=output, theme="mine", executor=executor, clean=True))
        assert anew.published.kept == 0
    assert tree(output) == tree(tmp_path / "serial")


def test_a_dask_cluster_that_has_no_file_of_the_site_makes_the_bytes_of_a_serial_build(
    site: Path, tmp_path: Path, cluster: str, byline_process
) -> None:
    serial, spread = tmp_path / "serial", tmp_path / "spread"
    common = ("build", "--theme", "mine", "--site", site)
    assert byline_process(*common, "--output", serial, "--jobs", 1).returncode == 0

    cold = byline_process(*common, "--output", spread, "--executor", cluster)
    assert (cold.returncode, "Traceback" in cold.stderr) == (0, False), cold.stderr
    assert tree(spread) == tree(serial)

    paper = site / "content" / "papers" / "quite-new.yaml"
    paper.write_text("title: Quite New\nauthors: [Ada Example]\ndate: 2026-02-02\n", encoding="utf-8")
    assert byline_process(*common, "--output", serial, "--clean", "--jobs", 1).returncode == 0
    warm = byline_process(*common, "--output", spread, "--executor", cluster)
    assert warm.returncode == 0, warm.stderr
    assert tree(spread) == tree(serial)
    assert " 0 kept" not in warm.stdout


def test_an_error_in_a_template_is_told_as_without_a_cluster(
    site: Path, tmp_path: Path, cluster: str, byline_process
) -> None:
    broken = site / "themes" / "mine" / "templates" / "404.html"
    broken.write_text("{{ page.nothing_of_the_kind }}\n", encoding="utf-8")
    common = ("build", "--theme", "mine", "--site", site, "--output", tmp_path / "out")
    here = byline_process(*common, "--jobs", 1)
    there = byline_process(*common, "--executor", cluster)
    assert here.returncode == 1
    assert (there.returncode, there.stderr) == (here.returncode, here.stderr)
    assert not tree(tmp_path / "out")


def test_a_cluster_without_workers_is_an_error_that_says_how_to_start_some(
    small_site: Path, start_cluster: Start, byline_process
) -> None:
    assert byline_process("build", "--site", small_site).returncode == 0
    before = tree(small_site / "output")
    (small_site / "content" / "papers" / "slow.yaml").unlink()
    done = byline_process("build", "--site", small_site, "--executor", start_cluster(0))
    assert done.returncode == 3
    assert "has no workers\n  hint: start some with: dask worker tcp://127.0.0.1:" in done.stderr
    assert tree(small_site / "output") == before


@pytest.mark.parametrize("listens", [False, True], ids=["nobody is there", "it never answers"])
def test_an_address_without_a_scheduler_is_an_error_after_some_seconds(
    small_site: Path, byline_process, listens: bool
) -> None:
    pytest.importorskip("distributed", reason="byline[dask] is not installed")
    assert byline_process("build", "--site", small_site).returncode == 0
    before = tree(small_site / "output")
    (small_site / "content" / "papers" / "slow.yaml").unlink()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        if listens:
            other.listen()
        address = f"127.0.0.1:{other.getsockname()[1]}"
        done = byline_process("build", "--site", small_site, "--executor", f"dask://{address}")
    assert done.returncode == 3
    assert done.stderr.startswith(f"error: no Dask scheduler answers at tcp://{address}\n  hint: ")
    assert "Traceback" not in done.stderr
    assert tree(small_site / "output") == before


def test_a_workers_address_is_told_from_a_schedulers(cluster: str, small_site: Path, byline_process) -> None:
    from distributed import Client

    with Client(cluster.replace("dask", "tcp"), set_as_default=False) as client:
        worker = next(iter(client.scheduler_info()["workers"]))
    done = byline_process("build", "--site", small_site, "--executor", worker.replace("tcp", "dask"))
    assert done.returncode == 3
    assert "is no Dask scheduler, but a Worker\n" in done.stderr


@pytest.mark.parametrize(
    "url", ["example.org:8786", "tcp://h:1", "dask://", "dask://h:99999", "dask://h/x", "dask://["]
)
def test_what_is_no_address_of_a_cluster_is_wrong_usage(small_site: Path, byline, url: str) -> None:
    done = byline("build", "--site", small_site, "--executor", url)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, "  hint: write dask://HOST:8786")


def test_without_the_extra_an_error_says_how_to_install_it(small_site: Path) -> None:
    command = "import sys; sys.modules['distributed'] = None; from generator.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", command, "build", "--site", small_site, "--executor", "dask://127.0.0.1:1"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "hint: pip install 'byline[dask]'" in done.stderr


def test_dask_is_imported_only_when_it_is_asked_for(small_site: Path) -> None:
    command = (
        "import sys\nfrom generator.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "assert not {'dask', 'distributed', 'generator.executors'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", command, "build", "--site", small_site], check=True)

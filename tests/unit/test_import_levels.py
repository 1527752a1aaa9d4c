"""Modules import only downwards: the pipeline stays a straight line."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "generator"

LEVELS: dict[str, int] = {
    "cli": 10,
    "__main__": 11,
    "serve": 9,
    "scaffold": 9,
    "check": 9,
    "explain": 9,
    "deploy": 9,
    "targets": 9,
    "pipeline": 8,
    "importing": 8,
    "publish": 7,
    "hosting": 7,
    "incremental": 7,
    "executors": 7,
    "parallel": 7,
    "render": 6,
    "search": 6,
    "pages": 5,
    "metrics": 4,
    "exporters": 4,
    "link": 3,
    "config": 2,
    "themes": 2,
    "sources": 2,
    "schema": 1,
    "model": 1,
    "formats": 1,
    "errors": 0,
    "giving_way": 0,
    "installation": 0,
    "memory": 0,
    "record": 0,
    "sealing": 0,
    "urls": 0,
    "text": 0,
    "values": 0,
}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield parts[0], path


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each part of the package that a file imports, anywhere in it, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = (
                [f"generator.{alias.name}" for alias in node.names]
                if node.module == "generator"
                else [node.module]
            )
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "generator" and len(parts) > 1 and parts[1] != "__version__":
                yield parts[1], node.lineno


def test_every_module_has_a_level() -> None:
    unknown = {part for part, _ in modules()} - LEVELS.keys() - {"__init__"}
    assert not unknown


def test_every_level_is_that_of_a_module() -> None:
    assert not LEVELS.keys() - {part for part, _ in modules()}


def test_no_module_imports_upwards_or_sideways() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line} imports {other}"
        for part, path in modules()
        if part != "__init__"
        for other, line in imported(path)
        if other != part
        and LEVELS[other] >= LEVELS[part]
        # The bottom level is one of small pieces: text may use values, addresses and errors.
        and not (
            LEVELS[part] == LEVELS[other] == 0 and other in ("errors", "record", "values", "text", "urls")
        )
    ]
    assert not wrong


def test_imports_make_no_circle_between_files() -> None:
    graph: dict[str, set[str]] = {}
    for _, path in modules():
        name = ".".join(("generator", *path.relative_to(PACKAGE).with_suffix("").parts))
        graph[name.removesuffix(".__init__")] = set(_module_imports(path))
    state: dict[str, int] = {}

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if state.get(name) == 2 or name not in graph:
            return
        assert state.get(name) != 1, f"circle: {' -> '.join((*trail, name))}"
        state[name] = 1
        for other in sorted(graph[name]):
            visit(other, (*trail, name))
        state[name] = 2

    for name in sorted(graph):
        visit(name, ())


def _module_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("generator"):
            base = PACKAGE.parent / node.module.replace(".", "/")
            for alias in node.names:
                child = f"{node.module}.{alias.name}"
                is_module = (base / f"{alias.name}.py").exists() or (base / alias.name).is_dir()
                yield child if is_module else node.module


FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [path for _, path in modules() if path.stem in FORBIDDEN_NAMES]

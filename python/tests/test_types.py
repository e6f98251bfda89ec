"""The types that are promised hold in the package, and for those who use it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT


def test_mypy_finds_nothing() -> None:
    pytest.importorskip("mypy", reason="there is no mypy")
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", "gongwen", "tests"],
        cwd=ROOT / "python",
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr

"""The recipe for Ray in docs/scale.md runs, and gives the rows that a folder gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from conftest import CORPUS, ROOT, in_order

import gongwen

ray = pytest.importorskip("ray", reason="there is no ray")


@pytest.fixture
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    yield
    ray.shutdown()


def test_the_recipe_gives_the_rows_of_a_folder(cluster: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    (recipe,) = [block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "import ray" in block]
    assert recipe.count('"records"') == recipe.count('"pages"') == 1
    recipe = recipe.replace('"records"', repr(str(tmp_path))).replace('"pages"', repr(str(CORPUS)))
    monkeypatch.chdir(ROOT)
    exec(compile(recipe, "scale.md", "exec"), {})
    found: Any = pyarrow.parquet.read_table(tmp_path).to_pylist()
    assert in_order(found) == in_order(gongwen.extract_folder(CORPUS).to_pylist())

"""The programs of the README run, and print what it says."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "python" / "README.md").read_text(encoding="utf-8"), re.DOTALL)
PRINTED = re.compile(r"^print\(.*\) +# (?P<text>.*)$", re.MULTILINE)


def run(program: str, names: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(ROOT)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(program, "README.md", "exec"), names)
    return output.getvalue()


def test_the_programs_print_what_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    names: dict[str, Any] = {}
    said = 0
    for block in BLOCKS:
        if "pyspark" in block:
            continue
        printed = run(block, names, monkeypatch)
        for match in PRINTED.finditer(block):
            expected = match["text"].rsplit(": ", 1)[-1] if match["text"].startswith("a ") else match["text"]
            assert f"{expected}\n" in printed
            said += 1
    assert (len(BLOCKS), said) == (5, 3)


def test_the_program_of_spark_runs(spark: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (program,) = [block for block in BLOCKS if "pyspark" in block]
    output = tmp_path / "records"
    assert program.count('"records"') == 1
    run(program.replace('"records"', repr(str(output))), {}, monkeypatch)
    assert spark.read.parquet(str(output)).where("indicator IS NOT NULL").count() > 1000


def test_the_module_prints_the_first_records_of_a_folder(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongwen.__main__ import main

    monkeypatch.setattr("sys.argv", ["gongwen", str(ROOT / "corpus" / "documents"), "--rows", "3"])
    main()
    first, *rows = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"\d{4} records in \d+ documents, 0 that could not be read", first)
    assert len(rows) == 3
    monkeypatch.setattr("sys.argv", ["gongwen", "missing"])
    with pytest.raises(SystemExit):
        main()
    assert "nothing to read" in capsys.readouterr().err

"""What the tests share: the folders of the project, its command, a session of Spark."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus" / "documents"
# real documents, where they lie beside the project
REPORTS = ROOT.parent / "shared" / "reports"
FOLDERS = [CORPUS, REPORTS]


@pytest.fixture(params=FOLDERS, ids=["corpus", "reports"])
def folder(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    if not path.is_dir():
        pytest.skip(f"{path.name} is not there")
    return path


@pytest.fixture(scope="session")
def command() -> Path:
    """The command of this tree, built if it is not."""
    subprocess.run(["cargo", "build", "--release", "--quiet", "--bin", "gongwen"], cwd=ROOT, check=True)
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "gongwen"


@pytest.fixture(scope="session")
def lines(command: Path) -> Any:
    """The lines of JSON that the command writes for a folder."""
    made: dict[Path, list[dict[str, Any]]] = {}

    def of(folder: Path) -> list[dict[str, Any]]:
        if folder not in made:
            run = subprocess.run([command, "extract", "--progress", "none", folder], capture_output=True, check=False)
            assert run.returncode in (0, 1), run.stderr.decode()
            made[folder] = [json.loads(line) for line in run.stdout.splitlines()]
        return made[folder]

    return of


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Spark on two cores of this machine, where a task is tried up to four times."""
    sql = pytest.importorskip("pyspark.sql", reason="there is no pyspark")
    if shutil.which("java") is None:
        pytest.skip("there is no Java")
    # the workers are of the environment that the tests are in
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = sql.SparkSession.builder.master("local[2,4]").appName("gongwen")
    session = (
        builder.config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.log.level", "OFF")
        .getOrCreate()
    )
    yield session
    session.stop()


def rows(line: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that a line of JSON stands for, in the columns of the joined table."""
    if "error" in line:
        error = {"error_code": line["error"]["code"], "error_message": line["error"]["message"]}
        return [{"source": line["source"], "source_escaped": line.get("source_escaped", False), **error}]
    document = {
        "source": line["source"],
        "source_escaped": line.get("source_escaped", False),
        "encoding": line["encoding"],
        "script": line["script"],
        "parts": len(line["parts"]),
        "records": len(line["records"]),
        "rejected": sum(line["rejected"].values()),
        "repairs": len(line["repairs"]),
        "warnings": len(line["warnings"]),
        "boilerplate_bytes": line["removed"]["boilerplate"]["bytes"],
        "markup_bytes": line["removed"]["markup"]["bytes"],
    }
    own = [{**document, **_metadata(line, record), **_record(record)} for record in line["records"]]
    return own or [{**document, **_metadata(line, None)}]


def _metadata(line: dict[str, Any], record: dict[str, Any] | None) -> dict[str, Any]:
    part = None if record is None else record["part"]
    fields = dict(line["document"] if part is None else line["parts"][part]["document"])
    del fields["spans"]
    fields["attachment_links"] = [one["link"] for one in fields["attachments"]]
    fields["attachments"] = [one["name"] for one in fields["attachments"]]
    return fields


def _record(record: dict[str, Any]) -> dict[str, Any]:
    row = {name: value for name, value in record.items() if name not in ("span", "source_span", "spans", "bodies")}
    row |= {"value_float": float(row["value"]), "value_max_float": row["value_max"] and float(row["value_max"])}
    row |= _span("", record)
    for field, place in record["spans"].items():
        row |= _span(f"{field}_", place or {})
    row["bodies"] = [
        {"position": position, **{name: body[name] for name in ("name", "name_full", "role")}, **_span("", body)}
        for position, body in enumerate(record["bodies"])
    ]
    return row


def _span(prefix: str, place: dict[str, Any]) -> dict[str, Any]:
    ends: dict[str, Any] = {}
    for kind in ("span", "source_span"):
        start, end = place.get(kind) or (None, None)
        ends |= {f"{prefix}{kind}_start": start, f"{prefix}{kind}_end": end}
    return ends


def comparable(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a table without what the lines of JSON do not hold, and without what is null."""
    return {name: value for name, value in row.items() if value is not None and name != "text_sha256"}


def in_order(rows: Any) -> list[dict[str, Any]]:
    """Comparable rows, sorted."""
    found = [comparable(row) for row in rows]
    return sorted(found, key=lambda row: (row["source"], row.get("span_start", -1), json.dumps(row, sort_keys=True)))

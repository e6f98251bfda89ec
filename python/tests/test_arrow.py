"""Folders and batches, as tables of Arrow."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from conftest import CORPUS, ROOT, in_order, rows

import gongwen

TEXT = "到2035年，湿地保护率达到60%以上，湿地公园达到3-5个（牵头单位：县林业局）。"


def documents(sources: list[Any], contents: list[Any], kind: pyarrow.DataType | None = None) -> pyarrow.RecordBatch:
    return pyarrow.record_batch({"source": pyarrow.array(sources), "content": pyarrow.array(contents, kind)})


def test_a_folder_gives_the_rows_of_the_command(folder: Path, lines: Callable[[Path], Any]) -> None:
    table = gongwen.extract_folder(folder)
    assert table.schema == gongwen.schema()
    expected = [row for line in lines(folder) for row in rows(line)]
    assert len(expected) > 1000
    # in the order of the command, not only after sorting
    assert [(row["source"], row["indicator"]) for row in table.select(["source", "indicator"]).to_pylist()] == [
        (row["source"], row.get("indicator")) for row in expected
    ]
    assert in_order(table.to_pylist()) == in_order(expected)


def test_threads_make_no_difference() -> None:
    one = gongwen.extract_folder(CORPUS, threads=1)
    assert one.equals(gongwen.extract_folder(CORPUS, threads=3))
    assert one.equals(gongwen.extract_folder([CORPUS]))


def test_a_table_is_a_frame_of_pandas() -> None:
    frame = gongwen.extract_folder(CORPUS).to_pandas()
    targets = frame[(frame["kind"] == "target") & (frame["year"] == 2025)]
    assert len(targets) > 50
    assert set(targets["unit_inferred"]) <= {True, False}
    led = frame.explode("bodies")["bodies"].dropna()
    assert "lead" in {body["role"] for body in led}


# a folder that takes long, and somebody who does not wait
INTERRUPTED = """
import os, signal, sys, threading, time
import gongwen

threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()
begun = time.perf_counter()
try:
    gongwen.extract_folder(sys.argv[1], threads=1)
except KeyboardInterrupt:
    print(f"{time.perf_counter() - begun:.2f}")
"""


def test_a_folder_can_be_broken_off(tmp_path: Path) -> None:
    for number in range(5000):
        (tmp_path / f"{number}.txt").write_text(TEXT * 100, encoding="utf-8")
    run = subprocess.run([sys.executable, "-c", INTERRUPTED, tmp_path], capture_output=True, check=True, text=True)
    assert 1 <= float(run.stdout) < 10, "it went on to its end"


def test_what_cannot_be_read_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "none.txt").write_text("本页没有数字。", encoding="utf-8")
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "image.png").write_bytes(b"\x89PNG")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "missing.txt")
    with pytest.warns(UserWarning, match=r"skipped: 1 with no ending of a document, 1 links \(follow_links=True"):
        found = gongwen.extract_folder(tmp_path).to_pylist()
    assert [(Path(row["source"]).name, row["error_code"], row["records"], row["value"]) for row in found] == [
        ("empty.txt", "empty", None, None),
        ("none.txt", None, 0, None),
        ("one.txt", None, 2, "60"),
        ("one.txt", None, 2, "3"),
    ]
    with pytest.raises(ValueError, match="nothing to read: no such file or folder"):
        gongwen.extract_folder(tmp_path / "missing")


@pytest.mark.parametrize(
    "kind",
    [
        pyarrow.binary(),
        pyarrow.large_binary(),
        pyarrow.binary_view(),
        pyarrow.string(),
        pyarrow.large_string(),
        pyarrow.string_view(),
    ],
    ids=str,
)
def test_content_is_bytes_or_text_of_any_width(kind: pyarrow.DataType) -> None:
    text = not str(kind).endswith(("binary", "binary_view"))
    batch = documents(["a.txt", "b.txt"], [TEXT if text else TEXT.encode(), None], kind)
    records = gongwen.extract_arrow(batch)
    assert records.schema == gongwen.schema()
    assert records.column("indicator").to_pylist() == ["湿地保护率", "湿地公园", None]
    assert records.column("error_code").to_pylist() == [None, None, "empty"]
    assert records.column("bodies").to_pylist()[1][0]["name"] == "县林业局"


def test_a_slice_is_read_from_where_it_begins() -> None:
    batch = documents(["a.txt", None, "c.txt"], [b"", TEXT.encode(), b""])
    records = gongwen.extract_arrow(batch.slice(1, 1))
    assert records.column("source").to_pylist() == ["", ""]


def test_a_page_whose_rows_would_take_gigabytes_is_a_row_with_an_error() -> None:
    records = "".join(f"<p>到2025年，企业达到{number}家。</p>" for number in range(4000))
    links = "".join(f'<a href="files/{number}{"x" * 300}.pdf">附件{number}</a> ' for number in range(2000))
    page = f"<html><body><div>{records}</div><p>附件：</p>{links}</body></html>"
    batch = documents(["a.html", "b.txt"], [page, TEXT])
    found = gongwen.extract_arrow(batch)
    assert found.column("source").to_pylist() == ["a.html", "b.txt", "b.txt"]
    assert found.column("error_code").to_pylist() == ["limit", None, None]
    assert found.column("error_message")[0].as_py().startswith("over the limit of joined rows: the 4000 records")
    assert len(gongwen.extract(page).records) == 4000


def test_no_threads_are_refused() -> None:
    with pytest.raises(ValueError, match="threads is 0"):
        gongwen.extract_folder(CORPUS, threads=0)


def test_tables_and_streams_give_tables() -> None:
    batch = documents(["a.txt"], [TEXT.encode()])
    expected = pyarrow.Table.from_batches([gongwen.extract_arrow(batch)] * 2)
    table = pyarrow.Table.from_batches([batch, batch])
    assert gongwen.extract_arrow(table).equals(expected)
    reader = pyarrow.RecordBatchReader.from_batches(batch.schema, iter([batch, batch]))
    assert gongwen.extract_arrow(reader).equals(expected)
    nothing = gongwen.extract_arrow(table.slice(0, 0))
    assert (nothing.num_rows, nothing.schema) == (0, gongwen.schema())


def test_other_columns_are_refused_with_their_names() -> None:
    batch = pyarrow.record_batch({"path": ["a.txt"], "content": [b""]})
    with pytest.raises(ValueError, match="there is no column `source`; rename the one that is meant: path, content"):
        gongwen.extract_arrow(batch)
    with pytest.raises(
        ValueError, match="the column `content` is of the type Int64, which is not read; cast it to binary or strings"
    ):
        gongwen.extract_arrow(documents(["a.txt"], [7]))
    with pytest.raises(TypeError):
        gongwen.extract_arrow([TEXT])


# in a process of its own: the peak of this one is that of all tests
TEN_THOUSAND = """
import json, pathlib, resource, sys, tracemalloc
import gongwen, pyarrow

paths = [path for path in sorted(pathlib.Path(sys.argv[1]).iterdir()) if path.suffix in (".txt", ".html", ".md")]
contents = sorted((path.read_bytes() for path in paths), key=len)[:20]
names = [f"{number}.txt" for number in range(10_000)]
batch = pyarrow.record_batch({"source": names, "content": [contents[number % 20] for number in range(10_000)]})
gongwen.extract_arrow(batch.slice(0, 20))
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
before = peak()
tracemalloc.start()
records = gongwen.extract_arrow(batch)
allocated = tracemalloc.get_traced_memory()[1]
print(json.dumps([batch.nbytes, allocated, records.num_rows, records.nbytes, peak() - before]))
"""


def test_no_text_is_copied_into_python() -> None:
    """Ten thousand documents: what Python allocates while they are read is nothing beside their length."""
    run = subprocess.run([sys.executable, "-c", TEN_THOUSAND, CORPUS], capture_output=True, check=True, text=True)
    held, allocated, rows, given, grown = json.loads(run.stdout)
    print(
        f"\n10,000 documents of {held / 1e6:.1f} MB: Python allocated {allocated} bytes at most; {rows} records take "
        f"{given / 1e6:.1f} MB, and the peak of the process grew by {grown / 1e6:.1f} MB"
    )
    assert held > 10e6 and rows >= 10_000
    assert allocated < held / 1000
    # the records while they are put together, and no copy of what they are read from
    assert grown < 2.5 * given


def test_the_page_of_the_tables_names_the_columns() -> None:
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert "## joined" in page
    joined = page.split("## joined", 1)[1]
    assert all(f"`{name}`" in page for name in gongwen.schema().names)
    assert "`bodies`" in joined

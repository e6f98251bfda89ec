"""Spark on two cores against the command on two threads, over the same folder, in turns.

    python python/benches/at_scale.py COMMAND FOLDER [--copies 10] [--rounds 5]

COMMAND is the `gongwen` of a release build. The folder is read COPIES times over, so that a run is long beside its start. What
starting takes is left out on both sides: of the command, the time for one small file; of Spark, a session that has run a job.
Prints seconds and ratios as a table of Markdown.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

import gongwen
import gongwen.spark

ENDINGS = (".html", ".htm", ".shtml", ".xhtml", ".xml", ".txt", ".md")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("command", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        compare(arguments, Path(work))


def compare(arguments: argparse.Namespace, work: Path) -> None:
    pages = work / "pages"
    for copy in range(arguments.copies):
        shutil.copytree(arguments.folder, pages / f"{copy:03}")
    files = [path for path in pages.rglob("*") if path.suffix in ENDINGS]
    size = sum(path.stat().st_size for path in files)
    small = work / "small.txt"
    small.write_text("到2030年，孵化器达到8家。", encoding="utf-8")

    os.environ["PYSPARK_PYTHON"] = sys.executable
    # a page is small beside what Spark takes the opening of a file for: 4 MB
    builder = (
        SparkSession.builder.master("local[2]")
        .config("spark.sql.files.openCostInBytes", 64 << 10)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
    )
    spark = builder.config("spark.log.level", "OFF").config("spark.driver.host", "127.0.0.1").getOrCreate()

    lake = str(work / "lake")

    def documents(of: Path) -> DataFrame:
        reader = spark.read.format("binaryFile").option("recursiveFileLookup", True)
        return reader.option("pathGlobFilter", f"*{{{','.join(ENDINGS)}}}").load(of.as_uri())

    def command(of: Path, form: str) -> None:
        output = work / f"output.{form}"
        call = [arguments.command, "extract", of, "--threads", "2", "--format", form, "-o", output]
        subprocess.run(call, check=True, capture_output=True)
        for made in work.glob("output.*"):
            made.unlink()

    def by_spark(frame: DataFrame) -> None:
        frame.write.mode("overwrite").parquet(str(work / "records"))

    runs: dict[str, Callable[[], None]] = {
        "the command, 2 threads, to lines of JSON": lambda: command(pages, "jsonl"),
        "the command, 2 threads, to Parquet": lambda: command(pages, "parquet"),
        "Spark local[2]": lambda: by_spark(gongwen.spark.extract(documents(pages))),
        "Spark: files to Python and back, nothing read": lambda: by_spark(
            documents(pages).select("path", "content").mapInArrow(lengths, "path string, bytes long")
        ),
        "Spark local[2], pages in Parquet": lambda: by_spark(gongwen.spark.extract(spark.read.parquet(lake))),
        "the start of the command": lambda: command(small, "jsonl"),
    }
    documents(pages).select("path", "content").write.parquet(lake)
    runs["Spark local[2]"]()
    took: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(arguments.rounds):
        for name, run in runs.items():
            begun = time.perf_counter()
            run()
            took[name].append(time.perf_counter() - begun)
    start = statistics.median(took.pop("the start of the command"))
    for name in took:
        if name.startswith("the command"):
            took[name] = [seconds - start for seconds in took[name]]
    print(
        f"{len(files)} files, {size / 1e6:.0f} MB, medians of {arguments.rounds} rounds in turns; start {start:.3f} s left out\n"
    )
    print("| run | s | from | to | MB/s | × the command |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    first = statistics.median(next(iter(took.values())))
    for name, seconds in took.items():
        median = statistics.median(seconds)
        columns = (
            f"{median:.2f}",
            f"{min(seconds):.2f}",
            f"{max(seconds):.2f}",
            f"{size / 1e6 / median:.1f}",
            f"{first / median:.2f}",
        )
        print(f"| {name} | {' | '.join(columns)} |")
    spark.stop()


def lengths(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The names and lengths of documents: their bytes come to Python, and are not looked at."""
    import pyarrow.compute

    for batch in batches:
        bytes_ = pyarrow.compute.binary_length(batch.column("content")).cast(pa.int64())
        yield pa.RecordBatch.from_arrays([batch.column("path"), bytes_], names=["path", "bytes"])


if __name__ == "__main__":
    main()

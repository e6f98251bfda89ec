"""Spark on two cores: the rows of the command, also when a worker is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from conftest import CORPUS, ROOT, in_order, rows

import gongwen

spark_of_gongwen = pytest.importorskip("gongwen.spark", reason="there is no pyspark")

ENDINGS = "*.{html,htm,shtml,xhtml,xml,txt,md}"


def pages(spark: Any, folder: Path) -> Any:
    reader = spark.read.format("binaryFile").option("recursiveFileLookup", True).option("pathGlobFilter", ENDINGS)
    return reader.load(folder.as_uri())


def local(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose source is a path of this machine, as the command gives it."""
    return {**row, "source": row["source"].removeprefix("file:")}


def test_spark_gives_the_rows_of_the_command(
    spark: Any, folder: Path, lines: Callable[[Path], Any], tmp_path: Path
) -> None:
    spark_of_gongwen.extract(pages(spark, folder)).write.parquet(str(tmp_path / "records"))
    found = pyarrow.parquet.read_table(tmp_path / "records")
    assert found.schema.names == gongwen.schema().names
    expected = [row for line in lines(folder) for row in rows(line)]
    assert len(expected) > 1000
    assert in_order(local(row) for row in found.to_pylist()) == in_order(expected)


def test_a_task_that_is_killed_gives_the_same_rows(spark: Any, tmp_path: Path) -> None:
    documents = pages(spark, CORPUS).repartition(4)
    once = tmp_path / "killed"

    def killed(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield batch
            try:
                os.close(os.open(once, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                continue
            os.kill(os.getpid(), signal.SIGKILL)

    first = spark_of_gongwen.extract(documents).toArrow().to_pylist()
    again = spark_of_gongwen.extract(documents.mapInArrow(killed, documents.schema)).toArrow().to_pylist()
    assert once.exists(), "no worker was killed"
    assert in_order(again) == in_order(first)
    assert len(first) > 1000


def test_packs_go_to_the_workers(spark: Any) -> None:
    extractor = gongwen.Extractor(packs=[{"unit": {"count": ["片区"]}}])
    data = [("a.txt", "到2030年，建设母树林18片区。"), ("b.txt", "")]
    frame = spark.createDataFrame(data, "name string, text string")
    records = spark_of_gongwen.extract(frame, source="name", content="text", extractor=extractor)
    found = records.select("source", "unit", "error_code").collect()
    assert sorted(tuple(row) for row in found) == [("a.txt", "片区", None), ("b.txt", None, "empty")]


def test_the_schema_of_spark_is_that_of_arrow(spark: Any) -> None:
    records = spark_of_gongwen.extract(spark.createDataFrame([], "path string, content binary"))
    assert records.columns == gongwen.schema().names
    assert records.count() == 0
    assert records.schema["bodies"].dataType.elementType.names[0] == "position"
    assert (ROOT / "docs" / "scale.md").is_file()

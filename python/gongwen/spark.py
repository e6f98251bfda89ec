"""The same on a cluster: documents in a DataFrame of Spark, records in another.

>>> pages = spark.read.format("binaryFile").option("recursiveFileLookup", True).load("pages/")  # doctest: +SKIP
>>> gongwen.spark.extract(pages).write.parquet("records")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyarrow as pa

from ._native import schema
from .extractor import Extractor

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import DataType, StructType

DOCUMENTS = 64
"""How many documents are read at once: what a task holds are their contents and their records."""


def extract(
    documents: DataFrame, *, source: str = "path", content: str = "content", extractor: Extractor | None = None
) -> DataFrame:
    """Reads the documents of a DataFrame, one of ``binaryFile`` if no columns are named.

    Gives a row a record, in the columns of :func:`gongwen.schema`; a document without a record or with an error is a row too.
    Each row depends on its document alone, so that a task which is run again gives the same rows. The extractor goes to the
    workers with its packs, and each of them builds it once.

    Args:
        documents: Has the documents.
        source: Its column with their names.
        content: Its column with their bytes, as binary or strings.
        extractor: How they are read; with the built-in words and rules if ``None``.
    """
    reader = Extractor() if extractor is None else extractor

    def records(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for start in range(0, batch.num_rows, DOCUMENTS):
                # of a table come several batches, if one document has many records
                table = pa.Table.from_batches([batch.slice(start, DOCUMENTS)])
                yield from reader.extract_arrow(table).to_batches()

    chosen = documents.select(documents[source].alias("source"), documents[content].alias("content"))
    return chosen.mapInArrow(records, spark_schema())


def spark_schema() -> StructType:
    """The schema of the records as Spark has it."""
    from pyspark.sql import types

    plain = {
        pa.bool_(): types.BooleanType(),
        pa.int32(): types.IntegerType(),
        pa.int64(): types.LongType(),
        pa.float64(): types.DoubleType(),
        pa.string(): types.StringType(),
    }

    def of(arrow: pa.DataType) -> DataType:
        if pa.types.is_list(arrow):
            return types.ArrayType(of(arrow.value_type), arrow.value_field.nullable)
        if pa.types.is_struct(arrow):
            return struct(arrow)
        return plain[arrow]

    def struct(fields: pa.Schema | pa.StructType) -> StructType:
        return types.StructType([types.StructField(field.name, of(field.type), field.nullable) for field in fields])

    return struct(schema())

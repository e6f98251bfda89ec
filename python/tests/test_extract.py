"""One document: bytes, text or a file."""

from __future__ import annotations

import copy
import io
import json
import os
import pickle
import re
import threading
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas
import pyarrow
import pytest
from conftest import CORPUS

import gongwen

TEXT = "到2035年，湿地保护率达到60%以上，湿地公园达到3-5个（牵头单位：县林业局）。"


def test_bytes_text_and_file_give_the_same_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    of_text = gongwen.extract(TEXT)
    assert (
        of_text == gongwen.extract(TEXT.encode()) == gongwen.extract(path) == gongwen.extract(bytearray(TEXT.encode()))
    )
    rate, parks = of_text.records
    assert (rate.indicator, rate.comparator, rate.value, rate.unit) == ("湿地保护率", "ge", Decimal(60), "%")
    assert (parks.value, parks.value_max, parks.year, parks.kind) == (Decimal(3), Decimal(5), 2035, "target")
    assert [body.name for body in rate.bodies] == ["县林业局"]


def test_text_in_another_encoding_is_read() -> None:
    raw = TEXT.encode("gb18030")
    document = gongwen.extract(raw)
    assert document.encoding == "gb18030"
    record = document.records[0]
    assert record.source_span.of(raw).decode("gb18030") == record.span.of(document.text) == record.quote
    assert record.spans["value"].source_span.of(raw).decode("gb18030") == "60%以上"


def test_a_document_and_its_records_say_what_they_are() -> None:
    document = gongwen.extract("关于湿地保护的通知\n\n岭泽政发〔2031〕5号\n\n各乡镇人民政府：\n" + TEXT)
    assert repr(document) == "<Document 岭泽政发〔2031〕5号 关于湿地保护的通知 · 2 records>"
    assert [repr(record) for record in document.records] == [
        "<Record 湿地保护率 ≥ 60 % · 2035 · target · 县林业局>",
        "<Record 湿地公园 = 3–5 个 · 2035 · target · 县林业局>",
    ]
    assert repr(gongwen.extract("本页没有数字。")) == "<Document without a title · 0 records>"


def test_every_document_of_the_corpus_is_typed_and_whole(lines: Any) -> None:
    for line in lines(CORPUS):
        document = gongwen.extract(CORPUS.parent.parent / line["source"])
        for record, data in zip(document.records, line["records"], strict=True):
            assert {name for name in data} == set(type(record).__slots__)
            assert (str(record.value), record.span, len(record.bodies)) == (
                data["value"],
                tuple(data["span"]),
                len(data["bodies"]),
            )
            assert all(isinstance(place, gongwen.Place) for place in record.spans.values())
        assert [(one.before, one.after) for one in document.repairs] == [
            (one["from"], one["to"]) for one in line["repairs"]
        ]
        assert (document.doc_number, document.rejected) == (line["document"]["doc_number"], line["rejected"])
        assert [part.title for part in document.parts] == [part["document"]["title"] for part in line["parts"]]
        for attachment in document.attachments:
            assert attachment.source_span.start < attachment.source_span.end
        assert copy.deepcopy(document) == document


def test_pandas_takes_the_records_as_they_are() -> None:
    frame = pandas.DataFrame(gongwen.extract(TEXT).records)
    assert list(frame["indicator"]) == ["湿地保护率", "湿地公园"]


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b"\x00\x01\x02\xff" * 64, "not_text"), (b" \n", "empty")]
)
def test_what_cannot_be_read_is_an_error_with_its_code(content: bytes, code: str) -> None:
    with pytest.raises(gongwen.Error) as error:
        gongwen.extract(content)
    assert error.value.code == code
    assert ";" in str(error.value), "it says what to do"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(gongwen.Error, match=r"missing\.html: no such file or folder; check the name") as error:
        gongwen.extract(tmp_path / "missing.html")
    assert error.value.code == "not_found"


@pytest.mark.parametrize("name", ["pages/a.HTML", "pages/a b.txt", "文件/方案.docx", "https://www.example.cn/zhengce/"])
def test_a_name_of_a_file_is_not_taken_for_text(name: str) -> None:
    with pytest.raises(ValueError, match="a str is read as text; for a file write"):
        gongwen.extract(name)
    assert gongwen.extract(f"见{name}。到2030年，孵化器达到8家。").records


@pytest.mark.parametrize("source", [None, 5, True, [1, 2, 3], {}, 1.5, io.BytesIO(b"a")])
def test_what_is_no_document_is_refused(source: Any) -> None:
    with pytest.raises(TypeError, match=r"a document is bytes, a str or a pathlib\.Path, and no"):
        gongwen.extract(source)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ValueError, match="is no file and no folder"):
        gongwen.extract(tmp_path / "pipe.txt")
    paths: list[str | Path] = [tmp_path / "pipe.txt", "-", ""]
    for path in paths:
        with pytest.raises(ValueError, match="no file and no folder"):
            gongwen.extract_folder(path)


def test_the_line_of_json_is_at_hand(lines: Any) -> None:
    line = lines(CORPUS)[0]
    document = gongwen.extract(CORPUS.parent.parent / line["source"])
    assert {"source": line["source"], **json.loads(document.json)} == line


def test_the_version_and_the_rules_can_be_named() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", gongwen.__version__)
    assert re.fullmatch(r"[0-9a-f]{64}", gongwen.Extractor().rules_sha256)
    names: dict[str, Any] = {}
    exec("from gongwen import *", names)
    assert "Warning" not in names and names["Record"] is gongwen.Record


def test_limits_and_scripts_are_those_of_the_command() -> None:
    with pytest.raises(gongwen.Error, match="over the limit of records: 2 where 1 are allowed") as error:
        gongwen.Extractor(limits={"records": 1}).extract(TEXT)
    assert error.value.code == "limit"
    assert gongwen.Extractor(script="traditional").extract(TEXT).records[0].indicator == "濕地保護率"
    assert gongwen.Extractor(encoding="big5").extract(TEXT.encode("gb18030")).records
    for options, problem in [
        ({"limits": {"pages": 1}}, "there is no limit `pages`; choose bytes"),
        ({"script": "cursive"}, "script is `cursive`; choose simplified"),
        ({"encoding": "latin1"}, "encoding is `latin1`; those that are read"),
    ]:
        with pytest.raises(ValueError, match=problem):
            gongwen.Extractor(**options)  # type: ignore[arg-type]


def test_the_interpreter_goes_on_while_a_document_is_read() -> None:
    content = (TEXT * 20_000).encode()
    took: list[float] = []

    def read() -> None:
        begun = time.perf_counter()
        gongwen.extract_arrow(pyarrow.record_batch({"source": ["a.txt"], "content": [content]}))
        took.append(time.perf_counter() - begun)

    reader = threading.Thread(target=read)
    reader.start()
    longest, before = 0.0, time.perf_counter()
    while reader.is_alive():
        time.sleep(0.001)
        now = time.perf_counter()
        longest, before = max(longest, now - before), now
    assert longest < took[0] / 2, f"this thread waited {longest:.3f} s while the other read for {took[0]:.3f} s"


def test_an_extractor_can_be_pickled() -> None:
    extractor = gongwen.Extractor(script="traditional", limits={"records": 5})
    other = pickle.loads(pickle.dumps(extractor))
    assert other == extractor and hash(other) == hash(extractor) and other != gongwen.Extractor()
    assert other.extract(TEXT).records == extractor.extract(TEXT).records

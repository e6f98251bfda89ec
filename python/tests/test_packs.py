"""Packs: words and rules of one's own, as dicts or files."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import gongwen

TEXT = "到2030年，全县建设母树林18片区，林地保有量守牢30万亩（牵头单位：总林长）。"

PACK: dict[str, Any] = {
    "unit": {"count": ["片区"]},
    "department": {"organ": [{"name": "总林长", "short": ["林长"]}]},
    "rule": [
        {
            "id": "level.held",
            "finds": "what must not shrink",
            "why": "What 守牢 stands before is the level that it is kept at.",
            "pattern": "name 守牢 amount",
            "measure": "level",
            "indicator": "{noun}",
            "examples": [
                {
                    "text": "到2027年，林地保有量守牢30万亩。",
                    "indicator": "林地保有量",
                    "value": 300000,
                    "unit": "亩",
                    "year": 2027,
                }
            ],
            "negatives": ["守牢生态红线。"],
        }
    ],
}

TOML = """
[unit]
count = ["片区"]

[[department.organ]]
name = "总林长"
short = ["林长"]

[[rule]]
id = "level.held"
finds = "what must not shrink"
why = "What 守牢 stands before is the level that it is kept at."
pattern = "name 守牢 amount"
measure = "level"
indicator = "{noun}"
examples = [{ text = "到2027年，林地保有量守牢30万亩。", indicator = "林地保有量", value = 300000, unit = "亩", year = 2027 }]
negatives = ["守牢生态红线。"]
"""


def test_a_dict_and_a_file_teach_the_same(tmp_path: Path) -> None:
    path = tmp_path / "forest.toml"
    path.write_text(TOML, encoding="utf-8")
    taught = gongwen.Extractor(packs=[PACK])
    of_file = gongwen.Extractor(packs=[path])
    assert taught.rules_sha256 == of_file.rules_sha256 == gongwen.Extractor(packs=[str(path)]).rules_sha256
    assert taught.rules_sha256 != gongwen.Extractor().rules_sha256
    document = taught.extract(TEXT)
    assert document == of_file.extract(TEXT)
    found = {record.indicator: (record.unit, [body.name for body in record.bodies]) for record in document.records}
    assert found["林地保有量"] == ("亩", ["总林长"])
    assert any(unit == "片区" for unit, _ in found.values())
    assert "level.held" not in {record.rule for record in gongwen.extract(TEXT).records}


def test_a_pack_goes_with_its_extractor_when_its_file_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "forest.toml"
    path.write_text(TOML, encoding="utf-8")
    sent = pickle.dumps(gongwen.Extractor(packs=[path]))
    path.unlink()
    assert any(record.rule == "level.held" for record in pickle.loads(sent).extract(TEXT).records)


def test_a_rule_can_be_taken_out_of_force() -> None:
    (record,) = gongwen.extract("到2030年，孵化器达到8家。").records
    others = gongwen.Extractor(disable=[record.rule]).extract("到2030年，孵化器达到8家。").records
    assert record.rule not in {other.rule for other in others}


@pytest.mark.parametrize(
    ("pack", "message"),
    [
        (
            {"units": {"count": ["片区"]}},
            r"packs\[0\]:1:2: unknown key `units`; did you mean `unit`\?(.|\n)*1 \| \[units\]",
        ),
        ({"rule": [{"id": "a"}]}, r"packs\[0\]:2:6: the rule has no `finds`"),
        ({"unit": {"count": ["片區"]}}, r"packs\[0\]:.*片区"),
    ],
)
def test_a_mistake_in_a_pack_is_told_with_its_place_and_what_to_do(pack: dict[str, Any], message: str) -> None:
    with pytest.raises(gongwen.Error, match=message) as error:
        gongwen.Extractor(packs=[pack])
    assert error.value.code == "data"


def test_what_is_no_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="null"):
        gongwen.Extractor(packs=[{"unit": {"count": None}}])
    with pytest.raises(TypeError, match="packs is a list"):
        gongwen.Extractor(packs=PACK)
    with pytest.raises(TypeError, match="disable is a list"):
        gongwen.Extractor(disable="level.held")
    with pytest.raises(ValueError, match=r"packs\[0\] cannot be written as TOML"):
        gongwen.Extractor(packs=[{"unit": {"count": {"片区"}}}])
    (tmp_path / "gbk.toml").write_bytes("# 林业".encode("gbk"))
    with pytest.raises(ValueError, match=r"gbk\.toml is not in UTF-8"):
        gongwen.Extractor(packs=[tmp_path / "gbk.toml"])
    with pytest.raises(FileNotFoundError):
        gongwen.Extractor(packs=[tmp_path / "missing.toml"])
    assert json.dumps(PACK, ensure_ascii=False).count("片区") == 1, "the pack of the tests was changed"

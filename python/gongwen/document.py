"""What is read from one document. Names and meanings are those of the lines of JSON: docs/output.md."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

SIGNS = {"eq": "=", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "≈", "range": "="}

Data = TypeVar("Data", str, bytes, bytearray)


class Span(NamedTuple):
    """Where something stands: bytes of UTF-8 from ``start`` to before ``end``, of the clean text or of the file."""

    start: int
    end: int

    def of(self, data: Data) -> Data:
        """What stands there: ``record.span.of(document.text)``, ``record.source_span.of(raw_bytes)``."""
        if isinstance(data, str):
            return data.encode("utf-8", "surrogatepass")[self.start : self.end].decode("utf-8", "surrogatepass")
        return data[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field was read: in the clean text, unless it stands outside of that (a meta tag), and in the file."""

    span: Span | None
    source_span: Span


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a page links."""

    name: str
    link: str
    kind: str
    source_span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The fields of a document, after GB/T 9704—2012."""

    doc_number: str | None
    title: str | None
    issuers: list[str]
    issued: str | None
    published: str | None
    index_number: str | None
    genre: str | None
    addressees: list[str]
    cited_numbers: list[str]
    attachments: list[Attachment]
    validity: str | None
    spans: dict[str, Place]

    @staticmethod
    def _fields(data: dict[str, Any]) -> dict[str, Any]:
        attachments = [Attachment(**{**one, "source_span": Span(*one["source_span"])}) for one in data["attachments"]]
        return {**data, "attachments": attachments, "spans": _places(data["spans"])}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Metadata):
    """One document of a collection."""

    span: Span


@dataclass(frozen=True, slots=True)
class Body:
    """A body that answers for a task (责任单位)."""

    name: str
    name_full: str
    role: str
    span: Span
    source_span: Span


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """An indicator with its value."""

    doc_number: str | None
    part: int | None
    indicator: str
    measure: str
    comparator: str
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    unit_inferred: bool
    year: int | None
    year_source: str | None
    cadence: str
    kind: str
    binding: str | None
    bodies: list[Body]
    quote: str
    value_text: str
    section: list[str]
    span: Span
    source_span: Span
    rule: str
    confidence: float
    spans: dict[str, Place]

    @classmethod
    def _of(cls, data: dict[str, Any]) -> Record:
        value_max = data["value_max"]
        return cls(
            **_spanned(
                data,
                value=Decimal(data["value"]),
                value_max=None if value_max is None else Decimal(value_max),
                bodies=[Body(**_spanned(body)) for body in data["bodies"]],
                spans=_places(data["spans"]),
            )
        )

    def __repr__(self) -> str:
        value = str(self.value) if self.value_max is None else f"{self.value}–{self.value_max}"
        measure = [] if self.measure == "level" else [self.measure]
        what = " ".join([self.indicator, *measure, SIGNS[self.comparator], value, *([self.unit] if self.unit else [])])
        year = [] if self.year is None else [f"{self.year}"]
        parts = [what, *year, self.kind, *(body.name for body in self.bodies)]
        return f"<Record {' · '.join(parts)}>"


@dataclass(frozen=True, slots=True)
class Repair:
    """What was repaired. ``before`` and ``after`` are ``from`` and ``to`` in JSON, where Python has other plans for the words."""

    kind: str
    before: str
    after: str
    certainty: str
    span: Span
    source_span: Span

    @classmethod
    def _of(cls, data: dict[str, Any]) -> Repair:
        fields = _spanned(data)
        return cls(before=fields.pop("from"), after=fields.pop("to"), **fields)


@dataclass(frozen=True, slots=True)
class Warning:
    """What a reader should know."""

    code: str
    message: str
    span: Span
    source_span: Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a file in another encoding."""

    encoding: str
    source_span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an encoding was chosen, and how near the next one was."""

    basis: str
    margin: float | None
    next: str | None
    label: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """How much was left out."""

    runs: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Document(Metadata):
    """A document: its fields, its records, and what was done to read them."""

    encoding: str
    encoding_evidence: Evidence
    segments: list[Segment]
    script: str
    parts: list[Part]
    records: list[Record]
    rejected: dict[str, int]
    """How many numbers are in no record, by reason."""
    repairs: list[Repair]
    warnings: list[Warning]
    removed: dict[str, Count]
    text: str = field(compare=False)
    """The clean text, in which ``span`` counts: simplified, whatever the script of the words."""
    json: str = field(compare=False)
    """The same as the line of JSON that the command writes, without its ``source``."""

    @classmethod
    def _of(cls, extraction: str, text: str) -> Document:
        data = json.loads(extraction)
        return cls(
            **Metadata._fields(data["document"]),
            encoding=data["encoding"],
            encoding_evidence=Evidence(**data["encoding_evidence"]),
            segments=[Segment(**_spanned(one)) for one in data["segments"]],
            script=data["script"],
            parts=[Part(**Metadata._fields(one["document"]), span=Span(*one["span"])) for one in data["parts"]],
            records=[Record._of(one) for one in data["records"]],
            rejected=data["rejected"],
            repairs=[Repair._of(one) for one in data["repairs"]],
            warnings=[Warning(**_spanned(one)) for one in data["warnings"]],
            removed={what: Count(**count) for what, count in data["removed"].items()},
            text=text,
            json=extraction,
        )

    def __repr__(self) -> str:
        names = [name for name in (self.doc_number, self.title) if name is not None]
        parts = [" ".join(names) or "without a title"]
        parts += [_counted(len(self.records), "record")]
        parts += [
            _counted(len(what), name) for what, name in ((self.repairs, "repair"), (self.warnings, "warning")) if what
        ]
        return f"<Document {' · '.join(parts)}>"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _spanned(data: dict[str, Any], **others: Any) -> dict[str, Any]:
    """``data`` with its spans as spans, and ``others`` as given."""
    spans: dict[str, Any] = {name: Span(*data[name]) for name in ("span", "source_span") if name in data}
    return {**data, **spans, **others}


def _places(data: dict[str, Any]) -> dict[str, Place]:
    return {
        name: Place(None if (span := place.get("span")) is None else Span(*span), Span(*place["source_span"]))
        for name, place in data.items()
        if place is not None
    }

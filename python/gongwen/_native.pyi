from os import PathLike

import pyarrow

__version__: str

class Error(Exception):
    """What cannot be read, why, and what to do."""

    code: str
    """``empty``, ``not_text``, ``limit``, ``not_found``, ``io``, ``internal``, or ``data`` for a pack."""

class Extractor:
    def __new__(
        cls,
        packs: list[tuple[str, str]],
        disable: list[str],
        script: str,
        encoding: str | None,
        limits: list[tuple[str, int]],
    ) -> Extractor: ...
    @property
    def rules_sha256(self) -> str: ...
    def extract(self, content: bytes) -> tuple[str, str]: ...
    def extract_file(self, path: PathLike[str]) -> tuple[str, str]: ...
    def extract_folder(
        self, paths: list[PathLike[str]], threads: int | None, follow_links: bool
    ) -> tuple[pyarrow.Table, dict[str, int]]: ...
    def extract_arrow(self, batch: object) -> pyarrow.RecordBatch | pyarrow.Table: ...

def schema() -> pyarrow.Schema:
    """The schema of the tables and batches that are given: see docs/tables.md, section joined."""

def pack_text(json: str) -> str: ...

"""How documents are read: with which packs and options, and from where."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import _native
from .document import Document

if TYPE_CHECKING:
    import pyarrow

# one line that ends as a file does, or begins as an address does: no document, and surely no text of one
NAME = re.compile(r"https?://\S+|[^\n。，；]+\.[A-Za-z][A-Za-z0-9]{1,4}")

SKIPPED = {
    "ending": "with no ending of a document",
    "link": "links (follow_links=True reads them)",
    "broken_link": "broken links",
    "not_a_file": "that are no file",
}


@dataclass(frozen=True)
class _Options:
    """What an extractor depends on, in plain values: it can be sent to another machine and looked up in a table."""

    packs: tuple[tuple[str, str], ...]
    disable: tuple[str, ...]
    script: str
    encoding: str | None
    limits: tuple[tuple[str, int], ...]


# to build one reads all words and rules; a worker of Spark asks for the same one for every task
@lru_cache(maxsize=16)
def _native_extractor(options: _Options) -> _native.Extractor:
    return _native.Extractor(
        list(options.packs), list(options.disable), options.script, options.encoding, list(options.limits)
    )


class Extractor:
    """Reads documents. It can be shared by threads, pickled, and sent to the workers of a cluster with its packs.

    Args:
        packs: Words and rules of one's own, each the path of a pack in TOML or a dict of the same form. They are read now.
        disable: Ids of rules that are not to be tried.
        script: The script of the words that are given. Spans count in the simplified text all the same.
        encoding: What the bytes are believed to be in. It decides only where the bytes leave a doubt.
        limits: How much one file may hold: ``bytes``, ``tokens``, ``cells``, ``numbers``, ``records``.

    Raises:
        Error: If a pack is not well formed; the message has file, line, and what to do.
        ValueError: If an option is unknown, or a pack is no text in UTF-8 or no dict of TOML.
        OSError: If the file of a pack cannot be read.
    """

    def __init__(
        self,
        *,
        packs: Iterable[str | PathLike[str] | Mapping[str, Any]] = (),
        disable: Iterable[str] = (),
        script: Literal["simplified", "traditional", "original"] = "simplified",
        encoding: str | None = None,
        limits: Mapping[str, int] | None = None,
    ) -> None:
        if isinstance(packs, (str, PathLike, Mapping)):
            raise TypeError("packs is a list; write packs=[…] for one pack too")
        if isinstance(disable, str):
            raise TypeError("disable is a list; write disable=[…] for one rule too")
        self._options = _Options(
            packs=tuple(_pack(place, pack) for place, pack in enumerate(packs)),
            disable=tuple(disable),
            script=script,
            encoding=encoding,
            limits=tuple(sorted((limits or {}).items())),
        )
        self._native = _native_extractor(self._options)

    def __getstate__(self) -> _Options:
        return self._options

    def __setstate__(self, options: _Options) -> None:
        self._options = options
        self._native = _native_extractor(options)

    @property
    def rules_sha256(self) -> str:
        """The SHA-256 of all words and rules in force: with the same one, the same version reads the same records."""
        return self._native.rules_sha256

    def extract(self, source: bytes | bytearray | memoryview | str | PathLike[str]) -> Document:
        """Reads one document: the bytes of a file, a text, or the file at a path (a :class:`pathlib.Path`).

        Raises:
            Error: If it is empty, no text, over a limit, or cannot be read; ``code`` says which.
            ValueError: If a ``str`` seems to be the name of a file and not a text.
        """
        if isinstance(source, PathLike):
            return Document._of(*self._native.extract_file(_readable(source)))
        if isinstance(source, str):
            if NAME.fullmatch(source):
                raise ValueError(f"a str is read as text; for a file write extract(pathlib.Path({source!r}))")
            source = source.encode("utf-8", "surrogatepass")
        if not isinstance(source, (bytes, bytearray, memoryview)):
            raise TypeError(f"a document is bytes, a str or a pathlib.Path, and no {type(source).__name__}")
        return Document._of(*self._native.extract(bytes(source)))

    def extract_folder(
        self,
        path: str | PathLike[str] | Iterable[str | PathLike[str]],
        *,
        threads: int | None = None,
        follow_links: bool = False,
    ) -> pyarrow.Table:
        """Reads a folder, or several folders and files, as ``gongwen extract`` does: the same files in the same order.

        Gives a row a record with the fields of its document; a document without a record or with an error is a row too.
        ``threads`` is one a core if nothing is said; the table is the same for any number. Use ``.to_pandas()`` for pandas.
        Read are ``.html .htm .shtml .xhtml .xml .txt .md``, and files that are named themselves; how many others there are is
        told in a :class:`UserWarning`. Hidden files are left out.

        Raises:
            ValueError: If there is nothing to read.
        """
        paths = [path] if isinstance(path, (str, PathLike)) else list(path)
        if threads is not None and threads < 1:
            raise ValueError(f"threads is {threads}; at least one is needed, or None for one a core")
        table, skipped = self._native.extract_folder([_readable(one) for one in paths], threads, follow_links)
        told = [f"{count} {SKIPPED.get(reason, reason)}" for reason, count in skipped.items() if reason != "hidden"]
        if told:
            warnings.warn(f"skipped: {', '.join(told)}", stacklevel=2)
        return table

    def extract_arrow(self, batch: Any) -> pyarrow.RecordBatch | pyarrow.Table:
        """Reads documents from Arrow: the column ``source`` has their names, ``content`` their bytes, as binary or strings.

        Anything that speaks the Arrow PyCapsule interface will do (pyarrow, polars, DuckDB, arro3). No content is copied into
        Python; the documents are read one after the other on this thread, without the GIL. Gives the columns of
        :func:`schema`: a row a record; a document without a record or with an error is a row too.

        A table or a stream can be broken off with Ctrl-C and be of any length; a batch is read in one go, and its records
        may hold 2 GiB of text. Other columns are left out: give each document a ``source`` of its own to join them by.

        Raises:
            ValueError: If a column is missing or of another type.
            OverflowError: If the records of a batch hold too much.
        """
        if not (hasattr(batch, "__arrow_c_array__") or hasattr(batch, "__arrow_c_stream__")):
            raise TypeError(
                f"a {type(batch).__name__} is no batch and no table of Arrow; pyarrow.Table.from_pandas makes one of a "
                "frame of pandas, pyarrow.table of a dict of columns"
            )
        return self._native.extract_arrow(batch)

    def __repr__(self) -> str:
        packs = "".join(f", {name}" for name, _ in self._options.packs)
        return f"<Extractor {self.rules_sha256[:12]}{packs}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Extractor) and self._options == other._options

    def __hash__(self) -> int:
        return hash(self._options)


def _pack(place: int, pack: str | PathLike[str] | Mapping[str, Any]) -> tuple[str, str]:
    """The name and the text of a pack."""
    if isinstance(pack, Mapping):
        try:
            return f"packs[{place}]", _native.pack_text(json.dumps(pack, allow_nan=False))
        except (TypeError, ValueError) as error:
            raise ValueError(f"packs[{place}] cannot be written as TOML: {error}") from error
    try:
        return str(pack), Path(pack).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{pack} is not in UTF-8; save it so: {error}") from error


def _readable(path: str | PathLike[str]) -> Path:
    """A path that is a file or a folder, or is not there: reading a pipe would wait for ever."""
    found = Path(path)
    if str(path) in ("", "-"):
        raise ValueError(f"{str(path)!r} names no file and no folder")
    if found.exists() and not (found.is_file() or found.is_dir()):
        raise ValueError(f"{found} is no file and no folder")
    return found


@lru_cache(maxsize=1)
def _default() -> Extractor:
    return Extractor()


def extract(source: bytes | bytearray | memoryview | str | PathLike[str]) -> Document:
    """Reads one document with the built-in words and rules: see :meth:`Extractor.extract`."""
    return _default().extract(source)


def extract_folder(
    path: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    threads: int | None = None,
    follow_links: bool = False,
) -> pyarrow.Table:
    """Reads a folder with the built-in words and rules: see :meth:`Extractor.extract_folder`."""
    return _default().extract_folder(path, threads=threads, follow_links=follow_links)


def extract_arrow(batch: Any) -> pyarrow.RecordBatch | pyarrow.Table:
    """Reads documents from Arrow with the built-in words and rules: see :meth:`Extractor.extract_arrow`."""
    return _default().extract_arrow(batch)

"""gongwen reads Chinese policy documents: from scraped pages to structured records of what each document commits to.

    >>> import gongwen
    >>> document = gongwen.extract("到2035年，湿地保护率达到60%以上（牵头单位：县林业局）。")
    >>> document.records[0]
    <Record 湿地保护率 ≥ 60 % · 2035 · target · 县林业局>

Bytes are read in whatever encoding they are, a ``str`` is the text itself, and a path is a file. Folders and batches give tables
of Arrow: :func:`extract_folder`, :func:`extract_arrow`. With options of one's own, make an :class:`Extractor`.
"""

from ._native import Error, __version__, schema
from .document import (
    Attachment,
    Body,
    Count,
    Document,
    Evidence,
    Metadata,
    Part,
    Place,
    Record,
    Repair,
    Segment,
    Span,
)
from .document import (
    Warning as Warning,
)
from .extractor import Extractor, extract, extract_arrow, extract_folder

# not `Warning`: with `*` it would take the place of that of Python
__all__ = [
    "Attachment",
    "Body",
    "Count",
    "Document",
    "Error",
    "Evidence",
    "Extractor",
    "Metadata",
    "Part",
    "Place",
    "Record",
    "Repair",
    "Segment",
    "Span",
    "__version__",
    "extract",
    "extract_arrow",
    "extract_folder",
    "schema",
]

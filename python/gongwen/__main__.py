"""``python -m gongwen FOLDER...``: a look at what is in folders. The command of the Rust crate does more."""

from __future__ import annotations

import argparse

import gongwen

COLUMNS = ["source", "indicator", "comparator", "value", "unit", "year"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m gongwen", description="Prints the first records of folders.")
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--rows", type=int, default=10, help="how many records are printed (10)")
    arguments = parser.parse_args()
    try:
        found = gongwen.extract_folder(arguments.paths)
    except ValueError as error:
        parser.error(str(error))
    documents = len(found["source"].unique())
    errors = len(found) - found["error_code"].null_count
    records = found.filter(found["indicator"].is_valid()).select(COLUMNS)
    print(f"{len(records)} records in {documents} documents, {errors} that could not be read")
    for row in records.slice(0, arguments.rows).to_pylist():
        print("\t".join("" if cell is None else str(cell) for cell in row.values()))


if __name__ == "__main__":
    main()

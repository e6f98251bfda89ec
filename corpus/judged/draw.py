#!/usr/bin/env python3
"""Draws records at random, for people to judge: draw.py EXTRACTED.jsonl --seed N --count N

EXTRACTED.jsonl is what `gongwen extract` wrote. Every record has the same chance. Prints the rows of a sample (see
README.md in this folder) with their verdicts left open as `?`, in the order of the sources.
"""
import argparse
import hashlib
import json
import random

FIELDS = ("detection", "indicator", "comparator", "year", "bodies", "kind")


def digest(record):
    """Eight digits that change when a field changes that is judged."""
    bodies = ",".join(f"{body['name']}:{body['role']}" for body in record["bodies"])
    values = [record[key] for key in ("indicator", "comparator", "value_max", "unit", "year", "kind")]
    fields = "\t".join("" if value is None else str(value) for value in [*values, bodies])
    return hashlib.sha256(fields.encode()).hexdigest()[:8]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("extracted")
    arguments.add_argument("--seed", type=int, required=True)
    arguments.add_argument("--count", type=int, default=300)
    options = arguments.parse_args()
    records = []
    with open(options.extracted, encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            name = document["source"].rsplit("/", 1)[-1]
            for record in document.get("records", []):
                place = record["spans"]["value"]["source_span"][0]
                records.append((name, place, record["value"], record["rule"], record["confidence"], digest(record)))
    sample = sorted(random.Random(options.seed).sample(sorted(records), options.count))
    print("source", "value_at", "value", "rule", "confidence", "fields", *FIELDS, sep="\t")
    for row in sample:
        print(*row, *("?" * len(FIELDS)), sep="\t")


if __name__ == "__main__":
    main()

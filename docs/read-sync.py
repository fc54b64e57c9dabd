#!/usr/bin/env python3
"""Prints every document of an unencrypted folder that porada synchronises, one JSON a line: python3 read-sync.py FOLDER

An example for other programs: the protocol is in sync.md beside this file. It reads only, needs Python's standard
library only, and does not check signatures or hashes: trust the folder, or check them (BLAKE3, ed25519) first.
Of several versions of a document those are printed of which no other has seen all; porada itself merges them.
What has not arrived yet or is not whole is named on the error output and left out.
"""
import json
import re
import sys
from pathlib import Path

def read(path, parse=json.loads):
    try:
        return parse(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        print(f"{path}: {error}", file=sys.stderr)

def heads(folder):
    """Of each device the newest whole head, and others of its number: it may run twice. Other names are foreign."""
    newest = {}
    for path in sorted((folder / "heads").iterdir(), key=lambda path: path.name.split(".")[1:2], reverse=True):
        name = re.fullmatch(r"([0-9a-f]{32})\.([0-9]{8})\.[0-9a-f]{8}\.json", path.name)
        if name and newest.get(name[1], name[2]) == name[2] and (head := read(path)):
            newest[name[1]] = name[2]
            yield head["signed"]

def rows(folder, head):
    """What a head lists: the parts of its index, oldest first, then its delta; later rows replace earlier ones."""
    indexes = [read(folder / "index" / head["device"] / f"{part}.json") for _, _, part in head["index"]]
    parts = [index["docs"] for index in indexes if index] + [head["delta"]]
    return {row[1]: row for part in parts for row in part}.values()

def document(folder, device, row, packs):
    """One version: a file of its own, or a line of a pack."""
    _, name, digest, *pack = row
    if not pack:
        return read(folder / "docs" / device / name[:2] / f"{name}.{digest}.json")
    if pack[0] not in packs:
        by_name = lambda text: {json.loads(it)["id"].replace("-", ""): it for it in text.strip().split("\n")}
        packs[pack[0]] = read(folder / "packs" / device / f"{pack[0]}.ndjson", by_name) or {}
    return json.loads(packs[pack[0]].get(name, "null"))

def main(folder):
    marker = read(folder / "porada.json") or sys.exit("there is no marker")
    if not marker["format"].startswith("porada-sync/1") or marker["encryption"] != "none":
        sys.exit("this is no unencrypted storage of porada-sync/1")
    found, packs = {}, {}
    covers = lambda one, other: all(one["sync"]["seen"].get(it, 0) >= n for it, n in other["sync"]["seen"].items())
    for head, row in ((head, row) for head in heads(folder) for row in rows(folder, head)):
        new = document(folder, head["device"], row, packs)
        if new and not any(covers(known, new) for known in found.get(new["id"], [])):
            found[new["id"]] = [known for known in found.get(new["id"], []) if not covers(new, known)] + [new]
    for version in (version for versions in found.values() for version in versions):
        print(json.dumps(version, ensure_ascii=False))

main(Path(sys.argv[1]))

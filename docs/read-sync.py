#!/usr/bin/env python3
"""Prints every document of an unencrypted folder that porada synchronises, one JSON a line.

    python3 read-sync.py FOLDER

An example for other programs: the protocol is in sync.md beside this file. It reads only, needs Python's standard
library only, and does not check signatures or hashes: trust the folder, or check them (BLAKE3, ed25519) first.
Of several devices' copies of a document the one that has seen the most is printed; porada itself merges them.
"""
import json
import sys
from pathlib import Path


def rows(folder, head):
    """What a head lists: the parts of its index, oldest first, then its delta; later rows replace earlier ones."""
    listed = {}
    for _, _, part in head["index"]:
        index = json.loads((folder / "index" / head["device"] / f"{part}.json").read_text("utf-8"))
        listed.update((name, row) for row in index["docs"] for name in [row[1]])
    listed.update((name, row) for row in head["delta"] for name in [row[1]])
    return listed.values()


def document(folder, device, row, packs):
    """One version: a file of its own, or the line of a pack that is the same document with the same hash."""
    _, name, digest, *pack = row
    if not pack:
        return json.loads((folder / "docs" / device / name[:2] / f"{name}.{digest}.json").read_text("utf-8"))
    if pack[0] not in packs:
        lines = (folder / "packs" / device / f"{pack[0]}.ndjson").read_text("utf-8").split("\n")
        packs[pack[0]] = {json.loads(line)["id"].replace("-", ""): line for line in lines if line}
    return json.loads(packs[pack[0]][name])


def main(folder):
    marker = json.loads((folder / "porada.json").read_text("utf-8"))
    if not marker["format"].startswith("porada-sync/1") or marker["encryption"] != "none":
        sys.exit("this is no unencrypted storage of porada-sync/1")
    newest = {}
    for path in sorted((folder / "heads").glob("*.*.*.json")):
        device, number, _, _ = path.name.split(".")
        newest[device] = max(newest.get(device, (0, None)), (int(number), path))
    found, packs = {}, {}
    for device, (_, path) in newest.items():
        for row in rows(folder, json.loads(path.read_text("utf-8"))["signed"]):
            read = document(folder, device, row, packs)
            known = found.get(read["id"])
            if known is None or sum(read["sync"]["seen"].values()) > sum(known["sync"]["seen"].values()):
                found[read["id"]] = read
    for read in found.values():
        print(json.dumps(read, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

#!/usr/bin/env python3
"""Pages joined by --after are the whole list: no gap, no double, the same order, also across segments and equal scores.

paging.py INDEX_PROGRAM SEARCH_PROGRAM
"""
import json
import os
import random
import subprocess
import sys
import tempfile

INDEX, SEARCH = sys.argv[1:3]


def search(*words):
    done = subprocess.run([SEARCH, "--json", "--snippet", "0", *words], capture_output=True, text=True, timeout=120)
    assert done.returncode in (0, 1), done
    return json.loads(done.stdout), done.returncode


def walk(index, query, k):
    hits, cursor = [], []
    while True:
        page, code = search("-k", str(k), *cursor, "--total", index, query)
        assert code == (0 if page["hits"] or page["total"] else 1), page
        hits += [(hit["id"], hit["score"]) for hit in page["hits"]]
        assert len(page["hits"]) <= k and (page["next"] is None or len(page["hits"]) == k), page
        if page["next"] is None:
            return hits, page["total"]
        cursor = ["--after", page["next"]]


def build(folder, rng):
    """three segments, a few documents deleted, many of the same score"""
    index = os.path.join(folder, "index")
    for part in range(3):
        path = os.path.join(folder, "part%d.jsonl" % part)
        with open(path, "w") as f:
            for i in range(250):
                text = " ".join(rng.choice(("a", "b", "c", "d", "e e", "f")) for _ in range(rng.choice((3, 3, 8))))
                f.write(json.dumps({"id": "%d-%d" % (part, i), "text": text}) + "\n")
        verb = ["add"] if part else ["build", "--analyzer", "whitespace"]
        subprocess.run([INDEX, verb[0], "-q", *verb[1:], index, path], check=True)
    subprocess.run([INDEX, "delete", "-q", index, *("1-%d" % i for i in range(0, 250, 7))], check=True)
    return index


def main():
    with tempfile.TemporaryDirectory() as folder:
        index = build(folder, random.Random(5))
        for query in ("a", "a b", "+a +e", "e -f", '"e e" d', '"a b"~2', "(a OR f) AND NOT c", "zzz"):
            whole, _ = search("-k", "1000", "--total", index, query)
            wanted = [(hit["id"], hit["score"]) for hit in whole["hits"]]
            assert len(wanted) == whole["total"], (query, len(wanted), whole["total"])
            assert len(set(wanted)) == len(wanted)
            assert [-score for _, score in wanted] == sorted(-score for _, score in wanted)
            for k in (7, 64, 250):
                hits, total = walk(index, query, k)
                assert hits == wanted, (query, k, len(hits), len(wanted))
                assert total == whole["total"], (query, k, total)
            if 0 < len(wanted):
                assert walk(index, query, len(wanted))[0] == wanted


if __name__ == "__main__":
    main()

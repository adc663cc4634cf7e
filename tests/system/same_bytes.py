#!/usr/bin/env python3
"""One corpus gives one file, whatever the number of threads and the memory budget.

same_bytes.py INDEX_PROGRAM SEARCH_PROGRAM
"""
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile


def write_corpus(path):
    """about 10 MB in JSON Lines, some ids twice"""
    rng = random.Random(7)
    words = ["wort%d" % i for i in range(20000)]
    with open(path, "w", encoding="utf-8") as f:
        for i in range(9000):
            text = " ".join(words[int(20000 * rng.random() ** 3)] for _ in range(rng.randrange(200)))
            f.write(json.dumps({"id": i if i % 500 else i // 2, "title": "Titel %d" % i, "text": text}) + "\n")


def main():
    program = sys.argv[1]
    sums = {}
    with tempfile.TemporaryDirectory() as folder:
        corpus = os.path.join(folder, "corpus.jsonl")
        write_corpus(corpus)
        for threads in ("1", "2", "3"):
            for memory in ("16M", "64M", "1G"):
                index = os.path.join(folder, "index-%s-%s" % (threads, memory))
                subprocess.run([program, "build", "-q", "--threads", threads, "--memory", memory, index, corpus], check=True)
                names = sorted(n for n in os.listdir(index) if n != "lock")
                digest = hashlib.sha256()
                for name in names:
                    digest.update(name.encode() + open(os.path.join(index, name), "rb").read())
                sums.setdefault(digest.hexdigest(), []).append((threads, memory))
                subprocess.run([program, "check", "-q", index], check=True)
    if len(sums) != 1:
        sys.exit("different bytes: %s" % sums)


if __name__ == "__main__":
    main()

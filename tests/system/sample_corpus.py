#!/usr/bin/env python3
"""The sample corpus answers its list of queries: the expected article is among the first three hits.

sample_corpus.py INDEX_PROGRAM SEARCH_PROGRAM
"""
import os
import subprocess
import sys
import tempfile

CORPUS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "corpus")


def main():
    index_program, search_program = sys.argv[1:3]
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        index = os.path.join(folder, "index")
        subprocess.run([index_program, "build", "-q", index, os.path.join(CORPUS, "sample")], check=True)
        subprocess.run([index_program, "check", "-q", index], check=True)
        lines = open(os.path.join(CORPUS, "queries.tsv"), encoding="utf-8").read().splitlines()
        for number, line in enumerate(lines, 1):
            query, path = line.split("\t")
            found = subprocess.run([search_program, "-q", "-k", "3", "--format", "ids", index, query],
                                   capture_output=True, text=True)
            if path not in found.stdout.splitlines():
                failures.append("line %d: %r: wanted %s, got %s" % (number, query, path, found.stdout.split()))
    if failures:
        sys.exit("\n".join(failures))
    print("%d queries" % len(lines))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""An index made by an earlier build of this format version: it is read as ever, finds what brute force finds, and the
same corpus still gives the same bytes. Fails when the format changes without its version.

golden.py INDEX_PROGRAM SEARCH_PROGRAM
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "oracle"))
import brute_force
import random_queries


def main():
    build, search = sys.argv[1:3]
    documents = [line.split() for line in open(os.path.join(HERE, "corpus.txt"))]
    corpus, rng = brute_force.Corpus(documents), random.Random(5)
    with tempfile.TemporaryDirectory() as folder:
        old, new = os.path.join(folder, "old"), os.path.join(folder, "new")
        shutil.copytree(os.path.join(HERE, "index"), old)
        subprocess.run([build, "check", "-q", old], check=True)
        for _ in range(60):
            tree, text = random_queries.query(rng, documents, 60)
            want = ["%d\t%.6f" % (d, s) for s, d in brute_force.search(corpus, tree, 1.2, 0.75)[:10]]
            found = subprocess.run([search, "-q", "--format", "tsv", old, text], capture_output=True, text=True)
            got = ["\t".join(line.split("\t")[2:4]) for line in found.stdout.splitlines()]
            if got != want:
                sys.exit("%r: wanted %s, got %s %s" % (text, want, got, found.stderr))
        subprocess.run([build, "build", "-q", "--analyzer", "whitespace", "--format", "lines", "--no-store", new,
                        os.path.join(HERE, "corpus.txt")], check=True)
        for name in ("manifest", "segment-000001"):
            if open(os.path.join(old, name), "rb").read() != open(os.path.join(new, name), "rb").read():
                sys.exit("%s has other bytes than those of the golden index" % name)


if __name__ == "__main__":
    main()

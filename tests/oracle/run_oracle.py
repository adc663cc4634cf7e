#!/usr/bin/env python3
"""Compares the two programs with brute force over random corpora: same documents, same scores to the last printed digit,
same counts.

run_oracle.py INDEX_PROGRAM SEARCH_PROGRAM [--corpora N] [--queries N] [--seed N]
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile

import brute_force
import random_queries


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1) or "ERROR: " in done.stderr:
        sys.exit("%s: exit %d\n%s" % (" ".join(command), done.returncode, done.stderr))
    return done.stdout


def by_query(lines):
    found = {}
    for line in lines.splitlines():
        qid, _, document, score = line.split("\t")[:4]
        found.setdefault(int(qid), []).append((document, score))
    return found


def compare(corpus, trees, texts, args, index, k, k1, b, where):
    queries = index + ".queries"
    with open(queries, "w") as f:
        for i, line in enumerate(texts):
            f.write("%d\t%s\n" % (i, line))
    options = ["--k1", repr(k1), "--b", repr(b)] if (k1, b) != (1.2, 0.75) else []
    hits = by_query(run(args.search, "-q", "--format", "tsv", "-k", str(k), *options, index, "--queries", queries))
    counts = dict(line.split("\t") for line in run(args.search, "-q", "--count", index, "--queries", queries).splitlines())
    compared = 0
    for i, tree in enumerate(trees):
        best = brute_force.search(corpus, tree, k1, b)
        want = [(str(d), "%.6f" % s) for s, d in best[:k]]
        got = hits.get(i, [])
        if got != want or int(counts[str(i)]) != len(best):
            sys.exit("%s, query %r, k %d, k1 %g, b %g:\n wanted %s of %d\n got    %s of %s\nin %s" % (
                where, texts[i], k, k1, b, want[:12], len(best), got[:12], counts[str(i)], index))
        compared += len(want) + 1
    return compared


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index")
    parser.add_argument("search")
    parser.add_argument("--corpora", type=int, default=12)
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    compared = 0
    with tempfile.TemporaryDirectory() as folder:
        for c in range(args.corpora):
            rng = random.Random(args.seed * 1000 + c)
            size = rng.choice((1, 5, 40, 300, 700, 1500))
            words, longest = rng.choice(((8, 12), (60, 30), (2000, 60), (300, 150)))
            documents = random_queries.corpus(rng, size, words, longest)
            corpus = brute_force.Corpus(documents)
            lines, index = os.path.join(folder, "c%d.txt" % c), os.path.join(folder, "c%d" % c)
            with open(lines, "w") as f:
                f.writelines(" ".join(d) + "\n" for d in documents)
            run(args.index, "build", "-q", "--analyzer", "whitespace", "--format", "lines", "--threads", str(1 + c % 2), index, lines)
            drawn = [random_queries.query(rng, documents, words) for _ in range(max(20, args.queries * 40 // (40 + size // 4)))]
            trees, texts = [d[0] for d in drawn], [d[1] for d in drawn]
            for k, k1, b in ((10, 1.2, 0.75), (rng.choice((1, 3, 100, 1000)), 1.2, 0.75), (10, 0.9, 0.4), (10, 2.0, 1.0)):
                compared += compare(corpus, trees, texts, args, index, k, k1, b, "corpus %d of %d documents" % (c, size))
    print("%d comparisons, 0 differences" % compared)


if __name__ == "__main__":
    main()

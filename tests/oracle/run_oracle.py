#!/usr/bin/env python3
"""Compares the two programs with brute force over random corpora: same documents, same scores to the last printed digit,
same counts; on every CPU path, in one segment and in five, with deletions, merged.

run_oracle.py INDEX_PROGRAM SEARCH_PROGRAM [--corpora N] [--queries N] [--seed N]
"""
import argparse
import os
import random
import re
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


def compare(corpus, trees, texts, args, index, k, k1, b, where, ids=None):
    """`ids`: names of the corpus' documents, if not their numbers"""
    queries = index + ".queries"
    with open(queries, "w") as f:
        for i, line in enumerate(texts):
            f.write("%d\t%s\n" % (i, line))
    options = ["--k1", repr(k1), "--b", repr(b)] if (k1, b) != (1.2, 0.75) else []
    hits = by_query(run(args.search, "-q", "--cpu", args.path, "--format", "tsv", "-k", str(k), *options, index, "--queries", queries))
    counts = dict(line.split("\t") for line in run(args.search, "-q", "--cpu", args.path, "--count", index, "--queries", queries).splitlines())
    compared = 0
    for i, tree in enumerate(trees):
        best = brute_force.search(corpus, tree, k1, b)
        want = [(str(ids[d] if ids else d), "%.6f" % s) for s, d in best[:k]]
        got = hits.get(i, [])
        if got != want or int(counts[str(i)]) != len(best):
            sys.exit("%s, query %r, k %d, k1 %g, b %g:\n wanted %s of %d\n got    %s of %s\nin %s" % (
                where, texts[i], k, k1, b, want[:12], len(best), got[:12], counts[str(i)], index))
        compared += len(want) + 1
    return compared


def cpu_paths(search):
    """what this machine can run"""
    best = re.search("CPU path: (.*)", run(search, "--version")).group(1)
    return {"avx2": ["scalar", "sse4.1", "avx2"], "sse4.1": ["scalar", "sse4.1"], "neon": ["scalar", "neon"]}.get(best, ["scalar"])


def write_part(path, documents, first):
    with open(path, "w") as f:
        for number, tokens in enumerate(documents, first):
            f.write('{"id": "%d", "text": "%s"}\n' % (number, " ".join(tokens)))


def build_segments(args, folder, name, documents, threads):
    """an index of up to five segments, made by adding"""
    index, step, made = os.path.join(folder, name), max(1, -(-len(documents) // 5)), False
    for first in range(0, len(documents), step):
        part = os.path.join(folder, name + ".jsonl")
        write_part(part, documents[first:first + step], first)
        options = ["-q", "--threads", threads] + ([] if made else ["--analyzer", "whitespace"])
        run(args.index, "add" if made else "build", *options, index, part)
        made = True
    return index


def several_segments(args, folder, name, documents, trees, texts, rng, threads):
    """five segments; a tenth deleted (they count in the statistics until a merge); merged"""
    documents = [d for d in documents if d] or [["w0"]]
    where, compared = name + " in segments", 0
    index = build_segments(args, folder, name, documents, threads)
    compared += compare(brute_force.Corpus(documents), trees, texts, args, index, 10, 1.2, 0.75, where)
    deleted = sorted(rng.sample(range(len(documents)), len(documents) // 10))
    if deleted:
        run(args.index, "delete", "-q", index, *map(str, deleted))
    for k, k1, b in ((10, 1.2, 0.75), (100, 0.9, 0.4)):
        compared += compare(brute_force.Corpus(documents, deleted), trees, texts, args, index, k, k1, b, where + " with deletions")
    run(args.index, "merge", "-q", index)
    run(args.index, "check", "-q", index)
    left = [(i, d) for i, d in enumerate(documents) if i not in set(deleted)]
    merged = brute_force.Corpus([d for _, d in left])
    compared += compare(merged, trees, texts, args, index, 10, 1.2, 0.75, where + " merged", [i for i, _ in left])
    return compared


def one_corpus(args, folder, c, paths):
    rng = random.Random(args.seed * 1000 + c)
    size = rng.choice((1, 5, 40, 300, 700, 1500))
    words, longest = rng.choice(((8, 12), (60, 30), (2000, 60), (300, 150)))
    documents = random_queries.corpus(rng, size, words, longest)
    corpus, threads, name = brute_force.Corpus(documents), str(1 + c % 2), "corpus %d of %d documents" % (c, size)
    lines, index = os.path.join(folder, "c%d.txt" % c), os.path.join(folder, "c%d" % c)
    with open(lines, "w") as f:
        f.writelines(" ".join(d) + "\n" for d in documents)
    run(args.index, "build", "-q", "--analyzer", "whitespace", "--format", "lines", "--threads", threads, index, lines)
    drawn = [random_queries.query(rng, documents, words) for _ in range(max(20, args.queries * 40 // (40 + size // 4)))]
    trees, texts, compared = [d[0] for d in drawn], [d[1] for d in drawn], 0
    for number, (k, k1, b) in enumerate(((10, 1.2, 0.75), (rng.choice((1, 3, 100, 1000)), 1.2, 0.75), (10, 0.9, 0.4),
                                         (10, 2.0, 1.0))):
        args.path = paths[(c + number) % len(paths)]
        compared += compare(corpus, trees, texts, args, index, k, k1, b, "%s, %s" % (name, args.path))
    half = len(trees) // 2 + 1
    return compared + several_segments(args, folder, "s%d" % c, documents, trees[:half], texts[:half], rng, threads)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index")
    parser.add_argument("search")
    parser.add_argument("--corpora", type=int, default=12)
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    compared, paths = 0, cpu_paths(args.search)
    with tempfile.TemporaryDirectory() as folder:
        for c in range(args.corpora):
            compared += one_corpus(args, folder, c, paths)
    print("%d comparisons, 0 differences" % compared)


if __name__ == "__main__":
    main()

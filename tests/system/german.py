#!/usr/bin/env python3
"""The German conformance list: what a German reader expects to find, and what not. The pass list may only grow.

german.py INDEX_PROGRAM SEARCH_PROGRAM             a pair of passes.txt that fails is a failure
german.py INDEX_PROGRAM SEARCH_PROGRAM --update    adds to passes.txt what passes now
german.py INDEX_PROGRAM SEARCH_PROGRAM --failing   names the pairs that fail, listed or not
"""
import os
import subprocess
import sys
import tempfile

import german_pairs

PASSES = os.path.join(german_pairs.LISTS, "passes.txt")


def run_queries(index_program, search_program, pairs):
    with tempfile.TemporaryDirectory() as folder:
        documents, queries, index = (os.path.join(folder, name) for name in ("documents.jsonl", "queries.tsv", "index"))
        german_pairs.write_documents(pairs, documents)
        german_pairs.write_queries(pairs, queries)
        subprocess.run([index_program, "build", "-q", index, documents], check=True)
        subprocess.run([index_program, "check", "-q", index], check=True)
        found = subprocess.run([search_program, "-q", "--all", "-k", "100000", "--format", "trec", "--queries", queries, index],
                               check=True, capture_output=True, text=True, encoding="utf-8")
        return german_pairs.read_run(found.stdout.splitlines())


def read_passes():
    """id -> its line; the query behind the id is for the reader"""
    if not os.path.exists(PASSES):
        return {}
    with open(PASSES, encoding="utf-8") as f:
        return {line.split("\t")[0]: line for line in f.read().splitlines()}


def write_passes(lines):
    with open(PASSES, "w", encoding="utf-8") as f:
        f.writelines(lines[name] + "\n" for name in sorted(lines))


def describe(pair):
    sign = {"match": "finds", "no-match": "does not find", "above": "finds first"}[pair.kind]
    over = ", then %r" % pair.other if pair.other else ""
    return "%s: %s %s %r%s" % (pair.id, pair.query, sign, pair.document, over)


def print_figures(pairs, passed):
    for phenomenon, (good, total) in german_pairs.count_by_phenomenon(pairs, passed).items():
        print("%-24s %3d of %3d" % (phenomenon, good, total))
    print("%-24s %3d of %3d" % ("all", len(passed), len(pairs)))


def self_test():
    """the verdicts are as the lists mean them, and escapes are read"""
    pair = german_pairs.parse_line("p\tabove\ta\\u00ADb\tx\\ny\tz\\\\", "here")
    assert (pair.query, pair.document, pair.other) == ("a\u00adb", "x\ny", "z\\")
    best, other = pair.id, pair.id + "/other"
    verdicts = [german_pairs.passes(pair, {pair.id: hits}) for hits in
                ({best: 2.0, other: 1.0}, {best: 1.0}, {best: 1.0, other: 1.0}, {other: 1.0}, {})]
    assert verdicts == [True, True, False, False, False]
    match = german_pairs.parse_line("p\tmatch\ta\tb", "here")
    none = german_pairs.parse_line("p\tno-match\ta\tb", "here")
    assert german_pairs.passes(match, {match.id: {match.id: 1.0}}) and not german_pairs.passes(match, {})
    assert german_pairs.passes(none, {}) and not german_pairs.passes(none, {none.id: {none.id: 1.0}})


def main():
    self_test()
    index_program, search_program = sys.argv[1:3]
    pairs = {pair.id: pair for pair in german_pairs.read_pairs()}
    run = run_queries(index_program, search_program, list(pairs.values()))
    passed = {name for name, pair in pairs.items() if german_pairs.passes(pair, run)}
    print_figures(pairs.values(), passed)
    listed = read_passes()
    new = [pair for name, pair in pairs.items() if name in passed and name not in listed]
    if "--failing" in sys.argv:
        print("\n".join(describe(pair) for name, pair in pairs.items() if name not in passed))
    if "--update" in sys.argv:
        write_passes({**listed, **{pair.id: "%s\t%s" % (pair.id, pair.query) for pair in new}})
        print("added %d to %s" % (len(new), os.path.relpath(PASSES)))
    elif new:
        print("\n".join("passes now: " + describe(pair) for pair in new))
        print("to add them: %s" % " ".join(["python3"] + sys.argv[:3] + ["--update"]))
    faults = ["passed before, fails now: " + describe(pairs[name]) for name in listed if name in pairs and name not in passed]
    faults += ["passes.txt: no such pair: " + name for name in listed if name not in pairs]
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()

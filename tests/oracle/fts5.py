#!/usr/bin/env python3
"""SQLite's FTS5 as a second opinion on which documents match AND, OR, NOT and phrases.

fts5.py INDEX_PROGRAM SEARCH_PROGRAM [--corpora N] [--queries N] [--seed N]

Tokens are lower-case words of letters and digits, which both sides cut at blanks and leave as they are.
"""
import argparse
import os
import random
import sqlite3
import subprocess
import sys
import tempfile


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1) or "ERROR: " in done.stderr:
        sys.exit("%s: exit %d\n%s" % (" ".join(command), done.returncode, done.stderr))
    return done.stdout


def operand(rng, documents, words):
    """the same leaf in both languages"""
    document = rng.choice(documents)
    if len(document) > 3 and rng.random() < 0.35:
        length = rng.choice((2, 2, 3))
        start = rng.randrange(len(document) - length + 1)
        tokens = document[start:start + length]
        if rng.random() < 0.3:
            rng.shuffle(tokens)
        text = '"%s"' % " ".join(tokens)
        return text, text
    word = rng.choice(document) if document and rng.random() < 0.8 else "w%d" % rng.randrange(words + 3)
    return word, word


def expression(rng, documents, words, depth):
    """a query of ours and one of FTS5; every operator in parentheses, so that no precedence is compared"""
    kind = rng.choice(("leaf", "and", "or", "not", "and", "or")) if depth else "leaf"
    if kind == "leaf":
        return operand(rng, documents, words)
    parts = [expression(rng, documents, words, depth - 1) for _ in range(2 if kind == "not" else rng.randint(2, 4))]
    ours = {"and": (" AND ", " UND "), "or": (" OR ", " ODER "), "not": (" AND NOT ", " UND NICHT ", " NOT ")}[kind]
    theirs = {"and": " AND ", "or": " OR ", "not": " NOT "}[kind]
    return "(%s)" % rng.choice(ours).join(p[0] for p in parts), "(%s)" % theirs.join(p[1] for p in parts)


def signs(rng, documents, words):
    """+ - and plain words: with a + the plain ones do not matter, without one any will do"""
    roles = [(rng.choice("+ -"), *operand(rng, documents, words)) for _ in range(rng.randint(1, 5))]
    must, may, never = ([r[2] for r in roles if r[0] == sign] for sign in "+ -")
    if not must and not may:
        return None
    wanted = " AND ".join(must) if must else " OR ".join(may)
    theirs = "(%s)" % wanted + (" NOT (%s)" % " OR ".join(never) if never else "")
    return " ".join(r[0].strip() + r[1] for r in roles), theirs


def make_corpus(rng):
    size, words, longest = rng.choice(((50, 10, 12), (400, 60, 30), (2000, 300, 25), (1500, 20, 8)))
    return words, [["w%d" % int(words * rng.random() ** 3) for _ in range(int(longest * rng.random()))] for _ in range(size)]


def compare(args, folder, rng, number):
    words, documents = make_corpus(rng)
    lines, index, queries = (os.path.join(folder, "%s%d" % (name, number)) for name in ("lines", "index", "queries"))
    with open(lines, "w") as f:
        f.writelines(" ".join(d) + "\n" for d in documents)
    run(args.index, "build", "-q", "--analyzer", "whitespace", "--format", "lines", index, lines)
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table t using fts5(x, tokenize = 'unicode61')")
    database.executemany("insert into t(rowid, x) values (?, ?)", ((i, " ".join(d)) for i, d in enumerate(documents)))
    pairs = [p for p in (signs(rng, documents, words) if rng.random() < 0.3 else expression(rng, documents, words, 3)
                         for _ in range(args.queries)) if p]
    with open(queries, "w") as f:
        f.writelines("%d\t%s\n" % (i, ours) for i, (ours, _) in enumerate(pairs))
    found = {}
    for line in run(args.search, "-q", "--format", "trec", "-k", "100000", index, "--queries", queries).splitlines():
        found.setdefault(int(line.split()[0]), []).append(int(line.split()[2]))
    counts = dict(line.split("\t") for line in run(args.search, "--count", index, "--queries", queries).splitlines())
    hits = 0
    for i, (ours, theirs) in enumerate(pairs):
        wanted = [row[0] for row in database.execute("select rowid from t where t match ? order by rowid", (theirs,))]
        got = sorted(found.get(i, []))
        if got != wanted or int(counts[str(i)]) != len(wanted):
            sys.exit("%d documents, query %r (%r):\n only FTS5 %s\n only here %s\n count %s of %d" % (
                len(documents), ours, theirs, sorted(set(wanted) - set(got))[:20], sorted(set(got) - set(wanted))[:20],
                counts[str(i)], len(wanted)))
        hits += len(wanted)
    return len(pairs), hits


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index")
    parser.add_argument("search")
    parser.add_argument("--corpora", type=int, default=6)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    try:
        sqlite3.connect(":memory:").execute("create virtual table t using fts5(x)")
    except sqlite3.OperationalError as error:
        print("this Python's SQLite has no FTS5: %s" % error)
        sys.exit(77)
    rng, queries, hits = random.Random(args.seed), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(args.corpora):
            more, matched = compare(args, folder, rng, number)
            queries, hits = queries + more, hits + matched
    print("%d queries, %d matches, 0 differences" % (queries, hits))


if __name__ == "__main__":
    main()

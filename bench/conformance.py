#!/usr/bin/env python3
"""The German conformance list of tests/cases/german, asked of Stichwort and of other engines; writes tables to standard output.

conformance.py INDEX_PROGRAM SEARCH_PROGRAM
An engine that cannot be run is named with its error, and has no column.
"""
import os
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
sys.path.insert(0, os.path.join(ROOT, "tests", "system"))
import german  # noqa: E402
import german_pairs  # noqa: E402

# Debian's Python is the one that knows Debian's python3-xapian.
PYTHON = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable
PEERS = {"Lucene": "lucene_german", "PostgreSQL": "postgresql_german", "Xapian": "xapian_german", "SQLite": "sqlite_fts5"}
SETUPS = {
    "Stichwort": "`stichwort-index build`, `stichwort-search --all`",
    "Lucene": "`GermanAnalyzer`; classic query parser, AND, signs escaped",
    "PostgreSQL": "configuration `german`; `plainto_tsquery`, `ts_rank`",
    "Xapian": "stemmer `german`; term generator and query parser as they come, AND",
    "SQLite": "FTS5, tokenizer `unicode61`; every word quoted, AND, `bm25`",
}
HEAD = """# German conformance

%d pairs of a query and a document, from `tests/cases/german` (its README says how a pair passes), in one index of %d short documents; all
words of a query required. Every engine in its plain German set-up; several can do more with dictionaries or filters of one's own.
The list was written by the authors of Stichwort over every phenomenon that they know of, most of it before these figures were known: it
is a checklist, not a sample of what people search for; german.md tells what passed of pairs that the engine had not seen. An engine that
finds little passes more of the `no-match` pairs.

Made by `scripts/conformance`.
"""


def run_peer(script, documents, queries):
    """the engine's version and its run; None and its error when it cannot run"""
    path = os.path.join(german_pairs.LISTS, "peers", script + ".py")
    done = subprocess.run([PYTHON, path, documents, queries], capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        return None, (done.stderr.strip().splitlines() or ["exit %d" % done.returncode])[-1]
    lines = done.stdout.splitlines()
    return lines[0].lstrip("# "), german_pairs.read_run(lines[1:])


def ask_all(programs, pairs):
    """engine -> set of passed pairs, engine -> version, engine -> error"""
    passed, versions, errors = {}, {}, {}

    def judge(engine, run):
        passed[engine] = {pair.id for pair in pairs if german_pairs.passes(pair, run)}
    judge("Stichwort", german.run_queries(*programs, pairs))
    versions["Stichwort"] = subprocess.run([programs[1], "--version"], check=True, capture_output=True, text=True).stdout.splitlines()[0]
    with tempfile.TemporaryDirectory() as folder:
        documents, queries = os.path.join(folder, "documents.jsonl"), os.path.join(folder, "queries.tsv")
        german_pairs.write_documents(pairs, documents)
        german_pairs.write_queries(pairs, queries)
        for engine, script in PEERS.items():
            version, run = run_peer(script, documents, queries)
            if version:
                versions[engine] = version
                judge(engine, run)
            else:
                errors[engine] = run
    return passed, versions, errors


def print_table(head, rows):
    print("\n| %s |\n|%s" % (" | ".join(head), "---|" + "---:|" * (len(head) - 1)))
    for row in rows:
        print("| %s |" % " | ".join(map(str, row)))


def count_row(name, pairs, passed):
    ids = {pair.id for pair in pairs}
    none = ids.difference(*passed.values())
    return [name, len(ids)] + [len(ids & good) for good in passed.values()] + [len(none)]


def main():
    pairs = german_pairs.read_pairs()
    passed, versions, errors = ask_all(sys.argv[1:3], pairs)
    documents = len(pairs) + sum(pair.kind == "above" for pair in pairs) + len(german_pairs.read_background())
    print(HEAD % (len(pairs), documents))
    print("| engine | set-up |\n|---|---|")
    for engine, version in versions.items():
        print("| %s | %s |" % (version, SETUPS[engine]))
    for engine, error in errors.items():
        print("\n%s could not be run: %s" % (engine, error))
    columns = ["pairs", *passed, "no engine"]
    print_table(["kind", *columns], [count_row(kind, [p for p in pairs if p.kind == kind], passed) for kind in german_pairs.FIELDS]
                + [count_row("all", pairs, passed)])
    phenomena = dict.fromkeys(pair.phenomenon for pair in pairs)
    print_table(["phenomenon", *columns], [count_row(name, [p for p in pairs if p.phenomenon == name], passed) for name in phenomena])


if __name__ == "__main__":
    main()

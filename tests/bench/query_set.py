#!/usr/bin/env python3
"""Query sets of the sample corpus: repeatable, of the promised classes, and true to the text.

query_set.py INDEX_PROGRAM BENCH_PROGRAM
"""
import csv
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.path.join(HERE, "..", "corpus", "sample")
GENERATOR = os.path.join(HERE, "..", "..", "bench", "make_queries.py")
CLASSES = """term_high term_mid term_low or2 or3 or5 or_long and2 and3 phrase2 phrase3 must_should not
    rare_common""".split()
W = r"[\w\u0300-\u036f]+"  # some texts have combining marks
SHAPES = {name: shape.replace("W", W) for name, shape in {
    "or2": "W W", "or3": "W( W){2}", "or5": "W( W){4}", "or_long": "W( W){7,29}", "and2": r"\+W \+W",
    "and3": r"\+W( \+W){2}", "phrase2": '"W W"', "phrase3": '"W W W"', "must_should": r"\+W W W",
    "not": "W W -W", "rare_common": "W W"}.items()}


def generate(*arguments):
    return subprocess.run([sys.executable, GENERATOR, "--count", "20", *arguments, CORPUS], check=True,
                          stdout=subprocess.PIPE, encoding="utf-8").stdout


def read_texts():
    for folder, _, names in os.walk(CORPUS):
        for name in names:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                yield file.read()


def is_true(name, query, texts, sets):
    """Brute force: the words are there as the class says."""
    if name.startswith("phrase"):
        return any(query.strip('"') in text for text in texts)
    words = {word.lower() for word in re.findall(W, query)}
    if name in ("and2", "and3", "must_should", "not"):
        return any(words <= found for found in sets)
    return all(any(word in found for found in sets) for word in words)


def counts(index_program, bench_program, queries):
    """Matches by line."""
    with tempfile.TemporaryDirectory() as folder:
        index, tsv, out = (os.path.join(folder, name) for name in ("index", "q.tsv", "out.csv"))
        with open(tsv, "w", encoding="utf-8") as file:
            file.write(queries)
        subprocess.run([index_program, "build", "-q", index, CORPUS], check=True)
        subprocess.run([bench_program, "--modes", "count", "--passes", "1", "--warm", "0", "--csv", out,
                        index, tsv], check=True, stdout=subprocess.DEVNULL)
        with open(out, encoding="utf-8") as file:
            return {int(row["line"]): int(row["count"]) for row in csv.DictReader(file)}


def main():
    index_program, bench_program = sys.argv[1:3]
    queries, failures = generate(), []
    lines = [line.split("\t") for line in queries.splitlines()]
    if generate() != queries or generate("--seed", "2") == queries:
        failures.append("the seed does not decide")
    if list(dict.fromkeys(name for name, _ in lines)) != CLASSES or len(lines) != 20 * len(CLASSES):
        failures.append("not 20 of each class")
    texts = list(read_texts())
    sets = [set(re.findall(W, text.lower())) for text in texts]
    matches = counts(index_program, bench_program, queries)
    for number, (name, query) in enumerate(lines, 1):
        if not re.fullmatch(SHAPES.get(name, W), query) or not is_true(name, query, texts, sets):
            failures.append(f"line {number}: {name} {query}")
        if name != "not" and matches[number] < 1:
            failures.append(f"line {number}: no document matches {query}")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

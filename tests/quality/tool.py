#!/usr/bin/env python3
"""scripts/quality from end to end on a set of four documents whose figures are plain to see.

tool.py BUILD_FOLDER
"""
import gzip
import os
import subprocess
import sys
import tempfile

import quality_path

CORPUS = """{"id":"igel","text":"Der Igel frisst Schnecken."}
{"id":"wolf","text":"Der Wolf lebt im Rudel."}
{"id":"fuchs","text":"Der Fuchs jagt nachts."}
{"id":"dachs","text":"Der Dachs wohnt im Bau."}
"""
QUERIES = "a1\tIgel\na2\tWolf\nb1\tElefant\nb2\tFuchs\n"
QRELS = "a1 0 igel 1\na2 0 wolf 1\nb1 0 dachs 1\nb2 0 dachs 1\nb2 0 fuchs 0\n"
OTHER = "a1 Q0 igel 1 9.5 x\nb1 Q0 dachs 1 2 x\nb2 Q0 fuchs 1 3 x\nb2 Q0 dachs 2 1 x\n"
HALF = "0.5000"


def quality(*arguments, code=0):
    done = subprocess.run([sys.executable, os.path.join(quality_path.FOLDER, "main.py"), *arguments], capture_output=True, text=True,
                          check=False)
    assert done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
    assert not code or (done.stdout == "" and "Traceback" not in done.stderr), done.stderr
    return done.stdout if not code else done.stderr


def rows(text):
    """{first field: other fields}"""
    return {line.split()[0]: line.split()[1:] for line in text.splitlines() if line.split()}


def write(folder, name, content):
    path = os.path.join(folder, name)
    with (gzip.open if name.endswith(".gz") else open)(path, "wt", encoding="utf-8") as file:
        file.write(content)
    return path


def check_ours(folder, build):
    saved = os.path.join(folder, "saved.run")
    first = quality(folder, "--programs", build, "--groups", "--save", saved)
    found = rows(first)
    assert found["all"] == ["4"] + 4 * [HALF], first
    assert found["a..."] == ["2"] + 4 * ["1.0000"] and found["b..."] == ["2"] + 4 * ["0.0000"], first
    with open(saved, encoding="utf-8") as file:
        assert [line.split()[:4] for line in file] == [["a1", "Q0", "igel", "1"], ["a2", "Q0", "wolf", "1"], ["b2", "Q0", "fuchs", "1"]]
    assert quality(folder, "--groups", "--run", saved) == first
    index = os.path.join(folder, "index")
    subprocess.run([os.path.join(build, "indexer", "stichwort-index"), "build", "-q", index, os.path.join(folder, "corpus.jsonl.gz")],
                   check=True)
    again = quality(folder, "--programs", build, "--groups", "--index", index, "--search-options", "--all")
    assert again == first, again
    return saved


def check_against(folder, saved, other):
    text = quality(folder, "--run", other, "--against", saved, "--measure", "MAP")
    # a1 the same, a2 lost 1, b1 gained 1, b2 gained a half.
    assert rows(text)["MAP"] == ["0.5000", "0.6250", "+0.1250", "2", "1", "1", "1.0000", "1.0000"], text
    gains, losses = text.split("largest gains of MAP:")[1].split("largest losses of MAP:")
    assert gains.split("\n")[1:3] == ["+1.0000  0.0000 -> 1.0000  b1  Elefant", "+0.5000  0.0000 -> 0.5000  b2  Fuchs"], gains
    assert losses.strip() == "-1.0000  1.0000 -> 0.0000  a2  Wolf", losses


def check_folds(folder, build):
    text = quality(folder, "--programs", build, "--folds", "2", "--grid", "k1=0.5,1.2;all", "--build-options", "--b 0.5")
    assert "2 folds, chosen by nDCG@10" in text and "--k1 1.2 --all" in text, text
    assert rows(text)["MAP"] == [HALF, HALF, "+0.0000", "0", "0", "4", "1.0000", "1.0000"], text
    assert ["--k1", "0.5"] == next(line for line in text.splitlines() if line.startswith("1: ")).split()[1:3], text


def check_faults(folder, build, other):
    for arguments, code, told in (
            ((folder, "--folds", "2"), 2, "--grid"), ((folder, "--run", other, "--save", "x"), 2, "--run goes without"),
            ((folder, "--folds", "1", "--grid", "all"), 2, "less than 2"),
            ((os.path.join(folder, "no"),), 5, "qrels.txt: No such file"),
            ((folder, "--run", os.path.join(folder, "queries.tsv")), 5, "queries.tsv:1: not of the form"),
            ((folder, "--programs", build, "--search-options", "--no-such-option"), 5, "no-such-option"),
            ((folder, "--programs", build, "--build-options", "--k1 -3"), 5, "k1"),
            ((folder, "--programs", os.path.join(folder, "no")), 5, "No such file")):
        text = quality(*arguments, code=code)
        assert told in text and (code == 2 or text.startswith("quality: ")), (arguments, text)


def main():
    build = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        write(folder, "corpus.jsonl.gz", CORPUS)
        write(folder, "queries.tsv", QUERIES)
        write(folder, "qrels.txt", QRELS)
        other = write(folder, "other.run", OTHER)
        saved = check_ours(folder, build)
        check_against(folder, saved, other)
        check_folds(folder, build)
        check_faults(folder, build, other)


if __name__ == "__main__":
    main()

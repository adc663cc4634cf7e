#!/usr/bin/env python3
"""Damaged indexes: each flipped byte and each truncation is found by 'check', and no program falls over it.

Once without and once with compounds: parts in lists, a lexicon, the user's compounds.

damage.py INDEX_PROGRAM SEARCH_PROGRAM [--flips N] [--seed N]
"""
import argparse
import concurrent.futures
import json
import os
import random
import shutil
import subprocess
import tempfile

CRASH_WORDS = ("ERROR: ", "runtime error", "Sanitizer", "Assertion")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=120)
    crashed = done.returncode < 0 or done.returncode >= 126 or any(w in done.stderr for w in CRASH_WORDS)
    assert not crashed, "%s: exit %d\n%s" % (" ".join(command), done.returncode, done.stderr)
    return done


def write_corpus(path, rng, first, count):
    with open(path, "w", encoding="utf-8") as f:
        for i in range(first, first + count):
            words = ["immer"] + ["w%d" % int(400 * rng.random() ** 3) for _ in range(rng.randrange(40))]
            f.write(json.dumps({"id": "dokument-%d" % i, "title": "Titel %d" % i, "text": " ".join(words * rng.choice((1, 1, 3))),
                                "url": "https://example.org/%d" % i, "art": "x"}) + "\n")


def make_index(args, folder, rng):
    """two segments, deleted documents in both"""
    index = os.path.join(folder, "whole")
    for verb, first, count in (("build", 0, 260), ("add", 250, 40)):
        corpus = os.path.join(folder, verb + ".jsonl")
        write_corpus(corpus, rng, first, count)
        run(args.index, verb, "-q", *(("--analyzer", "whitespace") if verb == "build" else ()), index, corpus)
    run(args.index, "delete", "-q", index, "dokument-3", "dokument-299")
    queries = os.path.join(folder, "queries")
    with open(queries, "w") as f:
        for i in range(0, 120, 12):
            f.write("w%d w%d\n+immer +w%d -w%d\n\"immer w%d\"\n\"w%d w%d\"~5 immer\n" % tuple(i + j for j in (0, 1, 0, 2, 1, 0, 3)))
        f.write("immer\nTitel\n(w0 OR w1) AND NOT w2\n" + " ".join("w%d" % i for i in range(400)) + "\n")
    return index, queries


COMPOUNDS = ("apfelbaum", "gartenhaus", "hausgarten", "baumhaus", "schulgarten", "apfelgarten", "gartenhaustür")
WORDS = ("apfel", "baum", "garten", "haus", "schule", "tür", "der", "steht") + COMPOUNDS


def write_german(path, rng, first, count):
    with open(path, "w", encoding="utf-8") as f:
        for i in range(first, first + count):
            words = [rng.choice(WORDS).title() for _ in range(rng.randrange(2, 25))]
            f.write(json.dumps({"id": "d%d" % i, "title": rng.choice(WORDS), "text": " ".join(words)}, ensure_ascii=False) + "\n")


def make_german(args, folder, rng):
    """the same with the German analyzer: lists of more than a block of documents"""
    index, splits, queries = (os.path.join(folder, name) for name in ("german", "splits", "german-queries"))
    with open(splits, "w", encoding="utf-8") as f:
        f.write("apfelbaum\tapfel+baum\ngartenhaus\tgarten+haus\nhausgarten\thaus+garten\ngartenhaustür\tgartenhaus+tür\nbaumhaus\n")
    for verb, first, count in (("build", 0, 200), ("add", 190, 30)):
        corpus = os.path.join(folder, verb + ".jsonl")
        write_german(corpus, rng, first, count)
        run(args.index, verb, "-q", *(("--compounds", splits) if verb == "build" else ()), index, corpus)
    run(args.index, "delete", "-q", index, "d3", "d215")
    with open(queries, "w", encoding="utf-8") as f:
        f.write("Apfelbaum\n+Gartenhaus +Tür\n\"Haus\" Hausgarten -Baumhaus\nGartenhaustür Apfelgarten\n+Haus-Garten\nSchulgartenapfel\n"
                "\"der Garten\" Schule\n" + " ".join(WORDS) + "\n")
    return index, queries


class Victim:
    """a copy of the index that one worker damages and mends"""

    def __init__(self, args, whole, queries, folder):
        self.args, self.whole, self.queries, self.folder = args, whole, queries, folder
        shutil.copytree(whole, folder)

    def examine(self, name, data, what, rewrite):
        """one fault: written, looked at, taken back"""
        path = os.path.join(self.folder, name)
        with open(path, "wb") as f:
            f.write(data)
        check = run(self.args.index, "check", self.folder)
        assert check.returncode in (3, 4), "check misses %s: exit %d\n%s" % (what, check.returncode, check.stdout + check.stderr)
        assert (check.stdout + check.stderr).strip(), what
        search = run(self.args.search, "-q", "--json", "--explain", "--total", "-k", "5", self.folder, "--queries", self.queries)
        assert search.returncode in (0, 1, 3, 4), "search over %s: exit %d\n%s" % (what, search.returncode, search.stderr)
        for line in search.stdout.splitlines():
            json.loads(line)
        if rewrite:
            assert run(self.args.index, "info", self.folder).returncode in (0, 3, 4), what
            assert run(self.args.index, "info", "--compounds", self.folder).returncode in (0, 3, 4), what
            merge = run(self.args.index, "merge", "-q", self.folder)
            assert merge.returncode in (0, 3, 4), "merge of %s: exit %d\n%s" % (what, merge.returncode, merge.stderr)
            shutil.rmtree(self.folder)
            shutil.copytree(self.whole, self.folder)
        else:
            shutil.copyfile(os.path.join(self.whole, name), path)


def faults(whole, rng, flips):
    """(name, data, description): flipped bytes of all files, then truncations"""
    files = {}
    for name in sorted(os.listdir(whole)):
        with open(os.path.join(whole, name), "rb") as f:
            files[name] = f.read()
    places = [(name, i) for name, data in files.items() for i in range(len(data))]
    small = [p for p in places if len(files[p[0]]) < 256]
    for name, i in small + rng.sample(places, min(flips - len(small), len(places))):
        data = bytearray(files[name])
        data[i] ^= rng.choice((1, 128, 255, rng.randrange(1, 256)))
        yield name, bytes(data), "byte %d of %s" % (i, name)
    for name, data in files.items():
        for size in [*range(0, len(data), 97), len(data) - 1] if data else ():
            yield name, data[:size], "the first %d bytes of %s" % (size, name)
        if data:
            yield name, data + b"\0", "a byte more in %s" % name


def damage_all(args, folder, whole, queries, rng, flips):
    assert run(args.index, "check", whole).returncode == 0
    assert run(args.search, "-q", "--json", whole, "--queries", queries).returncode == 0
    work = list(faults(whole, rng, flips))
    workers = os.cpu_count() or 1
    victims = [Victim(args, whole, queries, "%s-%d" % (whole, i)) for i in range(workers)]

    def share(number):
        for i, (name, data, what) in enumerate(work[number::workers]):
            victims[number].examine(name, data, what, i % 10 == 0)

    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(share, number) for number in range(workers)]:
            done.result()
    for name in os.listdir(whole):
        if name not in ("lock", "manifest"):
            os.rename(os.path.join(whole, name), os.path.join(folder, "away"))
            for command in ((args.index, "check", whole), (args.search, whole, "immer")):
                assert run(*command).returncode == 4, (name, command)
            os.rename(os.path.join(folder, "away"), os.path.join(whole, name))
    return len(work)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index")
    parser.add_argument("search")
    parser.add_argument("--flips", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        count = damage_all(args, folder, *make_index(args, folder, rng), rng, args.flips * 2 // 3)
        count += damage_all(args, folder, *make_german(args, folder, rng), rng, args.flips // 3)
        print("%d faults" % count)


if __name__ == "__main__":
    main()

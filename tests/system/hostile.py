#!/usr/bin/env python3
"""Hostile indexes: what a file says is wrong, and all of its checksums are right.

No program crashes, hangs, takes much memory or finds its own mistakes (sanitizers); wrong content ends in one line and an exit code, or in
harmlessly wrong hits. What the second reader (tests/format) refuses, 'check' finds.

hostile.py INDEX_PROGRAM SEARCH_PROGRAM BENCH_PROGRAM [--rounds N] [--seed N] [--only SECTION,...] [--keep FOLDER]
"""
import argparse
import collections
import concurrent.futures
import json
import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time

import hostile_cases
import hostile_index
import reader

CRASH_WORDS = ("ERROR: ", "runtime error", "Sanitizer", "Assertion")
SECONDS, MEGABYTES = 20, 1500
ENVIRONMENT = dict(os.environ, UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1", ASAN_OPTIONS="max_allocation_size_mb=1100:"
                   "allocator_may_return_null=1:hard_rss_limit_mb=%d:detect_leaks=0" % MEGABYTES)
WORDS = ("apfel", "baum", "garten", "haus", "schule", "tür", "der", "steht", "apfelbaum", "gartenhaus", "hausgarten", "baumhaus",
         "schulgarten", "apfelgarten", "gartenhaustür", "müller", "mueller", "häuser", "hauses")
QUERIES = {
    "plain": ["immer", "w0 w1", "+immer +w2 -w3", "\"immer w1\"", "\"w0 w1 w2\"", "\"w0 w3\"~5", "\"immer w4 w5\"~1000", "w1* w2*", "*mmer",
              "i*r", "w12~", "w10~2 immer", "(w0 OR w1) AND NOT w2", "(immer (w0 (w1 w2)))", "lang", "\"lang lang\"", "\"lang immer\"~9",
              "+immer +\"w0 w1\"", "-immer w0", "Titel", "imer w00", " ".join("w%d" % i for i in range(300))],
    "german": ["Apfelbaum", "+Gartenhaus +Tür", "\"Haus\" Hausgarten -Baumhaus", "Gartenhaustür Apfelgarten", "+Haus-Garten", "Müller",
               "Schulgartenapfel", "\"der Garten\" Schule", "\"Garten Haus\"~3", "gart*", "*haus", "ap*um", "gartn~", "Apfelbam~2 Baum",
               "Gartnhaus", "Shule Apfl", "Mueller Häuser", "\"Müller steht\"", "(Haus ODER Baum) UND NICHT Apfel", "Haus -Garten", " ".join(WORDS)],
}


def write_corpus(path, rng, kind, first, count):
    with open(path, "w", encoding="utf-8") as f:
        for i in range(first, first + count):
            if kind == "german":
                words = [rng.choice(WORDS).title() for _ in range(rng.randrange(2, 25))]
            else:
                words = ["immer"] + ["w%d" % int(300 * rng.random() ** 3) for _ in range(rng.randrange(20))]
            text = "lang " * 66000 if (kind, i) == ("plain", 7) else " ".join(words * rng.choice((1, 1, 3)))
            f.write(json.dumps({"id": "d-%d" % i, "title": rng.choice(WORDS).title(), "text": text, "url": "https://example.org/%d" % i},
                               ensure_ascii=False) + "\n")
        if kind == "german":
            f.write(json.dumps({"id": "zwilling-%d" % first, "text": " ".join(WORDS)}) + "\n")
            f.write(json.dumps({"id": "zwilling-%d" % (first + 1), "text": " ".join(WORDS)}) + "\n")


class Index:
    """a small index of two segments with deleted documents, and its files"""

    def __init__(self, programs, folder, kind, seed):
        rng = random.Random(seed)
        self.kind, self.folder, self.queries = kind, os.path.join(folder, kind), os.path.join(folder, kind + ".queries")
        options = ("--analyzer", "whitespace")
        self.more = os.path.join(folder, "%s-add.jsonl" % kind)
        if kind == "german":
            options = ("--compounds", os.path.join(folder, "splits"))
            with open(options[1], "w", encoding="utf-8") as f:
                f.write("apfelbaum\tapfel+baum\ngartenhaus\tgarten+haus\nhausgarten\thaus+garten\ngartenhaustür\tgartenhaus+tür\nbaumhaus\n")
        for verb, first, count in (("build", 0, 170), ("add", 160, 30)):
            corpus = os.path.join(folder, "%s-%s.jsonl" % (kind, verb))
            write_corpus(corpus, rng, kind, first, count)
            subprocess.run([programs.index, verb, "-q", *(options if verb == "build" else ()), self.folder, corpus], check=True)
        subprocess.run([programs.index, "delete", "-q", self.folder, "d-3", "d-5", "d-188"], check=True)
        with open(self.queries, "w", encoding="utf-8") as f:
            f.write("\n".join(QUERIES[kind]) + "\n")
        with open(self.queries + ".bench", "w", encoding="utf-8") as f:
            f.write("".join("x\t%s\n" % q for q in QUERIES[kind]))
        self.files = {}
        for name in sorted(os.listdir(self.folder)):
            with open(os.path.join(self.folder, name), "rb") as f:
                self.files[name] = f.read()
        self.anatomies = {n: hostile_index.Anatomy(os.path.join(self.folder, n)) for n in self.files if n.startswith("segment")}

    def change(self, rng, only):
        """(name of a file, its bytes, what was done)"""
        kinds = only or sorted(hostile_index.CHANGES) + ["manifest", "deleted"]
        kind = rng.choice(kinds)
        if kind in ("manifest", "deleted"):
            name = rng.choice([n for n in self.files if n.startswith(kind)])
            data, what = getattr(hostile_index, "change_" + kind)(rng, self.files[name])
        else:
            name = rng.choice(sorted(self.anatomies))
            data, what = hostile_index.change_segment(rng, self.anatomies[name], kind)
        return name, data, "%s %s %s: %s" % (self.kind, name, kind, what)


def commands(programs, index, folder, rng, number):
    """(command, exit codes that are right); the first ones always, so many of the others"""
    path = rng.choice(("auto", "scalar", "sse4.1"))
    search = (programs.search, "--cpu", path)
    word = "Garten" if index.kind == "german" else "w1"
    yield (programs.index, "check", "--json", folder), (0, 3, 4)
    yield (*search, "-q", "--json", "--explain", "--total", "-k", "5", folder, "--queries", index.queries), (0, 1, 3, 4)
    some = [
        (*search, "-q", "--no-suggest", "-k", rng.choice(("20", "1000")), folder, "--queries", index.queries),
        (*search, "--count", folder, "--queries", index.queries),
        (*search, "-q", "--all", "--dedup", "--format", "tsv", "-k", "100", folder, "--queries", index.queries),
        (*search, "-q", "--fix", "--json", "--no-parts", "--k1", "2", folder, "--queries", index.queries),
        (*search, "--terms", rng.choice(("d-1", "d-165", "d-7")), folder), (*search, "--like", rng.choice(("d-2", "d-7", "d-170")), folder),
        (*search, "--complete", rng.choice(("", "w", "ga", "i", "m")), folder), (*search, "--complete", "gartn", "-k", "100", "--json", folder),
        (*search, "--analyze", "Gartenhaus Apfelbaum " + word, folder), (*search, "--after", "3f800000-5", folder, word),
        (programs.bench, "--passes", "1", "--warm", "0", "--modes", "top10,count,top1000", folder, index.queries + ".bench"),
        (programs.index, "info", folder), (programs.index, "info", "--compounds", folder),
    ]
    for command in rng.sample(some, number):
        yield command, (0, 1, 2, 3, 4)
    last = rng.choice((("merge", "-q", "--threads", "1", folder), ("delete", "-q", folder, "d-1", "d-166"), ("add", "-q", folder, index.more)))
    yield (programs.index, *last), (0, 3, 4)


def examine(command, codes):
    """what is wrong with the answer, or None; its exit code; seconds"""
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT, start_new_session=True) as process:
        try:
            out, error = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            return "hangs", None, b"", SECONDS
    seconds, error, code = time.monotonic() - start, error.decode("utf-8", "replace"), process.returncode
    if code < 0 or code >= 126 or any(w in error for w in CRASH_WORDS):
        return "crash: exit %d\n%s" % (code, error[:3000]), code, out, seconds
    if code not in codes:
        return "exit %d: %s" % (code, error[:500]), code, out, seconds
    if code >= 3 and not (error + out.decode("utf-8", "replace")).strip():
        return "exit %d without a word" % code, code, out, seconds
    return None, code, out, seconds


def second_opinion(folder):
    """what the second reader has against an index, or None"""
    try:
        for segment, _ in reader.read_index(folder):
            texts = [t.text for t in segment.read_terms()]
            segment.read_lexicon(texts)
            segment.read_ids()
            segment.read_stored()
    except Exception as e:  # whatever it trips over
        return "%s: %s" % (type(e).__name__, str(e)[:200])
    return None


class Worker:
    def __init__(self, programs, index, folder, args):
        self.programs, self.index, self.folder, self.args = programs, index, folder, args
        self.outcomes, self.faults, self.slowest, self.known = collections.Counter(), [], (0, ""), set()

    def tell(self, seed, what, command, trouble):
        self.faults.append("seed %d, %s\n%s\n%s" % (seed, what, " ".join(command), trouble))
        place = re.findall(r"#[0-2] \w+ in (\w+)", trouble)[:3] or [trouble[:80]]
        if self.args.keep and not (self.known >= {*place}):
            self.known |= {*place}
            print(self.faults[-1], "\n", flush=True)
            kept = os.path.join(self.args.keep, "%d-%s" % (seed, self.index.kind))
            if not os.path.exists(kept):
                shutil.copytree(self.folder, kept)

    def attack(self, seed, name, data, what, rng, fixed=False):
        """all programs on one changed file"""
        if data == self.index.files[name]:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.index.folder, self.folder)
        with open(os.path.join(self.folder, name), "wb") as f:
            f.write(data)
        for number, (command, codes) in enumerate(commands(self.programs, self.index, self.folder, rng, 12 if fixed else 3)):
            trouble, code, out, seconds = examine(command, codes)
            self.slowest = max(self.slowest, (seconds, what))
            if trouble:
                self.tell(seed, what, command, trouble)
            if number == 0:
                self.outcomes[code] += 1
                opinion = second_opinion(self.folder) if code == 0 or self.args.keep else None
                if fixed and code not in (3, 4):
                    self.tell(seed, what, command, "'check' finds nothing")
                if code == 0 and opinion:
                    self.tell(seed, what, command, "'check' finds nothing, the second reader: " + opinion)
                if code == 0 and not opinion and self.args.keep:
                    print("passes: %s" % what, flush=True)
                if code in (3, 4) and self.args.keep and not opinion:
                    self.outcomes["only 'check'"] += 1
            elif number == 1:
                for line in out.splitlines():
                    json.loads(line)

    def run_cases(self):
        """what 'check' finds, whatever the second reader says"""
        for kind, what, make in hostile_cases.CASES:
            if kind == self.index.kind:
                name = min(self.index.anatomies)
                self.attack(0, name, hostile_index.seal(make(self.index.anatomies[name])), what, random.Random(1), True)

    def run(self, first, rounds, step):
        self.run_cases()
        for seed in range(first, first + rounds, step):
            rng = random.Random(seed)
            self.attack(seed, *self.index.change(rng, self.args.only), rng)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("index", "search", "bench"):
        parser.add_argument(name)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=lambda s: s.split(","), default=[])
    parser.add_argument("--keep")
    args = parser.parse_args()
    if hostile_index.xxh3.digest is None:
        print("no xxhash: skipped")
        return
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        indexes = [Index(args, folder, kind, args.seed) for kind in ("plain", "german")]
        for index in indexes:
            assert second_opinion(index.folder) is None
        workers = [Worker(args, index, os.path.join(folder, "victim-" + index.kind), args) for index in indexes]
        first = 1000000 * args.seed
        for done in [pool.submit(worker.run, first + i, args.rounds, len(workers)) for i, worker in enumerate(workers)]:
            done.result()
        for worker in workers:
            print(worker.index.kind, dict(worker.outcomes), "slowest: %.1f s, %s" % worker.slowest)
        faults = [f for worker in workers for f in worker.faults]
        assert not faults, "%d faults\n%s" % (len(faults), "\n".join(faults[:5]))


if __name__ == "__main__":
    main()

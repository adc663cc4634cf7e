#!/usr/bin/env python3
"""Makes a set of German queries for stichwort-bench out of a corpus.

make_queries.py [--seed N] [--count N] [--format auto|text|jsonl|lines] CORPUS > queries.tsv

CORPUS is what stichwort-index takes: a folder of texts, a text, JSON Lines (with "text") or lines.
Output: lines of `class TAB query`. Words stand as they are typed in the text; the engine analyses
them. The same corpus, seed and count give the same queries. Needs Python 3 only.
"""
import argparse
import collections
import gzip
import json
import os
import random
import re
import sys
import zlib

SAMPLE_BYTES = 48 << 20         # of larger corpora a share of the documents is enough
# Letters, also with combining marks, between blanks and plain punctuation: parts of what hyphens, soft
# hyphens, apostrophes or references join are no words of the text.
LETTERS = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]){1,39}"
BEFORE, AFTER = r"(?:^|(?<=[\s(\"„“‚»«]))", r"(?=[\s.,;:!?)\"“”‘»«]|$)"
WORD = re.compile(BEFORE + LETTERS + AFTER)
RUN = re.compile(f"{BEFORE}{LETTERS}(?: {LETTERS})+{AFTER}")  # only single blanks between the words
BROKEN = re.compile(r"\S{1,40}[-\u00ad][ \t\r]{0,8}\n\s{0,80}\S+")  # a word over two lines
SENTENCE = re.compile(r"[^.!?:;]{20,500}[.!?]")
PASSAGE = 20000                 # characters of a long document that are looked at for one query
OPERATORS = frozenset(("UND", "ODER", "NICHT", "AND", "OR", "NOT"))
ATTEMPTS = 20                   # a query, before a class is left with fewer


# --- the corpus ---

def open_text(path):
    opener = gzip.open if path.endswith(".gz") else open
    return opener(path, "rt", encoding="utf-8", errors="replace")


def files_of(corpus):
    if not os.path.isdir(corpus):
        return [corpus]
    return sorted(os.path.join(path, name) for path, _, names in os.walk(corpus) for name in names
                  if not name.startswith("."))


def format_of(path):
    with open_text(path) as file:
        start = file.read(4096).lstrip("\ufeff \t\r\n")
    name = re.sub(r"\.gz$", "", path)
    return "jsonl" if name.endswith((".jsonl", ".ndjson")) or start.startswith("{") else "text"


def record_text(line):
    try:
        record = json.loads(line)
    except ValueError:
        return ""
    text = record.get("text") if isinstance(record, dict) else None
    return text if isinstance(text, str) else ""


def file_texts(path, layout):
    layout = format_of(path) if layout == "auto" else layout
    with open_text(path) as file:
        if layout == "text":
            yield file.read()
        elif layout == "lines":
            yield from file
        else:
            yield from map(record_text, file)


def sample_texts(corpus, layout):
    """About SAMPLE_BYTES of the corpus: documents chosen by their own bytes, not by place."""
    files = files_of(corpus)
    total = sum(os.path.getsize(path) * (4 if path.endswith(".gz") else 1) for path in files)
    share = min(1.0, SAMPLE_BYTES / max(total, 1))
    for path in files:
        for text in file_texts(path, layout):
            if text and (share == 1 or zlib.crc32(text.encode()) < share * (1 << 32)):
                yield text


# --- words ---

class Words:
    """Document frequencies of lower-case forms. Bands: thirds of the logarithmic scale from 2 to the
    most frequent word, so that every corpus has all three."""

    def __init__(self, texts):
        texts = (BROKEN.sub(" ", text) for text in texts)
        self.texts = [text for text in texts if WORD.search(text)]
        if not self.texts:
            sys.exit("make_queries.py: the corpus has no words")
        self.frequency, self.typed = collections.Counter(), {}
        for text in self.texts:
            found = {word.lower(): word for word in WORD.findall(text) if word not in OPERATORS}
            self.frequency.update(found.keys())
            for lower, word in found.items():
                self.typed.setdefault(lower, word)
        self.bands = {"low": [], "mid": [], "high": []}
        self.most = max(self.frequency.values(), default=1)
        for lower in sorted(self.frequency):
            if self.frequency[lower] > 1:
                self.bands[self.band(lower)].append(self.typed[lower])

    def band(self, word):
        third = (max(self.most, 3) / 2) ** (1 / 3)
        frequency = self.frequency[word.lower()]
        return "low" if frequency < 2 * third else "mid" if frequency < 2 * third ** 2 else "high"

    def tells(self, word):
        """Not one of the words that stand in every other text."""
        return word not in OPERATORS and \
            self.frequency[word.lower()] <= max(2, len(self.texts) // 5)


def passage(rng, words):
    """A document or, of a long one, some of it, cut at blanks."""
    text = rng.choice(words.texts)
    if len(text) <= PASSAGE:
        return text
    start = rng.randrange(len(text) - PASSAGE)
    return text[start:start + PASSAGE].partition(" ")[2].rpartition(" ")[0]


def words_together(rng, words, count):
    """Distinct telling words of one document, or None."""
    found = WORD.findall(passage(rng, words))
    unlike = sorted({word.lower(): word for word in found if words.tells(word)}.values())
    return rng.sample(unlike, count) if len(unlike) >= count else None


def words_apart(rng, words, count):
    """Words as often as they occur, of any documents."""
    drawn = [rng.choice(WORD.findall(passage(rng, words)) or [""]) for _ in range(count)]
    return drawn if all(drawn) and all(map(words.tells, drawn)) and \
        len({word.lower() for word in drawn}) == count else None


# --- classes: each gives a query or None ---

def term(band):
    def make(rng, words):
        return rng.choice(words.bands[band]) if words.bands[band] else None
    return make


def any_of(count):
    def make(rng, words):
        drawn = words_apart(rng, words, count)
        return drawn and " ".join(drawn)
    return make


def all_of(count):
    def make(rng, words):
        drawn = words_together(rng, words, count)
        return drawn and " ".join("+" + word for word in drawn)
    return make


def question(rng, words):
    """A sentence, or its first words: what people paste into a search box."""
    sentences = SENTENCE.findall(passage(rng, words))
    found = WORD.findall(rng.choice(sentences)) if sentences else []
    size = min(len(found), rng.randint(8, 30))
    found = [word for word in found[:size] if word not in OPERATORS]
    return " ".join(found) if len(found) >= 8 else None


def phrase(count):
    def make(rng, words):
        runs = RUN.findall(passage(rng, words))
        found = rng.choice(runs).split(" ") if runs else []
        if len(found) < count:
            return None
        start = rng.randrange(len(found) - count + 1)
        found = found[start:start + count]
        return '"' + " ".join(found) + '"' if any(map(words.tells, found)) else None
    return make


def must_should(rng, words):
    drawn = words_together(rng, words, 3)
    return drawn and "+{} {} {}".format(*drawn)


def without(rng, words):
    drawn = words_together(rng, words, 3)
    return drawn and "{} {} -{}".format(*drawn)


def rare_common(rng, words):
    if not words.bands["low"] or not words.bands["high"]:
        return None
    return rng.choice(words.bands["low"]) + " " + rng.choice(words.bands["high"])


CLASSES = {"term_high": term("high"), "term_mid": term("mid"), "term_low": term("low"),
           "or2": any_of(2), "or3": any_of(3), "or5": any_of(5), "or_long": question,
           "and2": all_of(2), "and3": all_of(3), "phrase2": phrase(2), "phrase3": phrase(3),
           "must_should": must_should, "not": without, "rare_common": rare_common}


def queries_of(name, words, seed, count):
    """Up to `count` distinct queries. Each class has its own numbers: more of one changes no other."""
    rng, found = random.Random(f"{seed} {name}"), {}
    for _ in range(count * ATTEMPTS):
        if len(found) == count:
            break
        query = CLASSES[name](rng, words)
        if query:
            found[query] = None
    return list(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=50, help="queries of a class (50)")
    parser.add_argument("--format", default="auto", choices=("auto", "text", "jsonl", "lines"))
    parser.add_argument("corpus")
    options = parser.parse_args()
    words = Words(sample_texts(options.corpus, options.format))
    sys.stdout.reconfigure(encoding="utf-8")
    for name in CLASSES:
        for query in queries_of(name, words, options.seed, options.count):
            print(name, query, sep="\t")


if __name__ == "__main__":
    main()

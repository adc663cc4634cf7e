#!/usr/bin/env python3
"""How many words of old texts have a term that modern texts have too.

known_words.py SEARCH_PROGRAM OLD MODERN...

OLD, MODERN: JSON Lines with title and text, gzip or plain. Words of two letters and more; a term counts as modern from
two occurrences on.
"""
import collections
import gzip
import json
import re
import subprocess
import sys

WORD = re.compile(r"[^\W\d_](?:[\u0300-\u036f]*[^\W\d_][\u0300-\u036f]*)+")
BATCH = 4000  # words of one call


def words_of(paths):
    counts = collections.Counter()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8") as corpus:
            for line in corpus:
                document = json.loads(line)
                for field in ("title", "text"):
                    counts.update(WORD.findall(document.get(field) or ""))
    return counts


def terms_of(program, words):
    """the first term of each word, asked a line each, so that none is read together with its neighbours"""
    terms = {}
    words = sorted(words)
    for start in range(0, len(words), BATCH):
        text = " .\n\n".join(words[start:start + BATCH])
        done = subprocess.run([program, "--analyze", text], capture_output=True, text=True, check=True)
        for line in done.stdout.splitlines():
            fields = line.split("\t")
            terms.setdefault(fields[1], fields[4])
    return terms


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    program, old, modern = sys.argv[1], words_of(sys.argv[2:3]), words_of(sys.argv[3:])
    terms = terms_of(program, set(old) | set(modern))
    frequencies = collections.Counter()
    for word, count in modern.items():
        frequencies[terms.get(word)] += count
    known = [word for word in old if word in terms and frequencies[terms[word]] >= 2]
    tokens = sum(old[word] for word in known)
    print("words in running text: %d of %d, %.2f %%" % (tokens, sum(old.values()), 100 * tokens / sum(old.values())))
    print("different words: %d of %d, %.2f %%" % (len(known), len(old), 100 * len(known) / len(old)))


if __name__ == "__main__":
    main()

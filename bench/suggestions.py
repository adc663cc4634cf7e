#!/usr/bin/env python3
"""How often the suggestions of stichwort-search are right, and how long they take.

suggestions.py STICHWORT-SEARCH INDEX [--errors N] [--least N] [--seed N] [--show N]

From words of the index in at least LEAST documents, errors are made: one letter replaced, left out, put
in, or exchanged with its neighbour, each kind and place as likely as any other. A suggestion is right
if it is the word. Correct words are those of the index, each as likely as any other: no suggestion
is right. Results are printed as tables.
"""
import argparse
import json
import random
import re
import subprocess

LETTERS = "abcdefghijklmnopqrstuvwxyzäöü"
KINDS = ("substitution", "deletion", "insertion", "transposition")


def vocabulary(search, index):
    out = subprocess.run([search, "--complete", "", "-k", "1000000", "--json", index],
                         capture_output=True, check=True).stdout
    return [(w["word"], w["documents"]) for w in json.loads(out)["words"] if re.fullmatch("[a-zäöüA-ZÄÖÜ]+", w["word"])]


def misspell(word, rng):
    kind, letters = rng.choice(KINDS), list(word.lower())
    at = rng.randrange(len(letters))
    if kind == "substitution":
        letters[at] = rng.choice(LETTERS.replace(letters[at], ""))
    elif kind == "deletion":
        del letters[at]
    elif kind == "insertion":
        letters.insert(rng.randrange(len(letters) + 1), rng.choice(LETTERS))
    else:
        at = rng.randrange(len(letters) - 1)
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return kind, "".join(letters)


def make_errors(words, count, rng):
    errors = []
    while len(errors) < count:
        word = rng.choice(words)
        kind, typed = misspell(word, rng)
        if typed != word.lower():
            errors.append((kind, typed, word))
    return errors


def ask(search, index, words, *options):
    lines = "".join("%d\t%s\n" % pair for pair in enumerate(words))
    run = subprocess.run([search, "--json", "-k", "1", "--snippet", "0", *options, "--queries", "-", index],
                         input=lines.encode(), capture_output=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(answers) == len(words), run.stderr.decode()
    return [a["suggestion"] for a in answers], [a["took_us"] for a in answers]


def times(search, index, words):
    """milliseconds that suggesting adds to each query: the least of three runs"""
    runs = [(ask(search, index, words)[1], ask(search, index, words, "--no-suggest")[1]) for _ in range(3)]
    return sorted((min(a) - min(b)) / 1000 for a, b in
                  zip(zip(*(r[0] for r in runs)), zip(*(r[1] for r in runs))))


def report_errors(errors, suggested, known, show):
    print("%-14s %7s %7s %7s %7s %9s" % ("errors", "count", "right", "none", "wrong", "a word"))
    for kind in (*KINDS, "all"):
        rows = [(t, w, s) for (k, t, w), s in zip(errors, suggested) if kind in (k, "all")]
        right = sum(s is not None and s.lower() == w.lower() for _, w, s in rows)
        none = sum(s is None for *_, s in rows)
        real = sum(t in known for t, *_ in rows)
        print("%-14s %7d %6.1f%% %6.1f%% %6.1f%% %8.1f%%" % (kind, len(rows), 100 * right / len(rows), 100 * none / len(rows),
              100 * (len(rows) - right - none) / len(rows), 100 * real / len(rows)))
    exact = sum(s == w for (_, _, w), s in zip(errors, suggested))
    print("with capitals  %15.1f%%" % (100 * exact / len(errors)))
    for (_, typed, word), s in [p for p in zip(errors, suggested) if (p[1] or "").lower() != p[0][2].lower()][:show]:
        print("  %s for %s (%s): %s" % (typed, word, known.get(typed, "unknown"), s))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("search")
    parser.add_argument("index")
    parser.add_argument("--errors", type=int, default=1000)
    parser.add_argument("--least", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    words = vocabulary(args.search, args.index)
    known = {word.lower(): documents for word, documents in words}
    frequent = [w for w, documents in words if documents >= args.least and len(w) >= 4]
    errors = make_errors(frequent, args.errors, rng)
    typed = [e[1] for e in errors]
    report_errors(errors, ask(args.search, args.index, typed)[0], known, args.show)
    print("\n%-14s %7s %12s" % ("correct words", "count", "suggestions"))
    for name, low, high in (("1 document", 1, 1), ("2", 2, 2), ("3 to 10", 3, 10), ("11 or more", 11, 1 << 40), ("2 or more", 2, 1 << 40)):
        band = [w for w, documents in words if low <= documents <= high]
        sample = rng.sample(band, min(4000, len(band)))
        got = [(w, s) for w, s in zip(sample, ask(args.search, args.index, sample)[0]) if s is not None]
        print("%-14s %7d %11.2f%%" % (name, len(sample), 100 * len(got) / len(sample)))
        for word, s in got[:args.show // 4]:
            print("  %s (%d): %s" % (word, known[word.lower()], s))
    took = times(args.search, args.index, typed)
    print("\nms a query     median %.2f, 95 %% %.2f, 99 %% %.2f, most %.2f" %
          (took[len(took) // 2], took[len(took) * 95 // 100], took[len(took) * 99 // 100], took[-1]))


if __name__ == "__main__":
    main()

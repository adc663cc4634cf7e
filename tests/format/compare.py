#!/usr/bin/env python3
"""Reads indexes with the second reader and compares them with postings taken straight from the tokens.

compare.py INDEX_PROGRAM SEARCH_PROGRAM SEED

With the German analyzer, words are what the search program's --analyze makes of them; parts of compounds are derived from the words
and the splits that the lexicon names.
"""
import json
import os
import random
import subprocess
import sys
import tempfile

import derivation
import reader
import spellings
import xxh3

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "oracle"))
import german_analyzer
import german_model
import random_german


def by_term(documents):
    """{term: {document: positions}}"""
    found = {}
    for number, tokens in enumerate(documents):
        for position, token in enumerate(tokens):
            found.setdefault(token.encode(), {}).setdefault(number, []).append(position)
    return found


def scatter(rng, size, count):
    return set(rng.sample(range(size), min(count, size)))


def shaped(rng, size):
    """tokens whose lists have every form: runs, bit sets, wide and narrow gaps, df 1, 2 to 127, 128 and more"""
    tokens = {"überall": set(range(size)), "jedes-zweite": set(range(0, size, 2)), "dicht": scatter(rng, size, size * 3 // 4)}
    for df in (1, 2, 3, 7, 8, 9, 31, 33, 64, 127, 128, 129, 255, 256, 300, 1000):
        tokens["df-%d" % df] = scatter(rng, size, df)
    for step in (3, 9, 30):
        tokens["schritt-%d" % step] = {d + rng.randrange(step) for d in range(0, size - step, step)}
    starts = rng.sample(range(size), 5)
    tokens["läufe"] = {d for s in starts for d in range(s, min(size, s + 300))}
    tokens["enden"] = set(range(127)) | set(range(size - 140, size))
    tokens["weit"] = set(range(64)) | scatter(rng, size, 90) | set(range(size - 64, size))
    documents = [[] for _ in range(size)]
    for token, places in tokens.items():
        for document in places & set(range(size)):
            documents[document].append(token)
    return documents


def repeat(rng, documents):
    """frequencies: mostly 1, some 2, everywhere many, a few enormous; lengths from 0 to more than 65,535"""
    for number, tokens in enumerate(documents):
        for token in list(tokens):
            draw = rng.random()
            times = 0
            if token in ("dicht", "df-33", "df-300"):
                times = draw < 0.05
            elif token in ("jedes-zweite", "df-64", "schritt-9"):
                times = rng.randrange(6) if token != "df-64" else rng.randrange(2)
            elif token == "überall" and number < 5000:
                times = rng.randrange(140, 180)
            elif token in ("df-127", "df-256", "df-31"):
                times = rng.randrange(300)
            tokens += [token] * times
        tokens += ["nur-%d-%d" % (number, i) for i in range(rng.random() < 0.02)]
        rng.shuffle(tokens)
    documents[rng.randrange(len(documents))] += ["lang"] * 30000 + ["Länge"] * 36000
    documents[rng.randrange(len(documents))] += ["%x" % rng.getrandbits(200) for _ in range(100)]
    documents[rng.randrange(len(documents))] += ["gemeinsamer-anfang-%s" % ("x" * i) for i in range(60)]
    return documents


def random_words(rng, size, words, longest):
    return [["w%d" % int(words * rng.random() ** 3) for _ in range(int(longest * rng.random() ** 2))] for _ in range(size)]


def compare(segment, documents, where):
    wanted, seen = by_term(documents), 0
    for term in segment.read_terms():
        postings = dict(zip(term.documents, term.positions))
        assert [len(p) for p in term.positions] == term.frequencies and not any(term.parts), (where, term.text)
        assert term.documents == sorted(postings) and postings == wanted.get(term.text), (where, term.text)
        seen += 1
    assert seen == len(wanted) == segment.terms, (where, seen, len(wanted))
    assert segment.postings == sum(map(len, wanted.values())), where
    assert segment.lengths == [len(d) for d in documents], where
    assert (segment.analyzer, segment.documents) == (1, len(documents)), where
    assert segment.read_lexicon(list(wanted)) is None, where


def build(program, folder, verb, name, documents, *options):
    lines, index = os.path.join(folder, name + ".txt"), os.path.join(folder, "index")
    with open(lines, "w", encoding="utf-8") as f:
        f.writelines(" ".join(d) + "\n" for d in documents)
    subprocess.run([program, verb, "-q", "--format", "lines", *options, index, lines], check=True)
    return index


def check_one(program, folder, documents, where, *options):
    index = build(program, folder, "build", "corpus", documents, "--analyzer", "whitespace", *options)
    (segment, deleted), = reader.read_index(index)
    compare(segment, documents, where)
    assert not deleted and segment.read_ids() == [b"%d" % i for i in range(len(documents))], where
    stored = segment.read_stored()
    if "--no-store" in options:
        assert stored is None, where
    else:
        assert stored == [[(b"text", " ".join(d).encode())] if d else [] for d in documents], where
    return segment.seen


def check_changes(program, folder, rng):
    """add and delete: two segments and a list of deleted documents; merge: one segment of what is left"""
    documents = random_words(rng, 300, 50, 30)
    index = build(program, folder, "build", "first", documents, "--analyzer", "whitespace")
    subprocess.run([program, "delete", "-q", index, *map(str, range(100, 150))], check=True)
    fresh = random_words(rng, 20, 50, 30)
    build(program, folder, "add", "second", fresh)  # replaces 0 to 19
    (first, gone), (second, none) = reader.read_index(index)
    compare(first, documents, "first")
    compare(second, fresh, "second")
    assert gone == set(range(100, 150)) | set(range(20)) and not none
    subprocess.run([program, "merge", "-q", index], check=True)
    (merged, none), = reader.read_index(index)
    kept = [d for d in range(300) if d not in gone]
    compare(merged, [documents[d] for d in kept] + fresh, "merged")
    assert merged.read_ids() == [b"%d" % d for d in kept + list(range(20))] and not none


def count_forms(analyzer, documents):
    """{term: {form: documents}}, a title and its text together"""
    found = {}
    for title, text in documents:
        tokens = {(t.term.encode(), t.form.encode()) for word in title + text for t in analyzer.tokens(word)}
        for term, form in tokens:
            forms = found.setdefault(term, {})
            forms[form] = forms.get(form, 0) + 1
    return found


def compare_spellings(term, sets, where):
    """sets: {document: spellings}, of words"""
    if xxh3.digest:
        wanted = spellings.told([sets.get(d, ()) for d in term.documents])
        assert term.spellings == wanted, (where, term.text, term.spellings, wanted)


def told_sets(terms, sets):
    """{term: {document: spellings}} as a merge reads them"""
    for term in terms:
        if term.spellings:
            sets[term.text] = dict(zip(term.documents, term.spellings[1]))
    return sets


def compare_german(segment, analyzer, documents, where, gone=0, sets=None):
    """`gone`: documents that a merge took out; their forms may still count. sets: {term: {document: spellings}} of a merge"""
    terms = list(segment.read_terms())
    lexicon = segment.read_lexicon([t.text for t in terms])
    splits = {term.decode(): [w.decode() for w in words] for term, words in derivation.decisions([lexicon]).items()}
    if not segment.flags & 4:
        assert not any(splits.values()), where
    analyzer.learn(w for words in splits.values() for w in words)
    term_of = {w: analyzer.tokens(w)[0].term for words in splits.values() for w in words}
    wanted, own = {}, {}
    for number, (title, text) in enumerate(documents):
        document = german_model.read_document(analyzer, title, text, lambda words: derivation.part_counts(words, splits, term_of))
        assert segment.lengths[number] == document.length, (where, number)
        for term in set(document.places) | set(document.parts):
            posting = document.places.get(term, []), document.parts.get(term, 0)
            wanted.setdefault(term.encode(), {})[number] = posting
        for term, forms in document.forms.items():
            own.setdefault(term.encode(), {})[number] = tuple(sorted({spellings.spelling(f.encode()) for f in forms}) if xxh3.digest else ())
    found = {t.text: dict(zip(t.documents, zip(t.positions, t.parts))) for t in terms}
    assert found == wanted, (where, [t for t in found if found[t] != wanted.get(t)][:5], set(wanted) - set(found))
    for term in terms:
        compare_spellings(term, (sets or own).get(term.text, {}), where)
    forms = count_forms(analyzer, documents)
    for entry in lexicon:
        counted = {text: n for text, n, _ in entry.forms if n}
        if not gone:
            assert counted == forms.get(entry.term, {}), (where, entry.term)
    assert segment.postings == sum(map(len, wanted.values())) and segment.terms == len(wanted), where
    return segment.seen, sum(map(bool, splits.values())), told_sets(terms, own)


def write_german(path, documents, first):
    with open(path, "w", encoding="utf-8") as f:
        for number, (title, text) in enumerate(documents, first):
            f.write(json.dumps({"id": number, "title": " ".join(title), "text": " ".join(text)}, ensure_ascii=False) + "\n")


HOUSES = ("Haus", "Häuser", "Hauses", "Hause", "Häusern")


def check_german(program, search, folder, rng, size, longest, *options):
    """one segment, then a second and a third, then all merged without those that were deleted"""
    language, analyzer = random_german.Language(rng), german_analyzer.Analyzer(search)
    documents, where = language.documents(size, longest), "%d German documents" % size
    if size < 10:  # a term that is a part in all documents, and a word in one of them
        language.exceptions["apfelkuchen"] = "apfel+kuchen"
        documents = [(title, text + ["Apfelkuchen"] + ["Kuchen"] * (not i)) for i, (title, text) in enumerate(documents)]
    elif size < 1000:  # more sets of spellings than are told
        documents = [(title, text + rng.sample(HOUSES, rng.randrange(6))) for title, text in documents]
    analyzer.learn(w for d in documents for field in d for w in field)
    part, index, splits = (os.path.join(folder, name) for name in ("part.jsonl", "german", "compounds.tsv"))
    if "--no-parts" not in options:
        language.write_exceptions(splits)
        options += ("--compounds", splits)
    thirds = [documents[:size // 2], documents[size // 2:size - size // 5], documents[size - size // 5:]]
    seen, split, first = set(), 0, 0
    for i, some in enumerate(thirds):
        write_german(part, some, first)
        subprocess.run([program, "add" if i else "build", "-q", *(() if i else options), index, part], check=True)
        first += len(some)
    first, sets = 0, {}
    for (segment, _), some in zip(reader.read_index(index), thirds):
        forms, words, told = compare_german(segment, analyzer, some, where)
        seen, split = seen | forms, split + words
        for term, by_document in told.items():
            sets.setdefault(term, {}).update({first + d: s for d, s in by_document.items()})
        first += len(some)
        if "--no-parts" not in options:
            assert segment.sections["splits"] == open(splits, "rb").read(), where
    gone = set(rng.sample(range(size), size // 10))
    subprocess.run([program, "delete", "-q", index, *map(str, sorted(gone) or ["keins"])], check=True)
    subprocess.run([program, "merge", "-q", index], check=True)
    (merged, _), = reader.read_index(index)
    left = [i for i in range(size) if i not in gone]
    sets = {term: {new: s[old] for new, old in enumerate(left) if old in s} for term, s in sets.items()}
    seen |= compare_german(merged, analyzer, [documents[d] for d in left], where + " merged", len(gone), sets)[0]
    assert (split > 0) == ("--no-parts" not in options) or size < 10, where
    return seen


FORMS = {"run", "bit set", "tf ones", "tf exceptions", "short ones", "short unary", "short rice", "short exceptions",
         "position offsets 16", "position offsets 32", "tf rice 0", "parts map", "parts list", "parts all", "parts pure", *("spellings %d" % k for k in range(1, 5)), *("rice %d" % k for k in range(1, 6))}


def main():
    program, search, rng, seen = sys.argv[1], sys.argv[2], random.Random(int(sys.argv[3])), set()
    with tempfile.TemporaryDirectory() as folder:
        for size, words, longest in ((0, 1, 1), (1, 5, 20), (2, 1, 3), (127, 20, 9), (128, 20, 9), (700, 3000, 60), (5000, 40, 5)):
            documents = random_words(rng, size, words, longest)
            seen |= check_one(program, folder, documents, "%d random documents" % size, *rng.choice(((), ("--no-store",))))
        documents = repeat(rng, shaped(rng, 12000))
        seen |= check_one(program, folder, documents, "shaped", "--k1", "0.9", "--b", "0.4")
        check_changes(program, folder, rng)
        for size, longest, options in ((4, 6, ()), (60, 20, ("--no-parts",)), (300, 40, ("--stemmer", "snowball")), (1500, 30, ())):
            seen |= check_german(program, search, folder, rng, size, longest, *options)
    assert FORMS <= seen, "forms that did not occur: %s" % sorted(FORMS - seen)
    print("forms: %s%s" % (", ".join(sorted(seen)), "" if xxh3.digest else "; no xxhash: checksums and spellings not compared"))


if __name__ == "__main__":
    main()

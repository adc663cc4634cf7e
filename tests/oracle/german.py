#!/usr/bin/env python3
"""The German analyzer against brute force: compounds, titles, hyphens, quotes, what must and must not occur; on every CPU path, in
one segment and in five, with deletions, merged. Which words are split is read from the index by the second reader; parts,
lengths and frequencies are derived from the words. The same reader says which spellings lists tell (tests/format compares them).

german.py INDEX_PROGRAM SEARCH_PROGRAM [--corpora N] [--queries N] [--seed N]
"""
import argparse
import bisect
import json
import os
import random
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "format"))
import derivation
import german_analyzer
import german_model
import random_german
import reader
import spellings
from run_oracle import by_query, cpu_paths, run


class Case:
    """an index and what it should be"""

    def __init__(self, args, analyzer, language, index, documents, deleted=()):
        """documents: [(id, title, text)]"""
        self.args, self.index, self.documents = args, index, documents
        segments = [segment for segment, _ in reader.read_index(index)]
        splits = derivation.decisions(s.read_lexicon([t.text for t in s.read_terms()]) for s in segments)
        splits = {term.decode(): [w.decode() for w in words] for term, words in splits.items()}
        parts = {w for words in splits.values() for w in words}
        analyzer.learn(parts)
        term_of = {w: analyzer.tokens(w)[0].term for w in parts}
        read = [german_model.read_document(analyzer, title, text, lambda words: derivation.part_counts(words, splits, term_of))
                for _, title, text in documents]
        self.sets = [self.read_sets(s) for s in segments]
        self.firsts = [sum(s.documents for s in segments[:i]) for i in range(len(segments))]
        self.corpus = german_model.Corpus(read, deleted, self.typed)
        self.compiler = german_model.Compiler(analyzer, splits, language.exceptions)
        self.split_count = sum(len(words) > 1 for words in splits.values())
        self.check_statistics(segments)

    @staticmethod
    def read_sets(segment):
        """{term: what all documents write, or a dictionary of what each does}"""
        terms, found = list(segment.read_terms()), {}
        for term, entry in zip(terms, segment.read_lexicon([t.text for t in terms])):
            forms = {spellings.spelling(form) for form, documents, _ in entry.forms if documents}
            found[term.text.decode()] = dict(zip(term.documents, term.spellings[1])) if term.spellings else forms
        return found

    def typed(self, term, spelling, document):
        number = bisect.bisect_right(self.firsts, document) - 1
        sets = self.sets[number][term]
        return spelling in (sets[document - self.firsts[number]] if isinstance(sets, dict) else sets)

    def check_statistics(self, segments):
        lengths = [n for s in segments for n in s.lengths]
        assert lengths == [d.length for d in self.corpus.documents], "lengths of documents in " + self.index

    def compare(self, trees, k, k1, b, path, where):
        known = []
        for tree in trees:
            try:
                known.append((tree, self.compiler.compile(tree)))
            except german_model.Unknown:
                pass
        queries = self.index + ".queries"
        with open(queries, "w", encoding="utf-8") as f:
            f.writelines("%d\t%s\n" % (i, random_german.text(tree)) for i, (tree, _) in enumerate(known))
        options = ["--k1", repr(k1), "--b", repr(b)] if (k1, b) != (1.2, 0.75) else []
        hits = by_query(run(self.args.search, "-q", "--cpu", path, "--format", "tsv", "-k", str(k), *options, self.index,
                            "--queries", queries))
        counts = dict(line.split("\t") for line in run(self.args.search, "-q", "--cpu", path, "--count", self.index,
                                                       "--queries", queries).splitlines())
        compared = 0
        for i, (tree, node) in enumerate(known):
            best = german_model.search(self.corpus, node, k1, b)
            want, got = [(self.documents[d][0], "%.6f" % s) for s, d in best[:k]], hits.get(i, [])
            if got != want or int(counts[str(i)]) != len(best):
                sys.exit("%s, query %r, %s, k %d, k1 %g, b %g:\n %s\n wanted %s of %d\n got    %s of %s\nin %s" % (
                    where, random_german.text(tree), path, k, k1, b, node, want[:12], len(best), got[:12], counts[str(i)], self.index))
            compared += len(want) + 1
        return compared


def write_part(path, documents):
    with open(path, "w", encoding="utf-8") as f:
        for number, title, text in documents:
            f.write(json.dumps({"id": number, "title": " ".join(title), "text": " ".join(text)}, ensure_ascii=False) + "\n")


def add_part(args, folder, index, documents, threads, made, *options):
    part = os.path.join(folder, "part.jsonl")
    write_part(part, documents)
    run(args.index, "add" if made else "build", "-q", "--threads", threads, *(() if made else options), index, part)


def one_corpus(args, folder, c, paths):
    rng = random.Random(args.seed * 1000 + c)
    language = random_german.Language(rng, rng.choice((20, 60, 200)))
    analyzer, threads = german_analyzer.Analyzer(args.search), str(1 + c % 2)
    size, longest = rng.choice(((3, 10), (60, 30), (200, 60), (400, 25), (700, 12)))
    documents = [("d%d" % i, *d) for i, d in enumerate(language.documents(size, longest))]
    analyzer.learn(w for d in documents for field in d[1:] for w in field)
    exceptions, index = os.path.join(folder, "compounds.tsv"), os.path.join(folder, "g%d" % c)
    language.write_exceptions(exceptions)
    options = ("--compounds", exceptions) + rng.choice(((), ("--no-store",)))
    queries = random_german.Queries(language, [d[1:] for d in documents])
    trees = [queries.query() for _ in range(max(20, args.queries * 40 // (40 + size // 4)))]
    where, compared = "corpus %d of %d documents" % (c, size), 0

    def check(name, case, trees, settings):
        return sum(case.compare(trees, k, k1, b, paths[(c + i) % len(paths)], where + name) for i, (k, k1, b) in enumerate(settings))

    add_part(args, folder, index, documents, threads, False, *options)
    case = Case(args, analyzer, language, index, documents)
    compared += check("", case, trees, ((10, 1.2, 0.75), (rng.choice((1, 3, 100, 1000)), 1.2, 0.75), (10, 0.9, 0.4)))
    index, step, some = index + "s", max(1, -(-size // 5)), trees[:len(trees) // 2]
    for first in range(0, size, step):
        add_part(args, folder, index, documents[first:first + step], threads, first > 0, *options)
    compared += check(" in segments", Case(args, analyzer, language, index, documents), some, ((10, 1.2, 0.75), (100, 0.9, 0.4)))
    deleted = sorted(rng.sample(range(size), size // 10))
    if deleted:
        run(args.index, "delete", "-q", index, *("d%d" % d for d in deleted))
    run(args.index, "check", "-q", index)
    compared += check(" with deletions", Case(args, analyzer, language, index, documents, deleted), some, ((10, 1.2, 0.75),) * 2)
    run(args.index, "merge", "-q", index)
    run(args.index, "check", "-q", index)
    left = [d for i, d in enumerate(documents) if i not in set(deleted)]
    compared += check(" merged", Case(args, analyzer, language, index, left), some, ((10, 1.2, 0.75),))
    return compared, case.split_count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index")
    parser.add_argument("search")
    parser.add_argument("--corpora", type=int, default=6)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    compared, split, paths = 0, 0, cpu_paths(args.search)
    with tempfile.TemporaryDirectory() as folder:
        for c in range(args.corpora):
            more, words = one_corpus(args, folder, c, paths)
            compared, split = compared + more, split + words
    assert split > 0, "no word was split"
    print("%d comparisons, %d words split, 0 differences" % (compared, split))


if __name__ == "__main__":
    main()

"""Scores documents straight from their tokens: no index, no shortcuts, doubles.

BM25 as in Robertson and Zaragoza (2009) with idf = ln(1 + (N - df + 0.5) / (df + 0.5)) and without the factor (k1 + 1).
A query is a tree: ("word", role, token), ("phrase", role, [tokens], distance), ("group", role, [children]); roles are
"should", "must", "not". A phrase weighs the sum of its words' weights and has as many occurrences as its frequency.
"""
import math


class Corpus:
    def __init__(self, documents, deleted=()):
        """documents: lists of tokens; deleted ones count in the statistics, but are never found."""
        self.documents = documents
        self.deleted = set(deleted)
        self.places = []
        self.df = {}
        for tokens in documents:
            places = {}
            for position, token in enumerate(tokens):
                places.setdefault(token, []).append(position)
            self.places.append(places)
            for token in places:
                self.df[token] = self.df.get(token, 0) + 1
        self.average = sum(map(len, documents)) / len(documents) if documents else 0

    def idf(self, token):
        n, df = len(self.documents), self.df.get(token, 0)
        return math.log(1 + (float(n) - df + 0.5) / (df + 0.5))

    def saturation(self, tf, document, k1, b):
        if not tf:
            return 0.0
        slope = k1 * b / self.average if self.average > 0 else 0.0
        return tf / (tf + (k1 * (1 - b) + slope * len(self.documents[document])))


def exact_occurrences(lists):
    return sum(all(first + i in later for i, later in enumerate(map(set, lists[1:]), 1)) for first in lists[0])


def near_occurrences(lists, distance):
    """smallest windows: for every choice of the leftmost word, the nearest others to its right"""
    found, pointers = 0, [0] * len(lists)
    while True:
        values = [l[p] for l, p in zip(lists, pointers)]
        found += max(values) - min(values) < len(lists) + distance
        low = values.index(min(values))
        pointers[low] += 1
        if pointers[low] == len(lists[low]):
            return found


def occurrences(corpus, document, tokens, distance):
    places = corpus.places[document]
    if any(t not in places for t in tokens):
        return 0
    lists = [places[t] for t in tokens]
    return near_occurrences(lists, distance) if distance else exact_occurrences(lists)


def matches(corpus, node, document):
    if node[0] == "word":
        return node[2] in corpus.places[document]
    if node[0] == "phrase":
        return occurrences(corpus, document, node[2], node[3]) > 0
    must = [c for c in node[2] if c[1] == "must"]
    should = [c for c in node[2] if c[1] == "should"]
    if any(matches(corpus, c, document) for c in node[2] if c[1] == "not"):
        return False
    if must:
        return all(matches(corpus, c, document) for c in must)
    return any(matches(corpus, c, document) for c in should)


def score(corpus, node, document, k1, b, sum_so_far=0.0):
    """adds the parts one after the other, in query order"""
    if node[1] == "not" or not matches(corpus, node, document):
        return sum_so_far
    if node[0] == "word":
        tf = len(corpus.places[document].get(node[2], ()))
        return sum_so_far + corpus.idf(node[2]) * corpus.saturation(tf, document, k1, b)
    if node[0] == "phrase":
        weight = 0.0
        for token in node[2]:
            weight += corpus.idf(token)
        tf = occurrences(corpus, document, node[2], node[3])
        return sum_so_far + weight * corpus.saturation(tf, document, k1, b)
    for child in node[2]:
        sum_so_far = score(corpus, child, document, k1, b, sum_so_far)
    return sum_so_far


def search(corpus, node, k1=1.2, b=0.75):
    """all matches, best first: [(score, document)]"""
    hits = [(score(corpus, node, d, k1, b), d) for d in range(len(corpus.documents))
            if d not in corpus.deleted and matches(corpus, node, d)]
    return sorted(hits, key=lambda hit: (-hit[0], hit[1]))

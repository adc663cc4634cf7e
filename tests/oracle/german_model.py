"""Scores German documents straight from their words: no index, no shortcuts, doubles.

A title stands twice. A compound counts for its parts: a document has a term n times as a word and p times as a part, which weighs
w = 5 n + 3 p; lengths count both. BM25 with idf = ln(1 + (N - df + 0.5) / (df + 0.5)), saturation w / (w + 5 K). Of a query's compound W
is the share of the word and Q the sum of its parts', each times 0.8: it scores max(W, Q) + 0.15 min(W, Q). A word of the query that
stands as it was typed adds 0.04 of its weight: typed(term, spelling, document) says where, as the index tells it.
"""
import math

import spellings
from brute_force import exact_occurrences, near_occurrences

STOP_WEIGHT, PART_WEIGHT, TIE, TYPED = 0.4, 0.8, 0.15, 0.04


class Document:
    def __init__(self, places, parts, forms):
        """places: {term: positions of the word}; parts: {term: count}; forms: {term: how the word is written}"""
        self.places, self.parts, self.forms = places, parts, forms
        self.length = sum(map(len, places.values())) + sum(parts.values())

    def has(self, term):
        return term in self.places or term in self.parts

    def weight(self, term):
        return 5 * len(self.places.get(term, ())) + 3 * self.parts.get(term, 0)


def read_document(analyzer, title, text, part_counts):
    """part_counts: from {term: count of the word} to {term: count as a part}"""
    places, forms, at = {}, {}, 0
    for field in (title, title, text):
        if field:
            tokens, at = analyzer.places(field, at + (at > 0))
            for token, position in tokens:
                places.setdefault(token.term, set()).add(position)
                forms.setdefault(token.term, set()).add(token.form)
    places = {term: sorted(p) for term, p in places.items()}
    return Document(places, part_counts({term: len(p) for term, p in places.items()}), forms)


class Corpus:
    """deleted documents count in the statistics, but are never found"""

    def __init__(self, documents, deleted=(), typed=lambda term, spelling, document: False):
        self.documents, self.deleted, self.typed = documents, set(deleted), typed
        for number, document in enumerate(documents):
            document.number = number
        self.average = sum(d.length for d in documents) / len(documents)
        self.df = {}

    def idf(self, term):
        if term not in self.df:
            self.df[term] = sum(d.has(term) for d in self.documents)
        return math.log(1 + (float(len(self.documents)) - self.df[term] + 0.5) / (self.df[term] + 0.5))


class Unknown(Exception):
    """a word of a query that no document and no line of the user's file has: the splitter alone could say"""


class Compiler:
    """From a query's words to nodes: ("term", role, t), ("phrase", role, [t], distance), ("compound", role, t, [t]), ("group", role,
    [children]), each t a term, its factor and, for a word, the spelling that was typed."""

    def __init__(self, analyzer, splits, exceptions):
        """splits: {term: terms of its parts, [] if whole} of all words of the index"""
        self.analyzer, self.splits, self.exceptions = analyzer, splits, exceptions

    def compile(self, tree):
        self.content = False
        return self.weigh(("group", "must", [self.node(c) for c in tree[2]]))

    def add(self, token, typed=False):
        """a stop word's factor is known when all words are"""
        self.content = self.content or not token.stop
        return [token.term, STOP_WEIGHT if token.stop else 1.0, spellings.spelling(token.form.encode()) if typed else None]

    def parts_of(self, token):
        """tokens of its parts; None if it is no compound"""
        if len(token.form.encode()) < 5:
            return None
        if token.term in self.splits:
            words = self.splits[token.term]
        elif token.form in self.exceptions:
            words = [w for w in self.exceptions[token.form].split("+") if w]
        else:
            raise Unknown(token.form)
        return [self.analyzer.tokens(w)[0] for w in words] if len(words) > 1 else None

    def word(self, role, text):
        """a word with hyphens: its tokens are that without them, then its pieces"""
        tokens = self.analyzer.tokens(text)
        whole, pieces = self.add(tokens[0], role != "not"), tokens[1:]
        parts = self.parts_of(tokens[0]) if role != "not" else None
        if not parts and pieces and role != "should":  # in one piece or all of its pieces
            every = ("group", "should", [("term", "must", self.add(t)) for t in pieces])
            return ("group", role, [("term", "should", whole), every])
        if not parts and not pieces:
            return ("term", role, whole)
        parts = [self.add(t) for t in parts or pieces]
        for term in [whole] + parts:
            term[1] = 1.0
        return ("compound", role, whole, parts)

    def phrase(self, role, words, distance):
        best = {}
        for token, position in self.analyzer.places(words)[0]:
            if position not in best or len(token.form.encode()) < len(best[position].form.encode()):
                best[position] = token
        return ("phrase", role, [self.add(best[p]) for p in sorted(best)], distance)

    def node(self, tree, role=None):
        role = role or tree[1]
        if tree[0] == "group":
            if len(tree[2]) == 1 and tree[2][0][1] == "should":  # a group of one is its child
                return self.node(tree[2][0], role)
            return ("group", role, [self.node(c) for c in tree[2]])
        return self.phrase(role, *tree[2:]) if tree[0] == "phrase" else self.word(role, tree[2])

    def weigh(self, node):
        if node[0] == "group":
            return ("group", node[1], [self.weigh(c) for c in node[2]])
        for terms in node[2:]:
            for pair in (terms if isinstance(terms, list) and terms and isinstance(terms[0], list) else [terms]):
                if isinstance(pair, list) and not self.content:
                    pair[1] = 1.0
        return node


def occurrences(document, node):
    places = document.places
    if any(term[0] not in places for term in node[2]):
        return 0
    lists = [places[term[0]] for term in node[2]]
    return near_occurrences(lists, node[3]) if node[3] else exact_occurrences(lists)


def matches(document, node):
    if node[0] == "term":
        return document.has(node[2][0])
    if node[0] == "phrase":
        return occurrences(document, node) > 0
    if node[0] == "compound":
        parts = [document.has(term[0]) for term in node[3]]
        return document.has(node[2][0]) or (all(parts) if node[1] == "must" else any(parts))
    if any(matches(document, c) for c in node[2] if c[1] == "not"):
        return False
    must = [c for c in node[2] if c[1] == "must"]
    return all(matches(document, c) for c in must) if must else any(matches(document, c) for c in node[2] if c[1] == "should")


class Scorer:
    def __init__(self, corpus, k1, b):
        self.corpus, self.k1, self.b, self.bonus = corpus, k1 * 5, b, 0.0

    def of(self, node, document):
        self.bonus = 0.0
        score = self.score(node, document, 0.0)
        return score + self.bonus

    def share(self, weight, occurs, document):
        """0 if it does not occur"""
        if not occurs:
            return 0.0
        slope = self.k1 * self.b / self.corpus.average
        return weight * (occurs / (occurs + (self.k1 * (1 - self.b) + slope * document.length)))

    def term(self, pair, document, factor=1.0):
        if pair[2] is not None and document.has(pair[0]) and self.corpus.typed(pair[0], pair[2], document.number):
            self.bonus += TYPED * (pair[1] * self.corpus.idf(pair[0]))
        return self.share(pair[1] * factor * self.corpus.idf(pair[0]), document.weight(pair[0]), document)

    def compound(self, node, document):
        whole, parts = self.term(node[2], document), 0.0
        for pair in node[3]:
            parts += self.term(pair, document, PART_WEIGHT)
        return max(whole, parts) + TIE * min(whole, parts)

    def score(self, node, document, sum_so_far):
        """adds the shares one after the other, in query order"""
        if node[1] == "not" or not matches(document, node):
            return sum_so_far
        if node[0] == "term":
            return sum_so_far + self.term(node[2], document)
        if node[0] == "compound":
            return sum_so_far + self.compound(node, document)
        if node[0] == "phrase":
            weight = 0.0
            for term, factor, _ in node[2]:
                weight += factor * self.corpus.idf(term)
            return sum_so_far + self.share(weight, 5 * occurrences(document, node), document)
        for child in node[2]:
            sum_so_far = self.score(child, document, sum_so_far)
        return sum_so_far


def search(corpus, node, k1=1.2, b=0.75):
    """all matches, best first: [(score, document)]"""
    scorer = Scorer(corpus, k1, b)
    hits = [(scorer.of(node, d), i) for i, d in enumerate(corpus.documents) if i not in corpus.deleted and matches(d, node)]
    return sorted(hits, key=lambda hit: (-hit[0], hit[1]))

"""The German conformance list of tests/cases/german: its pairs, the documents and queries made of them, and the verdicts on a run.

A line of a list: phenomenon TAB kind TAB query TAB document [TAB other document]; kinds are match, no-match and above.
"""
import glob
import hashlib
import json
import os
import re
from collections import namedtuple

LISTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cases", "german")
ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
FIELDS = {"match": 4, "no-match": 4, "above": 5}

Pair = namedtuple("Pair", "id phenomenon kind query document other")


def unescape(text):
    def character(match):
        return chr(int(match.group(1)[1:], 16)) if match.group(1)[0] == "u" else ESCAPES[match.group(1)]
    return re.sub(r"\\(u[0-9A-Fa-f]{4}|.)", character, text)


def parse_line(line, place):
    fields = line.split("\t")
    kind = fields[1] if len(fields) > 1 else None
    if len(fields) != FIELDS.get(kind) or not all(fields):
        raise ValueError("%s: not phenomenon, kind, query, document and, for above, another document" % place)
    digest = hashlib.sha256(line.encode()).hexdigest()[:8]
    texts = [unescape(field) for field in fields[2:]]
    if re.search(r"[\t\r\n]", texts[0]):
        raise ValueError("%s: a query is one line" % place)
    return Pair("%s-%s" % (fields[0], digest), fields[0], kind, texts[0], texts[1], texts[2] if kind == "above" else None)


def read_pairs():
    """all pairs, in order of files and lines; the id depends on the line's text alone"""
    pairs = {}
    for path in sorted(glob.glob(os.path.join(LISTS, "*.tsv"))):
        with open(path, encoding="utf-8") as f:
            for number, line in enumerate(f, 1):
                line, place = line.rstrip("\n"), "%s:%d" % (os.path.basename(path), number)
                if line.startswith("#"):
                    continue
                pair = parse_line(line, place)
                if pair.id in pairs:
                    raise ValueError("%s: the pair is there already" % place)
                pairs[pair.id] = pair
    check_pairs(list(pairs.values()))
    return list(pairs.values())


def read_background():
    with open(os.path.join(LISTS, "background.txt"), encoding="utf-8") as f:
        return f.read().splitlines()


def check_pairs(pairs):
    """what the reader of a verdict relies on"""
    texts = [text.casefold() for pair in pairs for text in (pair.document, pair.other or "")]
    texts += [text.casefold() for text in read_background()]
    for pair in pairs:
        if pair.kind == "above" and len(pair.document.split()) != len(pair.other.split()):
            raise ValueError("%s: the two documents differ in length" % pair.id)
        if pair.phenomenon == "unseen-words" and any(pair.query.casefold() in text for text in texts):
            raise ValueError("%s: a document holds %s" % (pair.id, pair.query))


def write_documents(pairs, path):
    """the worse of two documents stands first, so that order of input never helps the better one"""
    documents = [(pair.id + "/other", pair.other) for pair in pairs if pair.other]
    documents += [("background/%d" % number, text) for number, text in enumerate(read_background(), 1)]
    documents += [(pair.id, pair.document) for pair in pairs]
    with open(path, "w", encoding="utf-8") as f:
        for name, text in documents:
            f.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")


def write_queries(pairs, path):
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.writelines("%s\t%s\n" % (pair.id, pair.query) for pair in pairs)


def read_run(lines):
    """a TREC run: qid -> {document: score}"""
    run = {}
    for line in lines:
        qid, _, document, _, score, _ = line.split()
        run.setdefault(qid, {})[document] = float(score)
    return run


def passes(pair, run):
    hits = run.get(pair.id, {})
    if pair.kind == "above":
        return pair.id in hits and hits[pair.id] > hits.get(pair.id + "/other", float("-inf"))
    return (pair.id in hits) == (pair.kind == "match")


def count_by_phenomenon(pairs, passed):
    """phenomenon -> [passed, all], in order of the lists"""
    counts = {}
    for pair in pairs:
        count = counts.setdefault(pair.phenomenon, [0, 0])
        count[0] += pair.id in passed
        count[1] += 1
    return counts

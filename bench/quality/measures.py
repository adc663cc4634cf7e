"""Judgements, runs and measures, as trec_eval 9 defines them.

The order of a run is that of its scores, rounded to 32-bit floats; equal scores are ordered by document id, the greater
in byte order first. The rank column is not looked at. Averages go over all queries of the judgements (trec_eval -c): a query that
the run lacks counts 0; queries without judgements are left out. Relevance below 0 counts as 0.
  nDCG@10     gain = relevance, discount log2(rank + 1); the ideal takes all judged documents
  MAP         precision at each relevant document (relevance >= 1), divided by the number of relevant documents
  Recall@100  relevant documents among the first 100, divided by the number of relevant documents
  Success@1   1 if the first document is relevant
"""
import array
import gzip
import math
import re
import zlib

NAMES = ("nDCG@10", "MAP", "Recall@100", "Success@1")


class Fault(Exception):
    """One line for the user: bad input or a program that failed."""


def read_lines(path):
    """Numbered lines without their ends; only line feeds end lines."""
    opener = gzip.open if str(path).endswith(".gz") else open
    try:
        with opener(path, "rt", encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, 1):
                yield number, line.rstrip("\r\n")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise Fault(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def read_queries(path):
    queries = {}
    for number, line in read_lines(path):
        qid, tab, text = line.partition("\t")
        if not line.strip():
            continue
        if not tab or not qid or len(qid.split()) != 1:
            raise Fault(f"{path}:{number}: not of the form qid TAB text")
        if qid in queries:
            raise Fault(f"{path}:{number}: the query {qid} comes twice")
        queries[qid] = text
    return queries


def read_table(path, columns, key_column, value_column, number_type, form):
    """{qid: {document: number}} of lines of columns with blanks between them."""
    table = {}
    for number, line in read_lines(path):
        fields = re.split(r"[ \t]+", line.strip(" \t"))
        if fields == [""]:
            continue
        try:
            value = number_type(fields[value_column])
            fits = len(fields) == columns and math.isfinite(value)
        except (IndexError, ValueError):
            fits = False
        if not fits:
            raise Fault(f"{path}:{number}: not of the form {form}")
        documents = table.setdefault(fields[0], {})
        if fields[key_column] in documents:
            raise Fault(f"{path}:{number}: the document {fields[key_column]} comes twice for the query {fields[0]}")
        documents[fields[key_column]] = value
    return table


def read_qrels(path):
    qrels = read_table(path, 4, 2, 3, int, "qid 0 docid relevance")
    if not qrels:
        raise Fault(f"{path}: no judgements")
    return qrels


def read_run(path):
    return read_table(path, 6, 2, 4, float, "qid Q0 docid rank score tag")


def ranking(scores):
    """Document ids, best first."""
    rounded = array.array("f", scores.values())
    return [document for _, document in sorted(zip(rounded, scores), reverse=True)]


def dcg(gains):
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1) if gain > 0)


def average_precision(relevant, total):
    found, precisions = 0, 0.0
    for rank, hit in enumerate(relevant, 1):
        if hit:
            found += 1
            precisions += found / rank
    return precisions / total if total else 0.0


def measure_query(judged, scores):
    """A tuple in the order of NAMES."""
    order = ranking(scores)
    gains = [max(judged.get(document, 0), 0) for document in order]
    relevant = [gain > 0 for gain in gains]
    total = sum(relevance > 0 for relevance in judged.values())
    ideal = dcg(sorted((max(relevance, 0) for relevance in judged.values()), reverse=True)[:10])
    return (dcg(gains[:10]) / ideal if ideal else 0.0,
            average_precision(relevant, total),
            sum(relevant[:100]) / total if total else 0.0,
            1.0 if relevant[:1] == [True] else 0.0)


def measure_run(qrels, run):
    """{qid: tuple} for all queries of the judgements."""
    return {qid: measure_query(judged, run.get(qid, {})) for qid, judged in qrels.items()}


def means(values):
    """Averages over an iterable of tuples, in the order of NAMES."""
    columns = list(zip(*values))
    return tuple(math.fsum(column) / len(column) for column in columns)


def group_of(qid):
    """What stands before the first digit of a query's id."""
    return re.match(r"[^0-9]*", qid).group()

"""What every peer does: PEER DOCUMENTS.jsonl QUERIES.tsv writes "# engine and set-up", then a TREC run of all hits, to standard output."""
import json
import sys


def read_documents():
    with open(sys.argv[1], encoding="utf-8") as f:
        return [(document["id"], document["text"]) for document in map(json.loads, f)]


def read_queries():
    with open(sys.argv[2], encoding="utf-8", newline="\n") as f:
        return [line.rstrip("\n").split("\t") for line in f]


def write_hits(qid, hits):
    """`hits`: (document, score), the greater score the better"""
    for rank, (document, score) in enumerate(hits, 1):
        print("%s Q0 %s %d %r peer" % (qid, document, rank, score))

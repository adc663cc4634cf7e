#!/usr/bin/env python3
"""Real German corpora, if STICHWORT_DATA names a folder of them: every document arrives, every byte checks, the analysis
finds what judges found.

real_corpora.py INDEX_PROGRAM SEARCH_PROGRAM

The folder holds corpus-*.jsonl.gz and sets for retrieval (a folder each: corpus.jsonl.gz, queries.tsv, qrels.txt); a folder
`seeds` of text files in it or beside it. Skipped (exit 77) without the variable.
"""
import collections
import glob
import gzip
import json
import math
import os
import subprocess
import sys
import tempfile

SKIPPED = 77
# Mean nDCG@10 with default settings; the figures may only rise.
LEAST_NDCG = {"ir-dev-topics": 0.300, "ir-dev-questions": 0.905}


def build(program, index, *inputs):
    done = subprocess.run([program, "build", "--json", index, *inputs], capture_output=True, text=True)
    if done.returncode:
        sys.exit("build of %s: %s" % (inputs, done.stdout + done.stderr))
    subprocess.run([program, "check", "-q", index], check=True)
    return json.loads(done.stdout)


def check_corpus(programs, path, folder):
    index = os.path.join(folder, "index-" + os.path.basename(path))
    report = build(programs[0], index, path)
    documents = text_bytes = 0
    probes = []
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            document = json.loads(line)
            documents += 1
            text_bytes += len((document.get("title") or "").encode()) + len(document["text"].encode())
            if documents % 997 == 1:
                probes.append(document)
    if (report["documents"], report["text_bytes"]) != (documents, text_bytes) or report["skipped"]:
        sys.exit("%s: %d documents of %d bytes, reported %s" % (path, documents, text_bytes, report))
    for document in probes:
        words = document["text"].split()[5:17]
        query = " ".join("".join(c for c in w if c.isalnum()) for w in words)
        found = subprocess.run([programs[1], "-q", "--format", "ids", "--all", "-k", "1000", index, query],
                               capture_output=True, text=True).stdout.splitlines()
        if str(document["id"]) not in found:
            sys.exit("%s: %r does not find its document %s" % (path, query, document["id"]))
    print("%s: %d documents, %d probes" % (os.path.basename(path), documents, len(probes)))


def ndcg(ranked, judged):
    gain = sum(judged.get(d, 0) / math.log2(i + 2) for i, d in enumerate(ranked[:10]))
    ideal = sorted(judged.values(), reverse=True)[:10]
    return gain / sum(g / math.log2(i + 2) for i, g in enumerate(ideal))


def check_set(programs, path, folder):
    name = os.path.basename(path)
    index = os.path.join(folder, "index-" + name)
    build(programs[0], index, os.path.join(path, "corpus.jsonl.gz"))
    judged, ranked = collections.defaultdict(dict), collections.defaultdict(list)
    for line in open(os.path.join(path, "qrels.txt"), encoding="utf-8"):
        query, _, document, gain = line.split()
        if int(gain) > 0:
            judged[query][document] = int(gain)
    run = subprocess.run([programs[1], "-q", "--format", "trec", index, "--queries", os.path.join(path, "queries.tsv")],
                         capture_output=True, text=True, check=True)
    for line in run.stdout.splitlines():
        fields = line.split(" ")
        ranked[fields[0]].append(fields[2])
    mean = sum(ndcg(ranked[q], judged[q]) for q in judged) / len(judged)
    print("%s: nDCG@10 %.4f over %d queries" % (name, mean, len(judged)))
    if mean < LEAST_NDCG.get(name, 0):
        sys.exit("%s: nDCG@10 %.4f is below %.3f" % (name, mean, LEAST_NDCG[name]))


def check_seeds(programs, path, folder):
    index = os.path.join(folder, "index-seeds")
    report, files = build(programs[0], index, path), sorted(glob.glob(os.path.join(path, "*.txt")))
    if report["documents"] != len(files):
        sys.exit("%d documents of %d files" % (report["documents"], len(files)))
    for query in ("Exportkontrollen für Chips", "DeepSeek Huawei", '"künstliche Intelligenz" ODER KI'):
        found = subprocess.run([programs[1], "--json", "-k", "3", index, query], capture_output=True, text=True)
        hits = json.loads(found.stdout)["hits"]
        if not hits or not all(h["snippet"]["text"] for h in hits):
            sys.exit("%r finds no snippets in the seeds: %s" % (query, found.stdout))
    print("seeds: %d documents" % len(files))


def main():
    programs, data = sys.argv[1:3], os.environ.get("STICHWORT_DATA")
    if not data:
        print("STICHWORT_DATA is not set")
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(glob.glob(os.path.join(data, "corpus-*.jsonl.gz"))):
            check_corpus(programs, path, folder)
        for path in sorted(glob.glob(os.path.join(data, "*", "qrels.txt"))):
            check_set(programs, os.path.dirname(path), folder)
        for path in (os.path.join(data, "seeds"), os.path.join(data, "..", "seeds")):
            if os.path.isdir(path):
                check_seeds(programs, path, folder)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Our measures against pytrec_eval, which runs trec_eval's own code, on random runs.

published_tool.py VENV_FOLDER
VENV_FOLDER gets the package if this Python does not have it. Skipped (exit 77) when it cannot be had.
"""
import os
import random
import subprocess
import sys

import quality_path  # noqa: F401, first: it makes the next one known
import measures

SKIPPED = 77
PACKAGE = "pytrec_eval-terrier==0.5.11"
MEASURES = ("ndcg_cut_10", "map", "recall_100", "success_1")
TRIALS, SEED = 60, 1


def skip(why):
    print(f"skipped: {PACKAGE} cannot be had: {why}")
    sys.exit(SKIPPED)


def find_package(folder):
    """Imports it, or runs this test again by a Python that can."""
    try:
        import pytrec_eval
        return pytrec_eval
    except ImportError:
        pass
    python = os.path.join(folder, "bin", "python3")
    if os.path.abspath(sys.prefix) == os.path.abspath(folder):
        skip("installed, but not importable")
    for command in ([sys.executable, "-m", "venv", folder],
                    [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--timeout", "10", "--retries", "1",
                     "--only-binary", ":all:", PACKAGE]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            skip(((done.stderr or done.stdout).strip().splitlines() or ["no message"])[-1])
    os.execv(python, [python, *sys.argv])
    return None


def random_set(chance):
    """Judgements and a run with ties, documents without judgements, missing documents and missing queries."""
    documents = [f"{chance.choice('abzÄ')}{number}" for number in range(chance.choice((3, 30, 300)))]
    ties = chance.choice((1, 4, 1000))
    qrels, run = {}, {}
    for number in range(8):
        qid = f"q{number}"
        judged = chance.sample(documents, chance.randint(1, len(documents)))
        qrels[qid] = {d: chance.choice((0, 0, 1, 1, 2, 3)) for d in judged}
        if chance.random() < 0.9:
            found = chance.sample(documents, chance.randint(1, len(documents)))
            run[qid] = {d: chance.randint(0, 4) + chance.randrange(ties) * chance.choice((1e-3, 1e-9)) for d in found}
    run["unknown"] = {documents[0]: 1.0}
    return qrels, run


def main():
    pytrec_eval = find_package(sys.argv[1])
    chance, compared = random.Random(SEED), 0
    for trial in range(TRIALS):
        qrels, run = random_set(chance)
        theirs = pytrec_eval.RelevanceEvaluator(qrels, set(MEASURES)).evaluate(run)
        ours = measures.measure_run(qrels, run)
        for qid in qrels:
            expected = [theirs[qid][m] if qid in theirs else 0.0 for m in MEASURES]
            assert all(abs(a - b) < 1e-9 for a, b in zip(ours[qid], expected)), \
                f"trial {trial}, {qid}: {ours[qid]}, pytrec_eval says {expected}"
            compared += 1
    print(f"{compared} queries, {len(MEASURES)} measures")


if __name__ == "__main__":
    main()

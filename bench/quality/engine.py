"""Our programs: building them, an index, a run."""
import os
import subprocess

from measures import Fault, read_queries

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DEPTH = "1000"


def call(command, allowed=(0,), **options):
    """Standard output and standard error of a program that must end with an allowed code."""
    try:
        done = subprocess.run(command, check=False, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    except OSError as error:
        raise Fault(f"{command[0]}: {error.strerror}") from error
    if done.returncode not in allowed:
        told = (done.stderr or done.stdout).strip() or "no message"
        raise Fault(f"{' '.join(command)}: exit {done.returncode}: {told}")
    return done.stdout, done.stderr


def make_programs():
    """The folder of the release build, brought up to date."""
    call([os.path.join(ROOT, "scripts", "setup")], cwd=ROOT)
    call(["cmake", "--preset", "release"], cwd=ROOT)
    call(["cmake", "--build", "--preset", "release"], cwd=ROOT)
    return os.path.join(ROOT, "build", "release")


def corpus_of(folder):
    for name in ("corpus.jsonl", "corpus.jsonl.gz"):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            return path
    raise Fault(f"{folder}: neither corpus.jsonl nor corpus.jsonl.gz")


def build_index(programs, folder, index, options):
    call([os.path.join(programs, "indexer", "stichwort-index"), "build", "-q", "--no-store", "--format", "jsonl", *options,
          index, corpus_of(folder)])


def search(programs, folder, index, options, say):
    """The text of the run; queries with an error are told and have no hits."""
    queries = os.path.join(folder, "queries.tsv")
    read_queries(queries)   # a bad line is told with its number
    run, told = call([os.path.join(programs, "searcher", "stichwort-search"), "-q", *options, "--format", "trec", "-k", DEPTH,
                      index, "--queries", queries], allowed=(0, 1, 2))
    if told:
        say(told.strip())
    if not run:
        raise Fault("the run is empty" + (": " + told.splitlines()[0] if told else ""))
    return run

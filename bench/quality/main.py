#!/usr/bin/env python3
"""Quality of results on a set with judgements. Called by scripts/quality; README.md explains and has examples."""
import argparse
import os
import shlex
import sys
import tempfile

import engine
import folds
import measures
import tables

JOINED = ("--build-options", "--search-options")    # their values begin with dashes


def say(text):
    print("quality: " + text, file=sys.stderr, flush=True)


def at_least(least):
    def check(text):
        number = int(text)
        if number < least:
            raise argparse.ArgumentTypeError(f"{number} is less than {least}")
        return number
    check.__name__ = "number"
    return check


def parse_arguments(arguments):
    joined = []
    for argument in arguments:
        if joined and joined[-1] in JOINED:
            joined[-1] += "=" + argument
        else:
            joined.append(argument)
    parser = argparse.ArgumentParser(prog="scripts/quality", allow_abbrev=False)
    parser.add_argument("set", help="folder with corpus.jsonl[.gz], queries.tsv, qrels.txt")
    parser.add_argument("--build-options", metavar='"OPTIONS"', default="", help="for stichwort-index build")
    parser.add_argument("--search-options", metavar='"OPTIONS"', default="", help="for stichwort-search")
    parser.add_argument("--index", help="search this index instead of building one")
    parser.add_argument("--run", metavar="FILE", help="measure this TREC run, of any engine, instead of ours")
    parser.add_argument("--save", metavar="FILE", help="write our run there")
    parser.add_argument("--against", metavar="FILE", help="compare with this older TREC run")
    parser.add_argument("--groups", action="store_true", help="also by what stands before the first digit of the qids")
    parser.add_argument("--measure", choices=measures.NAMES, default="nDCG@10",
                        help="for --against and --folds (default: %(default)s)")
    parser.add_argument("--top", type=at_least(0), default=10, metavar="N",
                        help="gains and losses that are listed (default: %(default)s)")
    parser.add_argument("--folds", type=at_least(2), metavar="N", help="cross-validation over --grid")
    parser.add_argument("--grid", metavar='"k1=0.9,1.2;b=0.4,0.75"', help="search options; a name alone is off and on")
    parser.add_argument("--programs", metavar="FOLDER", help="a build folder (default: the release preset, built when needed)")
    options = parser.parse_args(joined)
    if bool(options.folds) != bool(options.grid):
        parser.error("--folds and --grid need each other")
    if options.folds and (options.run or options.save or options.against):
        parser.error("--folds goes without --run, --save and --against")
    if options.run and (options.save or options.index or options.build_options or options.search_options):
        parser.error("--run goes without --save, --index and options for our programs")
    if options.index and options.build_options:
        parser.error("--index is built already: no --build-options")
    return options


def check_queries(queries, qrels):
    missing = [qid for qid in qrels if qid not in queries]
    if missing:
        say(f"{len(missing)} queries of qrels.txt are not in queries.tsv and count 0, the first is {missing[0]}")


def with_index(options, work):
    """Builds what is asked for; `work` gets a function from further search options to the text of a run."""
    programs = options.programs or engine.make_programs()
    build_options, search_options = shlex.split(options.build_options), shlex.split(options.search_options)
    with tempfile.TemporaryDirectory(prefix="stichwort-quality-") as folder:
        index = options.index or os.path.join(folder, "index")
        if not options.index:
            engine.build_index(programs, options.set, index, build_options)
        return work(lambda more: engine.search(programs, options.set, index, search_options + more, say), folder)


def parse_run(text, folder):
    path = os.path.join(folder, "run")
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return measures.read_run(path)


def save(path, text):
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise measures.Fault(f"{path}: {error.strerror}") from error


def make_run(options):
    def work(search, folder):
        text = search([])
        if options.save:
            save(options.save, text)
        return parse_run(text, folder)
    return measures.read_run(options.run) if options.run else with_index(options, work)


def measure_grid(options, qrels):
    settings = folds.parse_grid(options.grid)

    def work(search, folder):
        def measure_setting(setting):
            return measures.measure_run(qrels, parse_run(search(setting), folder))
        folds.cross_validate(settings, measure_setting, list(qrels), options.folds, options.measure)
    with_index(options, work)


def main():
    options = parse_arguments(sys.argv[1:])
    try:
        qrels = measures.read_qrels(os.path.join(options.set, "qrels.txt"))
        queries = measures.read_queries(os.path.join(options.set, "queries.tsv"))
        old = measures.measure_run(qrels, measures.read_run(options.against)) if options.against else None
        check_queries(queries, qrels)
        if options.folds:
            measure_grid(options, qrels)
            return
        new = measures.measure_run(qrels, make_run(options))
    except measures.Fault as fault:
        say(str(fault))
        sys.exit(5)
    tables.print_means(os.path.basename(os.path.normpath(options.set)), new, options.groups)
    if old:
        print()
        tables.print_significance(old, new)
        tables.print_changes(old, new, queries, options.measure, options.top)


if __name__ == "__main__":
    main()

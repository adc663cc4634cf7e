#!/usr/bin/env python3
"""Runs the programs on a corpus and writes what they did as CSV files: builds, sections, latency,
cold_start, machine. Called by scripts/bench; bench/README.md says what each column means."""
import argparse
import csv
import json
import os
import platform
import shutil
import subprocess
import sys
import time

BUILD_RUNS, BUILD_SECONDS = 3, 60   # runs of a kind of build, unless they take too long
COLD_RUNS = 50
MODES = "top10,top100,count,top100count"


def say(text):
    print("bench: " + text, file=sys.stderr, flush=True)


def write_csv(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def run(command):
    """Standard output of a program that must succeed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(command)}: exit {done.returncode}\n{done.stderr.decode()}")
    return done.stdout


# --- building ---

def build_once(options, index, arguments):
    shutil.rmtree(index, ignore_errors=True)
    start = time.perf_counter()
    report = json.loads(run([options.indexer, "build", "--json", "--format", options.format, *arguments,
                             index, options.corpus]))
    return time.perf_counter() - start, report


def measure_builds(options, index):
    """One row a run; the last index stays."""
    cores = os.cpu_count() or 1
    kinds = [("one thread", ["--threads", "1"]),
             ("64 MB", ["--threads", str(cores), "--memory", "64M"]),
             ("all cores", ["--threads", str(cores)])]
    rows = []
    for kind, arguments in kinds:
        say("build, " + kind)
        spent = 0.0
        for number in range(BUILD_RUNS):
            seconds, report = build_once(options, index, arguments)
            spent += seconds
            rows.append([kind, number + 1, report["threads"], f"{seconds:.3f}", report["text_bytes"],
                         f"{report['text_bytes'] / seconds / 1e6:.2f}", report["peak_memory_bytes"],
                         report["index_bytes"], report["documents"], report["tokens"],
                         report["postings"]])
            if spent * (number + 2) / (number + 1) > BUILD_SECONDS:
                break
    write_csv(os.path.join(options.results, "builds.csv"),
              ["build", "run", "threads", "wall_s", "text_bytes", "text_mb_per_s", "peak_memory_bytes",
               "index_bytes", "documents", "tokens", "postings"], rows)


def measure_sections(options, index):
    info = json.loads(run([options.indexer, "info", "--json", index]))
    rows = [[name, size, f"{info['bits_per_posting'][name]:.3f}"]
            for name, size in info["sections"].items()]
    write_csv(os.path.join(options.results, "sections.csv"), ["section", "bytes", "bits_per_posting"],
              rows)


# --- searching ---

def measure_latency(options, index):
    say("latency by class")
    table = run([options.bench, "--modes", MODES, "--passes", "10", "--warm", "3", "--csv",
                 os.path.join(options.results, "latency.csv"), index, options.queries])
    with open(os.path.join(options.results, "latency.txt"), "wb") as file:
        file.write(table)


def first_output_ns(command):
    """From before the program is started to its first byte of output."""
    start = time.perf_counter_ns()
    reading, writing = os.pipe()
    child = os.posix_spawn(command[0], command, os.environ,
                           file_actions=[(os.POSIX_SPAWN_DUP2, writing, 1),
                                         (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0)])
    os.close(writing)
    os.read(reading, 1)
    elapsed = time.perf_counter_ns() - start
    os.close(reading)
    os.waitpid(child, 0)
    return elapsed


def query_of(options, name):
    with open(options.queries, encoding="utf-8") as file:
        return next((line.rstrip("\n").split("\t")[1] for line in file
                     if line.startswith(name + "\t")), "")


def measure_cold_start(options, index):
    """Warm page cache; `echo` shows what starting any program takes."""
    say("cold start")
    commands = {"echo": ["/bin/echo", "hit"]}
    for name in ("term_mid", "and2", "or3"):
        query = query_of(options, name)
        if query:
            commands[name] = [options.searcher, "-k", "1", "--snippet", "0", index, query]
    for command in commands.values():
        first_output_ns(command)
    rows = [[kind, number + 1, first_output_ns(command)] # by turns: what else runs hits all alike
            for number in range(COLD_RUNS) for kind, command in commands.items()]
    write_csv(os.path.join(options.results, "cold_start.csv"), ["program", "run", "first_output_ns"], rows)


# --- the machine ---

def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def commit():
    done = subprocess.run(["git", "describe", "--always", "--dirty", "--exclude", "*"],
                          capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def write_machine(options):
    with open(options.queries, encoding="utf-8") as file:
        queries = sum(1 for _ in file)
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    version = run([options.searcher, "--version"]).decode().split("\n")[0]
    rows = [["corpus", os.path.basename(os.path.normpath(options.corpus))], ["queries", queries],
            ["processor", processor()], ["cores", os.cpu_count()],
            ["memory", f"{memory / 2 ** 30:.1f} GiB"],
            ["system", f"{platform.system()} {platform.release()} {platform.machine()}"],
            ["program", version], ["commit", commit()],
            ["load before", f"{os.getloadavg()[0]:.2f}"]]
    write_csv(os.path.join(options.results, "machine.csv"), ["what", "value"], rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--format", default="auto")
    parser.add_argument("--build", required=True, help="folder of the release build")
    parser.add_argument("--work", required=True, help="folder for the index")
    parser.add_argument("--queries", required=True)
    parser.add_argument("corpus")
    parser.add_argument("results")
    options = parser.parse_args()
    options.indexer = os.path.join(options.build, "indexer", "stichwort-index")
    options.searcher = os.path.join(options.build, "searcher", "stichwort-search")
    options.bench = os.path.join(options.build, "bench", "stichwort-bench")
    index = os.path.join(options.work, "index")
    write_machine(options)
    measure_builds(options, index)
    measure_sections(options, index)
    measure_latency(options, index)
    measure_cold_start(options, index)


if __name__ == "__main__":
    main()

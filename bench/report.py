#!/usr/bin/env python3
"""report.py RESULTS: makes report.md and the plots out of the CSV files that measure.py wrote there."""
import csv
import math
import os
import statistics
import subprocess
import sys


def read_csv(folder, name):
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def table(header, rows):
    """Markdown; all columns but the first are numbers."""
    lines = ["| " + " | ".join(header) + " |", "|---" + "|--:" * (len(header) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def by_key(rows, *keys):
    """Rows in groups, in order of first appearance."""
    groups = {}
    for row in rows:
        groups.setdefault(tuple(row[key] for key in keys), []).append(row)
    return groups


# --- tables ---

def machine_part(folder):
    return "\n".join(f"* {row['what']}: {row['value']}" for row in read_csv(folder, "machine.csv"))


def builds_part(folder):
    """The middle run of each kind."""
    rows = []
    for (kind,), runs in by_key(read_csv(folder, "builds.csv"), "build").items():
        run = sorted(runs, key=lambda row: float(row["wall_s"]))[len(runs) // 2]
        rows.append([kind, run["threads"], len(runs), f"{float(run['wall_s']):.2f}", run["text_mb_per_s"],
                     f"{int(run['peak_memory_bytes']) / 2 ** 20:.1f}"])
    return table(["build", "threads", "runs", "seconds", "MB of text a second", "peak memory, MiB"], rows)


def size_part(folder):
    build = read_csv(folder, "builds.csv")[-1]
    text, index, postings = (int(build[key]) for key in ("text_bytes", "index_bytes", "postings"))
    return (f"{int(build['documents']):,} documents, {text / 1e6:.1f} MB of text, "
            f"{int(build['tokens']):,} tokens, {postings:,} postings. The index has {index / 1e6:.1f} MB, "
            f"{100 * index / max(text, 1):.1f} % of the text.")


def sections_part(folder):
    sections = read_csv(folder, "sections.csv")
    total = sum(int(row["bytes"]) for row in sections)
    rows = [[row["section"], f"{int(row['bytes']):,}", f"{100 * int(row['bytes']) / max(total, 1):.1f}",
             row["bits_per_posting"]] for row in sections]
    return table(["section", "bytes", "% of index", "bits a posting"], rows)


def percentile(ordered, share):
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def latency_rows(folder):
    """(mode, class, n, mean, p50, p90, p99) in microseconds of the queries' medians."""
    rows = read_csv(folder, "latency.csv")
    everything = [{**row, "class": "all"} for row in rows]
    out = []
    for (mode, name), group in by_key(rows + everything, "mode", "class").items():
        times = sorted(int(row["median_ns"]) / 1000 for row in group)
        out.append((mode, name, len(times), statistics.fmean(times),
                    *(percentile(times, share) for share in (0.5, 0.9, 0.99))))
    return out


def latency_part(rows):
    parts = []
    for mode in dict.fromkeys(row[0] for row in rows):
        body = [[row[1], row[2], *(f"{value:.1f}" for value in row[3:])] for row in rows if row[0] == mode]
        parts.append(f"### {mode}\n\n" + table(["class", "n", "mean", "p50", "p90", "p99"], body))
    return "\n\n".join(parts)


def cold_part(folder):
    rows = []
    for (program,), runs in by_key(read_csv(folder, "cold_start.csv"), "program").items():
        times = sorted(int(row["first_output_ns"]) / 1e6 for row in runs)
        rows.append([program, len(times), f"{statistics.median(times):.2f}", f"{times[0]:.2f}",
                     f"{percentile(times, 0.9):.2f}"])
    return table(["program or query", "runs", "median", "least", "p90"], rows)


# --- plots ---

def gnuplot(commands):
    subprocess.run(["gnuplot"], input=commands, text=True, check=True)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("_", "\\\\_") + '"'


def path_of(folder, name):
    return "'" + os.path.join(folder, name).replace("'", "''") + "'"


def plot_latency(folder, rows):
    modes, classes = (list(dict.fromkeys(row[at] for row in rows)) for at in (0, 1))
    times = {(row[0], row[1]): row[4] for row in rows}
    lines = [" ".join([quoted(name), *(f"{times[mode, name]:.3f}" for mode in modes)]) for name in classes]
    plots = ", ".join(f"$data using {at + 2}:xtic(1) title {quoted(mode)}" for at, mode in enumerate(modes))
    gnuplot(f"""$data << END
{chr(10).join(lines)}
END
set terminal pngcairo size 1200,560 font "DejaVu Sans,10"
set output {path_of(folder, 'latency.png')}
set title "Latency by class of queries: median query"
set ylabel "microseconds (logarithmic)"
set logscale y
set grid ytics
set style data histogram
set style histogram clustered gap 1
set style fill solid 0.8 noborder
set xtics rotate by -35
set key outside top center horizontal
plot {plots}
""")


def plot_sections(folder):
    sections = [row for row in read_csv(folder, "sections.csv") if int(row["bytes"]) > 0]
    lines = [f"{quoted(row['section'])} {int(row['bytes']) / 1e6:.6f}" for row in sections]
    gnuplot(f"""$data << END
{chr(10).join(lines)}
END
set terminal pngcairo size 900,480 font "DejaVu Sans,10"
set output {path_of(folder, 'sections.png')}
set title "Bytes by section of the index"
set ylabel "MB"
set grid ytics
set yrange [0:*]
set boxwidth 0.7
set style fill solid 0.8 noborder
set xtics rotate by -35
plot $data using 2:xtic(1) with boxes notitle
""")


def write_by_class(folder, rows):
    with open(os.path.join(folder, "latency_by_class.csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["mode", "class", "n", "mean_us", "p50_us", "p90_us", "p99_us"])
        writer.writerows([*row[:3], *(f"{value:.3f}" for value in row[3:])] for row in rows)


def write_report(folder, rows):
    name = os.path.basename(os.path.abspath(folder))
    with open(os.path.join(folder, "report.md"), "w", encoding="utf-8") as file:
        file.write(f"""# Measurements: {name}

{machine_part(folder)}

## Building

{builds_part(folder)}

The middle of the runs; peak memory is what the program reports of itself.

## Size

{size_part(folder)}

{sections_part(folder)}

![bytes by section](sections.png)

## Latency

Microseconds from query text to hits, one thread, warm: over the queries of a class, of each its median of
ten passes. `top10` and `top100`: the best hits; `count`: the number of matches; `top100count`: both.

![latency by class](latency.png)

{latency_part(rows)}

## Cold start

Milliseconds from starting the program to its first output, index in the page cache. `echo` is what starting
any program takes here.

{cold_part(folder)}
""")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: report.py RESULTS")
    folder = sys.argv[1]
    rows = latency_rows(folder)
    write_by_class(folder, rows)
    plot_latency(folder, rows)
    plot_sections(folder)
    write_report(folder, rows)


if __name__ == "__main__":
    main()

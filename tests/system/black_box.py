#!/usr/bin/env python3
"""Runs the case files of tests/cases: commands with their exact output.

black_box.py PROGRAM... [NAME.case...]

Each case file has an empty folder of its own. Its lines:
  # text            a comment
  file NAME         the following lines "| text" are the file's content
  $ COMMAND         words as in a shell, without substitution; the programs are called by name
  < text            a line of the command's standard input
  > text  ! text    a line of its standard output, of its standard error
  = N               its exit code; without it 0
Output that is not written down must be empty; lines must all be there, in order. Placeholders: {tab} and {esc}, and in expected lines
{n} digits, {x} a number with a point, {hex} hexadecimal digits, {any} any text without a line end, {tmp} the folder.
"""
import glob
import os
import re
import shlex
import subprocess
import sys
import tempfile

CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cases")
PATTERNS = {"n": "[0-9]+", "x": r"[0-9]+\.[0-9]+", "hex": "[0-9a-f]+", "any": "[^\n]*"}


class Step:
    def __init__(self, line, number):
        self.command, self.number = line, number
        self.input, self.output, self.errors, self.code = [], [], [], 0


def parse(path):
    """steps and files in order: Step or (name, [lines])"""
    things = []
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            mark, rest = line[:1], line[2:].replace("{tab}", "\t").replace("{esc}", "\x1b")
            if not line or mark == "#":
                continue
            if line.startswith("file "):
                things.append((line[5:], []))
            elif mark == "|":
                things[-1][1].append(rest)
            elif mark == "$":
                things.append(Step(rest, number))
            elif mark == "=":
                things[-1].code = int(rest)
            else:
                {"<": things[-1].input, ">": things[-1].output, "!": things[-1].errors}[mark].append(rest)
    return things


def as_pattern(lines, folder):
    text = "".join(line + "\n" for line in lines)
    parts = re.split(r"\{(n|x|hex|any|tmp)\}", text)
    return "".join((PATTERNS.get(part) or re.escape(folder)) if i % 2 else re.escape(part) for i, part in enumerate(parts))


def run_step(step, programs, folder):
    words = shlex.split(step.command)
    words[0] = programs.get(words[0], words[0])
    done = subprocess.run(words, cwd=folder, input="".join(line + "\n" for line in step.input), capture_output=True,
                          text=True, timeout=120, env={**os.environ, "LC_ALL": "C", "NO_COLOR": ""})
    faults = []
    for name, wanted, got in (("stdout", step.output, done.stdout), ("stderr", step.errors, done.stderr)):
        if not re.fullmatch(as_pattern(wanted, folder), got):
            faults.append("  %s wanted:\n%s\n  %s got:\n%s" % (name, "\n".join(wanted), name, got))
    if done.returncode != step.code:
        faults.append("  exit code %d, wanted %d\n%s" % (done.returncode, step.code, done.stderr))
    return faults


def run_file(path, programs):
    failures, steps = [], 0
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        for thing in parse(path):
            if isinstance(thing, tuple):
                name = os.path.join(folder, thing[0])
                os.makedirs(os.path.dirname(name), exist_ok=True)
                with open(name, "w", encoding="utf-8") as f:
                    f.writelines(line + "\n" for line in thing[1])
                continue
            steps += 1
            faults = run_step(thing, programs, folder)
            if faults:
                failures.append("%s:%d: %s\n%s" % (os.path.basename(path), thing.number, thing.command, "\n".join(faults)))
    return steps, failures


def main():
    cases = [path for path in sys.argv[1:] if path.endswith(".case")]
    programs = {os.path.basename(path): os.path.abspath(path) for path in sys.argv[1:] if path not in cases}
    failures, steps = [], 0
    for path in cases or sorted(glob.glob(os.path.join(CASES, "*.case"))):
        more, failed = run_file(path, programs)
        steps += more
        failures += failed
    if failures:
        sys.exit("\n".join(failures))
    assert steps > 0, "no cases found"
    print("%d commands" % steps)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Every option of --help stands in the man page and the other way round; mandoc, if it is there, finds no fault.

man_pages.py ROOT PROGRAM...
"""
import os
import re
import shutil
import subprocess
import sys

EVERYWHERE = {"-h", "--help"}  # every command takes them; the page says so once


def help_of(*command):
    return subprocess.run([*command, "--help"], capture_output=True, text=True, check=True, timeout=60).stdout


def options_of_help(text):
    return set(re.findall(r"(?<![\w-])(--[a-z][a-z0-9-]*|-[a-z])(?!\w)", text)) - EVERYWHERE


def choices_of_help(text):
    return set(re.findall(r"--[a-z]\S* (\S+\|\S+)", text))


def items_of_page(text):
    """the names of each option that heads an item, e.g. {"-q", "--quiet"}"""
    lines = re.findall(r"^\.It (Fl .*)", text, re.M)
    items = [{"-" + name for name in re.findall(r"\bFl (\S+)", line)} for line in lines]
    return [names for names in items if not names & EVERYWHERE]


def parts_of_page(text, macro):
    parts = re.split(r"^\.%s (.*)\n" % macro, text, flags=re.M)
    return {name: re.split(r"^\.S[hs] ", body, flags=re.M)[0] for name, body in zip(parts[1::2], parts[2::2])}


def compare(what, help_text, page, faults):
    items = items_of_page(page)
    known, told = set().union(*items), options_of_help(help_text)
    faults += ["%s: %s is in --help, not in the page" % (what, name) for name in sorted(told - known)]
    faults += ["%s: %s is in the page, not in --help" % (what, sorted(names)) for names in items if not names & told]
    for choice in choices_of_help(help_text):
        if choice.replace("|", " | ") not in page:
            faults.append("%s: the page does not list %s" % (what, choice))


def check_verbs(program, page, faults):
    verbs = re.findall(r"^  ([a-z]+) ", help_of(program), re.M)
    parts = parts_of_page(page, "Ss")
    if sorted(verbs) != sorted(parts):
        faults.append("commands in --help %s, in the page %s" % (sorted(verbs), sorted(parts)))
    for verb in set(verbs) & set(parts):
        compare("%s %s" % (os.path.basename(program), verb), help_of(program, verb), parts[verb], faults)
    return len(verbs)


def lint(path, faults):
    if shutil.which("mandoc"):
        done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", path], capture_output=True, text=True, timeout=60)
        faults += (done.stdout + done.stderr).splitlines()


def self_test():
    """differences are noticed both ways"""
    faults = []
    compare("x", "  -q, --quiet  no talk\n  --new  +must, -must not\n  --form a|b  2024-17\n",
            ".It Fl q , Fl -quiet\n.It Fl -old Ar n\n.It Fl -form Cm a\n.It Fl h\n", faults)
    assert len(faults) == 3, faults


def main():
    self_test()
    root, programs, faults, verbs = sys.argv[1], sys.argv[2:], [], 0
    for program in programs:
        path = os.path.join(root, "docs/man", os.path.basename(program) + ".1")
        with open(path, encoding="utf-8") as f:
            page = f.read()
        compare(os.path.basename(program), help_of(program), parts_of_page(page, "Sh")["OPTIONS"], faults)
        if "\n.Sh COMMANDS" in page:
            verbs += check_verbs(program, page, faults)
        lint(path, faults)
    if faults:
        sys.exit("\n".join(faults))
    assert programs and verbs > 0, "nothing was compared"
    print("%d pages, %d commands" % (len(programs), verbs))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Sizes of files and functions, memory through common/base/memory.h, silent libraries without mutable globals.

house_rules.py ROOT
"""
import re
import sys

import tree

MAX_FILE, MAX_FUNCTION = 600, 70
ALLOCATORS = r"\b(malloc|calloc|realloc|reallocarray|free|strdup|strndup|aligned_alloc|posix_memalign)\s*\("
ENVIRONMENT = r"\b(printf|fprintf|vprintf|vfprintf|dprintf|puts|fputs|putchar|putc|fputc|perror|exit|_exit|_Exit|" \
              r"quick_exit|abort|getenv|secure_getenv|setenv|setlocale)\s*\("
# What other libraries allocate is released by free: utf8proc's mapped text, jansson's dumps, getdelim's line.
FOREIGN_RESULTS = {"common/text/fold.c": 1, "indexer/source/parser.c": 1, "bench/splitter_accuracy.c": 1}
# Tests count allocations and make them fail.
MUTABLE_ALLOWED = {"common/base/memory.c"}


def check_sizes(path, text, faults):
    lines = text.splitlines()
    if len(lines) > MAX_FILE:
        faults.append("%s: %d lines, at most %d" % (path, len(lines), MAX_FILE))
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{" and number > 1:
            start = number - 1
            while start > 1 and lines[start - 2].strip() and lines[start - 2][0] not in "/#}*":
                start -= 1
        elif line == "}" and start is not None:
            if number - start + 1 > MAX_FUNCTION:
                faults.append("%s:%d: function of %d lines, at most %d" % (path, start, number - start + 1, MAX_FUNCTION))
            start = None


def check_words(path, code, faults):
    calls = [(code.count("\n", 0, m.start()) + 1, m.group(1)) for m in re.finditer(ALLOCATORS, code)]
    if path != "common/base/memory.c" and [c for _, c in calls] != ["free"] * FOREIGN_RESULTS.get(path, 0):
        faults += ["%s:%d: %s outside common/base/memory.c" % (path, *call) for call in calls]
    if tree.is_library(path):
        for match in re.finditer(ENVIRONMENT, code):
            faults.append("%s:%d: %s in a library" % (path, code.count("\n", 0, match.start()) + 1, match.group(1)))


def is_mutable(declaration):
    """a variable's declaration up to its initialiser: whether the variable itself can change"""
    name = re.split(r"[=\[;{]", declaration)[0]
    if "(" in name:  # a function, or a pointer to one
        pointer = name[name.index("(") + 1:].lstrip()
        return pointer.startswith("*") and not pointer[1:].lstrip().startswith("const")
    return "const" not in name[name.rfind("*") + 1:] if "*" in name else "const" not in name.split()


def check_globals(path, code, faults):
    if not tree.is_library(path) or path in MUTABLE_ALLOWED:
        return
    statics = re.finditer(r"^[ \t]*(?:static|_Thread_local)\s[^;={]*[;={]", code, re.M)
    outer = re.finditer(r"^(?!typedef|extern|static|enum \w+;|struct \w+;|union \w+;|#)[a-z_][\w \*]*[ \*]\w+(?:\[[^\]]*\])*\s*[;=]",
                        code, re.M)
    for match in [*statics, *outer]:
        if is_mutable(match.group()):
            line = code.count("\n", 0, match.start()) + 1
            faults.append("%s:%d: mutable static variable: %s" % (path, line, " ".join(match.group().split())))


def self_test():
    """the rules notice what they forbid"""
    faults = []
    check_globals("common/base/x.c", "static int a;\nstatic const char *b[] = {0};\nint c = 1;\n    static struct q d = {0};\n"
                  "static const char *const e[] = {0};\nstatic int f(void);\nstatic void (*g)(int) = 0;\nstruct h;\n", faults)
    check_words("common/base/x.c", "x = malloc(1); snprintf(a); printf(b); y_exit(); exit(1);", faults)
    check_sizes("common/base/x.c", "int f(void)\n{\n" + "\n" * 68 + "}\n", faults)
    assert len(faults) == 9, "\n".join(faults)


def main():
    self_test()
    root, faults, files = sys.argv[1], [], 0
    for path in tree.sources(root):
        text = tree.read(root, path)
        code = tree.code_only(text)
        check_sizes(path, text, faults)
        check_words(path, code, faults)
        check_globals(path, code, faults)
        files += 1
    if faults:
        sys.exit("\n".join(faults))
    assert files > 50, "no files found: is ROOT right?"
    print("%d files" % files)


if __name__ == "__main__":
    main()

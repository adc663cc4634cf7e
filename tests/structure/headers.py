#!/usr/bin/env python3
"""Each header compiles alone and twice in one unit (vectors of a CPU that is not asked for are no fault).

headers.py ROOT COMPILER [FLAGS...]
"""
import subprocess
import sys

import tree


def main():
    root, compiler, flags = sys.argv[1], sys.argv[2], sys.argv[3:]
    command = [compiler, "-std=c11", "-D_POSIX_C_SOURCE=200809L", "-D_FILE_OFFSET_BITS=64", "-Wall", "-Wextra",
               "-Werror", "-Wno-psabi", "-fsyntax-only", "-I", root, *flags, "-x", "c", "-"]
    faults, headers = [], list(tree.sources(root, ".h"))
    for header in headers:
        unit = '#include "%s"\n' % header * 2
        done = subprocess.run(command, input=unit, capture_output=True, text=True)
        if done.returncode != 0:
            faults.append("%s does not compile alone:\n%s" % (header, done.stderr))
    if faults:
        sys.exit("\n".join(faults))
    assert headers, "no headers found: is ROOT right?"
    print("%d headers" % len(headers))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Lucene's GermanAnalyzer. Maven fetches the jars once, into build/conformance."""
import os
import subprocess
import sys
import tempfile

import pair_files

HERE = os.path.dirname(os.path.abspath(__file__))
JARS = os.path.join(HERE, "..", "..", "..", "..", "build", "conformance", "jars")
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def main():
    pom = os.path.join(HERE, "lucene", "pom.xml")
    if not os.path.isdir(JARS) or os.path.getmtime(JARS) < os.path.getmtime(pom):
        subprocess.run(["mvn", "-q", "-B", "-f", pom, "dependency:copy-dependencies", "-DoutputDirectory=" + os.path.abspath(JARS)],
                       check=True, stdout=sys.stderr)
        os.utime(JARS)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n") as documents:
        documents.writelines("%s\t%s\n" % (name, text.translate(ESCAPES)) for name, text in pair_files.read_documents())
        documents.flush()
        subprocess.run(["java", "-cp", os.path.join(JARS, "*"), os.path.join(HERE, "lucene", "GermanPairs.java"), documents.name,
                        sys.argv[2]], check=True)


if __name__ == "__main__":
    main()

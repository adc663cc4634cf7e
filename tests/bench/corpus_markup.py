#!/usr/bin/env python3
"""What is left of HTML, man pages and fortunes, against texts written by hand."""
import gzip
import json
import os
import subprocess
import sys
import tempfile

MAKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "bench", "make_corpus.py")
# Long enough for a document of its own, German enough to be kept.
FILLER = "Das ist ein Satz, der nur da ist, damit der Text lang genug ist und auch so bleibt. " * 3

HTML = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Öl &amp; Farbe</title><style>p {{}}</style>
</head><body><nav>Menü</nav><p>Gr&ouml;&szlig;e <b>mes</b>sen</p><script>weg()</script><p>{FILLER}</p></body></html>"""
ENGLISH = f"<html><body><p>{'This text is not in the language that we want to have here. ' * 6}</p></body></html>"
MAN = f""".\\" Bemerkung
.TH LS "1" "Januar" "GNU"
.SH BEZEICHNUNG
ls \\- Verzeichnisinhalte auflisten
.de XX
unsichtbar
..
.SH "ÜBERSICHT"
.B ls
[\\fIOPTION\\fP]\\&...
.BR stat (2)
\\(lqso\\(rq, gr\\[u00FC]n
.PP
{FILLER}
"""
FORTUNES = "Der Weg ist das Ziel.\n%\nWas ist das?\n-- Niemand\n%\nShort English words only here, no more.\n"


def write(folder, path, data):
    path = os.path.join(folder, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with (gzip.open if path.endswith(".gz") else open)(path, "wt", encoding="utf-8") as file:
        file.write(data)


def main():
    filler = FILLER.strip()
    expected = {
        "p/doc/a.html#0": ("Öl & Farbe", f"Größe messen\n{filler}"),
        "p/man/de/man1/ls.1.gz#0": ("ls(1)", "BEZEICHNUNG\nls - Verzeichnisinhalte auflisten\nÜBERSICHT\nls\n"
                                    f"[OPTION]...\nstat(2)\n„so“, grün\n{filler}"),
        "p/games/fortunes/de/zitate#0": ("Der Weg ist das Ziel.", "Der Weg ist das Ziel."),
        "p/games/fortunes/de/zitate#0.1": ("Was ist das?", "Was ist das?\n-- Niemand"),
    }
    with tempfile.TemporaryDirectory() as folder:
        source, out = os.path.join(folder, "source"), os.path.join(folder, "corpus.jsonl")
        write(source, "p/doc/a.html", HTML)
        write(source, "p/doc/copy.html", HTML)
        write(source, "p/doc/english.html", ENGLISH)
        write(source, "p/doc/readme.txt", FILLER)
        write(source, "p/man/de/man1/ls.1.gz", MAN)
        write(source, "p/games/fortunes/de/zitate", FORTUNES)
        subprocess.run([sys.executable, MAKER, source, "-o", out], check=True, stderr=subprocess.DEVNULL)
        with open(out, encoding="utf-8") as file:
            found = {record["id"]: (record["title"], record["text"]) for record in map(json.loads, file)}
    for identifier in sorted(expected.keys() | found.keys()):
        if expected.get(identifier) != found.get(identifier):
            print(f"{identifier}: wanted {expected.get(identifier)!r}, got {found.get(identifier)!r}")
    return 0 if expected == found else 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Makes a German corpus of JSON Lines out of unpacked documentation packages.

make_corpus.py FOLDER -o corpus.jsonl

Takes HTML, GNOME help, man pages and fortune files (plain or .gz), drops their markup, cuts them
into sections, and keeps each section once if its words are German. Needs Python 3 only. The same
packages give the same bytes.
"""
import argparse
import gzip
import hashlib
import html
import html.parser
import json
import os
import re
import sys

LEAST_CHARACTERS = 200   # shorter sections are menus
CUT_CHARACTERS = 1500    # a section may end at the next heading once it is as long
LEAST_GERMAN_SHARE = 0.12
GERMAN = frozenset("""aber als am auf aus bei bis damit dann das dass daß dem den der des die diese
    dieser dieses ein eine einem einen einer eines er es für hat ihre im in ist kann können man
    mit nach nicht noch nur oder sein sich sie sind so über um und unter vom von war was wenn werden
    wie wird zu zum zur""".split())
WORD = re.compile(r"[^\W\d_]+")
HEADING = "\f"           # stands before a heading in plain text

BLOCKS = frozenset("""p div li dt dd tr td th pre br table ul ol dl section article blockquote hr title
    h1 h2 h3 h4 h5 h6 item para note""".split())
HEADINGS = frozenset(("h1", "h2", "h3", "section"))
HIDDEN = frozenset(("script", "style", "nav", "head", "select", "info", "footer", "header"))


class MarkupText(html.parser.HTMLParser):
    """The text that a reader of HTML (or of XML much like it) sees."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.hidden, self.title, self.in_title = [], [], "", False

    def handle_starttag(self, tag, attrs):
        if tag in HIDDEN:
            self.hidden.append(tag)
        self.in_title = tag == "title" and not self.title
        if tag in BLOCKS:
            self.parts.append("\n")
        if tag in HEADINGS:
            self.parts.append(HEADING)

    def handle_endtag(self, tag):
        if tag in self.hidden:
            del self.hidden[self.hidden.index(tag):]
        if tag in BLOCKS:
            self.parts.append("\n")
        self.in_title = False

    def handle_startendtag(self, tag, attrs):
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data):
        if self.in_title:
            self.title = " ".join((self.title + data).split())
        if not self.hidden:
            self.parts.append(data)


def decode(data):
    head = data[:2000].lower()
    if b"charset=iso-8859-1" in head or b'charset="iso-8859-1' in head:
        return data.decode("cp1252", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def markup_documents(data):
    parser = MarkupText()
    parser.feed(decode(data))
    parser.close()
    return [(parser.title, "".join(parser.parts))]


# --- man pages ---

GLYPHS = {"aq": "'", "dq": '"', "lq": "„", "rq": "“", "Bq": "„", "bu": "•", "em": "—", "en": "–",
          "hy": "-", "mi": "-", "co": "©", "ss": "ß", ":a": "ä", ":o": "ö", ":u": "ü", ":A": "Ä",
          ":O": "Ö", ":U": "Ü", "ha": "^", "ti": "~", "rs": "\\", "oq": "‘", "cq": "’", "sq": "'"}
SPECIAL = re.compile(r"\\\[([^\]]*)\]|\\\((..)")
DROPPED = re.compile(r"""\\(?:f(?:\[[^\]]*\]|\(..|.)|s[-+]?\d|[hvwlLoDbXZ]'[^']*'|[*n](?:\[[^\]]*\]|\(..|.)
                      |m\[[^\]]*\]|[&%c/,|^:{}!?0])""", re.X)
WITH_TEXT = frozenset(("B", "I", "BR", "IR", "RB", "RI", "BI", "IB", "SM", "SB", "IP", "UR", "MR"))


def glyph(match):
    name = match.group(1) or match.group(2) or ""
    if re.fullmatch(r"u[0-9A-F]{4,5}", name):
        return chr(int(name[1:], 16))
    return GLYPHS.get(name, " ")


def plain(line):
    line = DROPPED.sub("", SPECIAL.sub(glyph, re.sub(r'\\["#].*', "", line)))
    return line.replace("\\-", "-").replace("\\~", " ").replace("\\ ", " ").replace("\\e", "\\")


def arguments(rest):
    return [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', rest)]


def request_text(name, rest):
    """What a reader sees of one request of the man macros."""
    if name in ("SH", "SS"):
        return "\n" + HEADING * (name == "SH") + plain(" ".join(arguments(rest))) + "\n"
    if name in WITH_TEXT:
        joint = "" if len(name) == 2 and name not in ("SM", "SB", "IP", "UR", "MR") else " "
        return plain(joint.join(arguments(rest)[:1 if name == "IP" else None])) + "\n"
    return "\n"


def man_documents(data):
    title, parts, macro = "", [], False
    for line in decode(data).split("\n"):
        match = re.match(r"[.']\s*([A-Za-z]+|\\\"|\.)?\s*(.*)", line)
        if macro:
            macro = not line.startswith("..")
        elif not match:
            parts.append(plain(line) + "\n")
        elif match.group(1) in ("de", "de1", "ig", "am"):
            macro = True
        elif match.group(1) == "TH":
            title = "(".join(arguments(match.group(2))[:2]).lower() + ")"
        else:
            parts.append(request_text(match.group(1) or "", match.group(2)))
    return [(title, "".join(parts))]


def fortune_documents(data):
    return [("", text) for text in re.split(r"(?m)^%\s*$", decode(data))]


# --- documents ---

def reader_of(path):
    name = re.sub(r"\.gz$", "", path)
    if "big-page" in name:
        return None                 # every section once more
    if re.search(r"/man/de/man\d/", path):
        return man_documents
    if "/fortunes/de/" in path and not re.search(r"\.(dat|u8)$", name):
        return fortune_documents
    if re.search(r"\.(x?html?|page|docbook)$", name):
        return markup_documents
    return None


def sections(text, short):
    """Cuts at headings into pieces of a readable length."""
    piece = ""
    for part in text.split(HEADING):
        piece += part
        if len(piece) >= CUT_CHARACTERS:
            yield piece
            piece = ""
    if piece and (short or len(piece) >= LEAST_CHARACTERS):
        yield piece


def tidy(text):
    text = html.unescape(text).replace("\u00ad", "")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def is_german(text):
    words = WORD.findall(text.lower())
    return sum(word in GERMAN for word in words) >= LEAST_GERMAN_SHARE * max(len(words), 8)


def files_below(folder):
    for path, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            full = os.path.join(path, name)
            if not os.path.islink(full):
                yield full, os.path.relpath(full, folder)


def read(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        return file.read()


def documents(folder):
    for full, path in files_below(folder):
        reader = reader_of("/" + path)
        for title, text in reader(read(full)) if reader else ():
            for number, piece in enumerate(sections(text, reader is fortune_documents)):
                yield f"{path}#{number}", title, tidy(piece)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("-o", "--output", required=True)
    options = parser.parse_args()
    seen, count, size, ids = set(), 0, 0, {}
    with open(options.output + ".part", "w", encoding="utf-8") as out:
        for identifier, title, text in documents(options.folder):
            digest = hashlib.sha256(text.encode()).digest()
            if digest in seen or not is_german(text):
                continue
            seen.add(digest)
            ids[identifier] = ids.get(identifier, -1) + 1
            identifier += f".{ids[identifier]}" if ids[identifier] else ""
            record = {"id": identifier, "title": title or text.split("\n")[0][:80], "text": text}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            count, size = count + 1, size + len(text.encode())
    os.replace(options.output + ".part", options.output)
    print(f"{options.output}: {count} documents, {size / 1e6:.1f} MB of text", file=sys.stderr)


if __name__ == "__main__":
    main()

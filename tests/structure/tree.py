"""Files of the tree and C text without comments and strings: what the structure tests share."""
import os
import re

PARTS = ("common", "indexer", "searcher", "bench")


def sources(root, *endings):
    for part in PARTS:
        for folder, _, names in os.walk(os.path.join(root, part)):
            for name in sorted(names):
                if name.endswith(endings or (".c", ".h")):
                    yield os.path.relpath(os.path.join(folder, name), root)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as f:
        return f.read()


def code_only(text):
    """comments, strings and characters become blanks; line ends stay"""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', blank, text, flags=re.S)


def is_library(path):
    """whether the rules for libraries hold: programs may print, exit and keep a signal flag"""
    folder = os.path.dirname(path)
    return not (folder.endswith("/commands") or folder == "common/cli" or folder.startswith("bench")
                or path.endswith("main.c"))

#!/usr/bin/env python3
"""A corpus of bad inputs: each one is named in the report with its reason, and nothing else is lost.

bad_input.py INDEX_PROGRAM SEARCH_PROGRAM
"""
import gzip
import json
import os
import socket
import subprocess
import sys
import tempfile
import zlib

INDEX, SEARCH = sys.argv[1:3]
LONG = 65 << 20  # above the limit of 64 MiB


def good(name):
    return json.dumps({"id": name, "text": "gut " + name}).encode() + b"\n"


class Corpus:
    """writes inputs and keeps account of what must come out: ids of documents, places by reason"""

    def __init__(self, folder):
        self.folder, self.ids, self.skipped = folder, set(), {}

    def path(self, name):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def add(self, name, data, ids=(), skipped=()):
        """skipped: (reason, line or 0) in order"""
        if data is not None:
            with open(self.path(name), "wb") as f:
                f.write(data)
        self.ids.update(ids)
        for reason, line in skipped:
            self.skipped.setdefault(reason, []).append(name + (":%d" % line if line else ""))


def json_lines(corpus):
    corpus.add("a01-json.jsonl", good("a1") + b'{"id":"x","text":\n' + good("a2") + b"kaputt\n[1,2]\n" + b'"text"\n' +
               b'{"id":"x","text":"gut"} mehr\n' + b'{"id":"x","text":"gut\n' + good("a3"),
               ("a1", "a2", "a3"), [("invalid-json", n) for n in (2, 4, 5, 6, 7, 8)])
    corpus.add("a02-utf8.jsonl", b'{"id":"x","text":"gut \xff"}\n' + good("b1") + b'{"id":"x","text":"gut \xed\xa0\x80"}\n' +
               b'{"id":"x","text":"gut \xc0\xaf"}\n', ("b1",), [("invalid-json", n) for n in (1, 3, 4)])
    corpus.add("a03-nul.jsonl", good("c1") + b'{"id":"x","text":"gut \x00"}\n' + b'{"id":"c2","text":"gut \\u0000 c2"}\n',
               ("c1", "c2"), [("invalid-json", 2)])
    corpus.add("a04-text.jsonl", b'{"id":"x","title":"gut"}\n{"id":"x","text":7}\n{"id":"x","text":null}\n{}\n' + good("d1"),
               ("d1",), [("no-text", n) for n in (1, 2, 3, 4)])
    corpus.add("a05-empty.jsonl", b'{"id":"x","text":""}\n' + good("e1"), ("e1",), [("empty", 1)])
    corpus.add("a06-id.jsonl", b'{"id":"' + b"i" * 1025 + b'","text":"gut"}\n' + b'{"id":"' + b"j" * 1024 + b'","text":"gut"}\n',
               ("j" * 1024,), [("too-long", 1)])
    corpus.add("a07-deep.jsonl", b"[" * 100000 + b"\n" + b'{"text":' * 5000 + b"\n" + good("f1"), ("f1",),
               [("invalid-json", 1), ("invalid-json", 2)])
    corpus.add("a08-number.jsonl", b'{"id":"g1","text":"gut","n":1.5e3,"b":true,"o":{"x":[]},"z":null}\n', ("g1",))
    corpus.add("a09-ends.jsonl", b"\xef\xbb\xbf" + good("h1").replace(b"\n", b"\r\n") + b"\n\r\n" + good("h2").rstrip(b"\n"), ("h1", "h2"))
    corpus.add("a10-endless.jsonl", good("i1") + b'{"id":"x","text":"' + b"gut " * (LONG // 4) + b'"}\n' + good("i2"),
               ("i1", "i2"), [("too-long", 2)])
    corpus.add("a11-endless.jsonl", good("j1") + b"x" * LONG, ("j1",), [("too-long", 2)])


def damaged_member(data, keep):
    """gzip bytes cut off, and the ids of the whole lines that zlib still finds in them"""
    cut = data[:keep]
    text = zlib.decompressobj(31).decompress(cut)
    return cut, [json.loads(line)["id"] for line in text[:text.rfind(b"\n") + 1].splitlines()]


def compressed(corpus):
    lines = [good("k%d" % i) for i in range(2000)]
    whole = gzip.compress(b"".join(lines))
    cut, ids = damaged_member(whole, len(whole) // 2)
    assert 100 < len(ids) < 1900
    corpus.add("b01-truncated.jsonl.gz", cut, ids, [("damaged-gzip", 0)])
    corpus.add("b02-checksum.jsonl.gz", gzip.compress(good("l1") + good("l2"))[:-8] + b"\0" * 8, ("l1", "l2"), [("damaged-gzip", 0)])
    corpus.add("b03-garbage.jsonl.gz", gzip.compress(good("m1")) + b"danach", ("m1",), [("trailing-garbage", 0)])
    corpus.add("b04-members.jsonl.gz", gzip.compress(good("n1")) + gzip.compress(good("n2")[:9]) + gzip.compress(good("n2")[9:]) +
               gzip.compress(b"") + gzip.compress(good("n3")), ("n1", "n2", "n3"))
    corpus.add("b05-padding.jsonl.gz", gzip.compress(good("o1")) + bytes(1000) + gzip.compress(good("o2")) + bytes(512), ("o1", "o2"))
    second = gzip.compress(b"".join(good("p%d" % i) for i in range(2, 1000)))
    cut, ids = damaged_member(second, 40)
    corpus.add("b06-second.jsonl.gz", gzip.compress(good("p1")) + cut, ["p1", *ids], [("damaged-gzip", 0)])
    corpus.add("b07-header.jsonl.gz", gzip.compress(b"")[:5], (), [("damaged-gzip", 0)])
    corpus.add("b08-no-name", gzip.compress(good("q1")), ("q1",))
    corpus.add("b09-text.txt.gz", gzip.compress(b"gut und komprimiert"), ("b09-text.txt.gz",))
    corpus.add("b10-text.txt.gz", gzip.compress(os.urandom(1000).hex().encode() + b" gut")[:300], (), [("damaged-gzip", 0)])
    corpus.add("b11-endless.txt.gz", gzip.compress(b"gut " * (LONG // 4), 1), (), [("too-long", 0)])


def text_files(corpus):
    corpus.add("c01-utf8.txt", b"gut \xff\xfe und \xc3\xa4 \xc3", ("c01-utf8.txt",), [("invalid-utf8", 0)])
    corpus.add("c02-latin1.txt", "gut für Äpfel".encode("latin-1"), ("c02-latin1.txt",), [("invalid-utf8", 0)])
    corpus.add("c03-nul.txt", b"gut \0 gut", (), [("binary", 0)])
    corpus.add("c04-utf16.txt", "gut".encode("utf-16"), (), [("binary", 0)])
    corpus.add("c05-leer.txt", b"", (), [("empty", 0)])
    corpus.add("c06-blank.txt", b" \n\t\n", (), [("empty", 0)])
    corpus.add("c07-brace.txt", b"{gut}", ("c07-brace.txt",))


def special_files(corpus):
    """named by the whole path: such a file has no name in the corpus"""
    os.symlink("fehlt", corpus.path("d01-dangling"))
    os.symlink("/proc/self/mem", corpus.path("d02-read-error.txt"))
    os.symlink("..", corpus.path("e/loop"))
    os.symlink("d03-b", corpus.path("d03-a"))
    os.symlink("d03-a", corpus.path("d03-b"))
    os.mkfifo(corpus.path("d04-fifo"))
    with socket.socket(socket.AF_UNIX) as s:
        s.bind(corpus.path("d05-s"))
    corpus.add("d01-dangling", None, (), [("unreadable", 0)])
    corpus.add("d02-read-error.txt", None, (), [("unreadable", 0)])
    corpus.add("d03-a", None, (), [("symlink-loop", 0)])
    corpus.add("d03-b", None, (), [("symlink-loop", 0)])
    corpus.add("e/loop", None, (), [("symlink-loop", 0)])
    corpus.add("d04-fifo", None, (), [("not-a-file", 0)])
    corpus.add("d05-s", None, (), [("not-a-file", 0)])
    if os.geteuid() != 0:  # nothing is forbidden to root
        corpus.add("d06-forbidden.txt", b"gut", (), [("unreadable", 0)])
        os.chmod(corpus.path("d06-forbidden.txt"), 0)
    os.symlink("a01-json.jsonl", corpus.path("f01-again"))
    corpus.add("f01-again", None, (), [("invalid-json", n) for n in (2, 4, 5, 6, 7, 8)])
    for name in ("a1", "a2", "a3"):
        corpus.skipped.setdefault("duplicate-id", []).append(name)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, timeout=600, **options)


def check_report(corpus, done, threads):
    assert done.returncode == 0, done.stderr.decode()
    report = json.loads(done.stdout)
    got = {s["reason"]: (s["count"], s["first"]) for s in report["skipped"]}
    wanted = {reason: (len(places), places[0]) for reason, places in corpus.skipped.items()}
    assert set(got) == set(wanted), (sorted(got), sorted(wanted))
    for reason, (count, first) in wanted.items():
        assert got[reason][0] == count, (threads, reason, got[reason], corpus.skipped[reason])
        # what is too long is found when lines are cut, ids that are too long later, when they are parsed
        places = corpus.skipped[reason] if reason == "too-long" else [first, os.path.join(corpus.folder, first)]
        assert got[reason][1] in places, (reason, got[reason], places)
    assert report["documents"] == len(corpus.ids), (report["documents"], len(corpus.ids))


def check_folder(folder):
    corpus = Corpus(os.path.join(folder, "corpus"))
    for part in (json_lines, compressed, text_files, special_files):
        part(corpus)
    index = os.path.join(folder, "index")
    for threads in ("1", "2"):
        check_report(corpus, run(INDEX, "build", "--json", "--threads", threads, index, corpus.folder), threads)
        found = run(SEARCH, "-q", "--format", "ids", "-k", "100000", index, "gut").stdout.decode().split()
        assert set(found) == corpus.ids and len(found) == len(corpus.ids), (set(found) ^ corpus.ids)
        assert run(INDEX, "check", index).returncode == 0
    strict = run(INDEX, "build", "-q", "--strict", index, corpus.folder)
    assert strict.returncode == 5 and b"nothing was published" in strict.stderr, strict
    assert run(SEARCH, "--count", index, "gut").stdout == b"%d\n" % len(corpus.ids)


def check_lines(folder):
    """a line that cannot be kept leaves the numbers of the others alone"""
    path, index = os.path.join(folder, "lines"), os.path.join(folder, "index-lines")
    with open(path, "wb") as f:
        f.write(b"gut a\0b\n" + b"gut \xff\n" + b"gut " * (LONG // 4) + b"\ngut\n\ngut")
    done = run(INDEX, "build", "--json", "--format", "lines", "--analyzer", "whitespace", index, path)
    assert done.returncode == 0, done
    skipped = {s["reason"]: (s["count"], s["first"]) for s in json.loads(done.stdout)["skipped"]}
    assert skipped == {"too-long": (1, path + ":3")}, skipped
    found = run(SEARCH, "-q", "--format", "ids", index, "gut").stdout.decode().split()
    assert sorted(found) == ["0", "1", "3", "5"], found
    assert json.loads(done.stdout)["documents"] == 6


def check_inputs(folder):
    """what is wrong with an input as given"""
    index, text = os.path.join(folder, "index-inputs"), os.path.join(folder, "text.txt")
    with open(text, "w") as f:
        f.write("gut")
    for wrong in (os.path.join(folder, "fehlt"), "", text + "/x"):
        done = run(INDEX, "build", "--json", index, text, wrong)
        assert done.returncode == 5 and json.loads(done.stdout)["error"]["kind"] == "input", done
        assert not os.path.exists(index)
    done = run(INDEX, "build", "--json", index, text, "/proc/self/mem")
    assert done.returncode == 0 and json.loads(done.stdout)["documents"] == 1, done
    assert [s["reason"] for s in json.loads(done.stdout)["skipped"]] == ["unreadable"], done
    done = run(INDEX, "build", "--json", index, "-", stdin=subprocess.DEVNULL)
    assert done.returncode == 0 and json.loads(done.stdout)["documents"] == 0, done
    with open(text, "rb") as f:
        done = run(INDEX, "build", "--json", index, "-", stdin=f)
    assert json.loads(done.stdout)["documents"] == 1, done


def main():
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        check_folder(folder)
        check_lines(folder)
        check_inputs(folder)


if __name__ == "__main__":
    main()

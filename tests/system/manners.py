#!/usr/bin/env python3
"""What case files cannot say: length of the help, full output devices, signals, locks, indexes of other versions.

manners.py INDEX_PROGRAM SEARCH_PROGRAM
"""
import fcntl
import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

INDEX, SEARCH = sys.argv[1:3]
VERBS = ("build", "add", "delete", "merge", "check", "info")


def run(*command, **options):
    return subprocess.run(command, text=True, stdout=options.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE,
                          timeout=120, **options)


def check_help():
    for command in [(SEARCH,), (INDEX,), *((INDEX, verb) for verb in VERBS)]:
        short, long = run(*command, "-h"), run(*command, "--help")
        assert short.returncode == long.returncode == 0 and not short.stderr and not long.stderr, command
        assert 1 <= len(short.stdout.splitlines()) <= 24, (command, short.stdout)
        assert len(long.stdout) >= len(short.stdout) - 40, command
        assert os.path.basename(command[0]) in short.stdout, command
    for option in ("--after", "--explain", "--queries", "--snippet", "--tag", "--k1", "--stats", "--color", "--analyze"):
        assert option in run(SEARCH, "--help").stdout, option
    for option in ("--format", "--analyzer", "--threads", "--memory", "--strict", "--no-store", "--k1", "--json", "--force"):
        assert option in run(INDEX, "build", "--help").stdout, option
    for program in (INDEX, SEARCH):
        version = run(program, "--version")
        assert version.returncode == 0 and not version.stderr
        for word in (os.path.basename(program), "libstemmer", "zlib", "CPU path"):
            assert word in version.stdout, version.stdout


def check_full_output(index, corpus):
    """a full device is an error, whatever was printed"""
    commands = [(SEARCH, index, "w1"), (SEARCH, "--json", index, "w1"), (SEARCH, "--count", index, "w1"),
                (SEARCH, "--format", "trec", index, "w1"), (SEARCH, "-h"), (SEARCH, "--version"), (SEARCH, "--analyze", "w1"),
                (INDEX, "info", index), (INDEX, "info", "--json", index), (INDEX, "check", "--json", index), (INDEX, "-h"),
                (INDEX, "check", "-h"), (INDEX, "merge", "-h"), (INDEX, "delete", "-h"), (INDEX, "build", "--help"),
                (INDEX, "delete", "--json", index, "nix"), (INDEX, "build", "--json", index, corpus), (INDEX, "--version")]
    for command in commands:
        with open("/dev/full", "w") as full:
            done = run(*command, stdout=full)
        assert done.returncode == 5, (command, done.returncode, done.stderr)
        assert done.stderr.count("\n") >= 1 and "No space left" in done.stderr, (command, done.stderr)


def check_progress(folder):
    """a changing line on a terminal, plain lines elsewhere and only if asked for"""
    corpus, index = os.path.join(folder, "long.txt"), os.path.join(folder, "progress")
    with open(corpus, "w") as f:
        f.write("w1 w2 w3\n" * 1000)
    command = (INDEX, "build", "--threads", "1", "--format", "lines", index, corpus)
    told = r"1000 documents, 0\.0 MB read, [0-9.]+ MB/s; writing the index"
    assert run(*command).stderr.count("\n") == 1
    merged = run(INDEX, "merge", "-v", index).stderr
    assert re.match(r"1000 documents, 0\.0 MB read, [0-9.]+ MB/s; writing the index\n1000 documents, ", merged), merged
    lines = run(*command, "-v").stderr
    assert re.match(told + "\n1000 documents, ", lines) and "\x1b" not in lines and "\r" not in lines, lines
    ours, theirs = pty.openpty()
    build = subprocess.Popen(command, stderr=theirs)
    os.close(theirs)
    drawn = b""
    try:
        while part := os.read(ours, 4096):
            drawn += part
    except OSError:  # the terminal is closed
        pass
    os.close(ours)
    assert build.wait(60) == 0
    assert re.match("\r\x1b\\[K\x1b\\[\\?7l" + told + "\x1b\\[\\?7h\r\x1b\\[K1000 documents, ", drawn.decode()), drawn


def check_signals(index, folder):
    """an interrupted build exits 130 and leaves what was there"""
    before = run(SEARCH, "--format", "ids", index, "w1").stdout
    fresh = os.path.join(folder, "fresh")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for target in (index, fresh):
            build = subprocess.Popen([INDEX, "build", "-q", "--format", "lines", "--memory", "16M", target, "-"],
                                     stdin=subprocess.PIPE, stderr=subprocess.PIPE)
            build.stdin.write(b"w1 w2\n" * 200000)
            build.stdin.flush()
            build.send_signal(number)
            time.sleep(0.05)
            try:
                build.stdin.write(b"w1 w2\n" * 200000)
                build.stdin.close()
            except BrokenPipeError:
                pass
            assert build.wait(60) == 130, (number, build.returncode, build.stderr.read())
            build.stderr.close()
        assert not os.path.exists(os.path.join(fresh, "manifest"))
    assert run(SEARCH, "--format", "ids", index, "w1").stdout == before
    assert run(INDEX, "check", index).returncode == 0


def check_stop(folder, source, name):
    """a build that has begun to read is stopped by a signal"""
    index = os.path.join(folder, name)
    build = subprocess.Popen([INDEX, "build", "-q", index, source], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not os.path.exists(os.path.join(index, "lock")) and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.2)
    build.send_signal(signal.SIGINT)
    try:
        assert build.wait(30) == 130, build.stderr.read()
    finally:
        build.kill()
        build.stdin.close()
        build.stderr.close()


def check_socket(index):
    """standard input may be what cannot be opened by a name"""
    for command, text, answer in (((INDEX, "delete", "--json", index, "--ids", "-"), b"nix\n", '"asked":1'),
                                  ((SEARCH, "--count", index, "--queries", "-"), b"q\tw1\n", "q\t1")):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            ours.sendall(text)
            ours.shutdown(socket.SHUT_WR)
            done = run(*command, stdin=theirs)
        assert done.returncode == 0 and answer in done.stdout, (command, done)


def check_pipes(index, folder):
    """a pipe in the place of a file of the index is not waited for"""
    for name in ("manifest", "segment-"):
        copy = os.path.join(folder, "pipes-" + name)
        shutil.copytree(index, copy)
        path = next(os.path.join(copy, n) for n in os.listdir(copy) if n.startswith(name))
        os.remove(path)
        os.mkfifo(path)
        for command in ((SEARCH, copy, "w1"), (INDEX, "info", copy), (INDEX, "check", copy), (INDEX, "delete", copy, "1")):
            done = run(*command)
            assert done.returncode == 5 and done.stderr.count("\n") == 1 and "no regular file" in done.stderr, (command, done)


def check_locks(index, corpus):
    """one builder at a time, by flock as FORMAT.md says; searching goes on"""
    with open(os.path.join(index, "lock"), "r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for command in ((INDEX, "build", "-q", index, corpus), (INDEX, "add", "-q", index, corpus), (INDEX, "merge", index),
                        (INDEX, "delete", index, "1")):
            done = run(*command)
            assert done.returncode == 3 and "another builder" in done.stderr, (command, done)
        assert '"kind":"locked"' in run(INDEX, "delete", "--json", index, "nix").stdout
        assert run(SEARCH, "-q", index, "w1").returncode == 0
        assert run(INDEX, "info", index).returncode == run(INDEX, "check", "-q", index).returncode == 0
    assert run(INDEX, "build", "-q", index, corpus).returncode == 0


def patch(path, offset, value):
    with open(path, "r+b") as f:
        f.seek(offset)
        f.write(value)


def check_versions(index, corpus):
    """another version of a file is exit 3 and named so, not damage"""
    for name in ("manifest", "segment-000001"):
        run(INDEX, "build", "-q", index, corpus)
        path = next(os.path.join(index, n) for n in sorted(os.listdir(index)) if n[:7] == name[:7])
        patch(path, 8, b"\x63")
        for command in ((SEARCH, "--json", index, "w1"), (INDEX, "info", "--json", index), (INDEX, "add", "--json", index, corpus)):
            done = run(*command)
            assert done.returncode == 3 and '"kind":"incompatible"' in done.stdout, (name, command, done)
        assert run(INDEX, "build", "-q", index, corpus).returncode == 0
        assert run(INDEX, "check", "-q", index).returncode == 0


def main():
    with tempfile.TemporaryDirectory() as folder:
        index, corpus = os.path.join(folder, "index"), os.path.join(folder, "corpus.txt")
        with open(corpus, "w") as f:
            f.write("w1 w2 w3\n")
        check_help()
        assert run(INDEX, "build", "-q", index, corpus).returncode == 0
        check_full_output(index, corpus)
        check_progress(folder)
        check_signals(index, folder)
        check_stop(folder, "-", "idle")
        check_socket(index)
        check_stop(folder, "/dev/zero", "endless")
        check_pipes(index, folder)
        check_locks(index, corpus)
        check_versions(index + "2", corpus)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""What happens around a build: no room on the device, a killed builder, two builders, searches meanwhile.

durability.py INDEX_PROGRAM SEARCH_PROGRAM
"""
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

INDEX, SEARCH = sys.argv[1:3]


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=300, **options)


def write_corpus(path, count, rng):
    with open(path, "w") as f:
        for i in range(count):
            f.write(json.dumps({"id": i, "text": " ".join("w%d" % rng.randrange(20000) for _ in range(50))}) + "\n")


class Index:
    """an index that must stay as it is"""

    def __init__(self, folder):
        self.path, corpus = os.path.join(folder, "index"), os.path.join(folder, "old.txt")
        with open(corpus, "w") as f:
            f.write("alt\n")
        assert run(INDEX, "build", "-q", self.path, corpus).returncode == 0
        self.before = self.files()

    def files(self):
        return {n: open(os.path.join(self.path, n), "rb").read() for n in os.listdir(self.path)}

    def check_whole(self):
        assert run(SEARCH, "--count", self.path, "alt").stdout == "1\n"
        done = run(INDEX, "check", self.path)
        assert done.returncode == 0, done
        files = self.files()
        assert all(files.get(name) == data for name, data in self.before.items()), "files of the old index changed"

    def check_tidy(self):
        """the next builder takes away what a stopped one left"""
        assert run(INDEX, "delete", "-q", self.path, "unbekannt").returncode == 0
        left = set(os.listdir(self.path)) - set(self.before)
        assert run(INDEX, "merge", "-q", self.path).returncode == 0
        names = sorted(os.listdir(self.path))
        assert names[:2] == ["lock", "manifest"] and len(names) == 3 and names[2][:8] == "segment-", (names, left)
        self.before = self.files()
        self.check_whole()


def check_no_room(index, corpus, folder):
    """limits on a file's size stand in for a full disk: EFBIG and ENOSPC take the same way"""
    for limit in (0, 10, 4096, 100000, 400000):
        def no_room(limit=limit):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        for memory in ("16M", "1G"):
            for verb in ("build", "add"):
                done = run(INDEX, verb, "--json", "--memory", memory, index.path, corpus, preexec_fn=no_room)
                assert done.returncode == 5, (limit, memory, verb, done)
                assert limit == 0 or json.loads(done.stdout)["error"]["kind"] == "io", done
                index.check_whole()
        fresh = os.path.join(folder, "fresh")
        assert run(INDEX, "build", "-q", fresh, corpus, preexec_fn=no_room).returncode == 5
        assert run(SEARCH, fresh, "alt").returncode == 3
    index.check_tidy()


def check_killed(index, corpus):
    """kill -9 at many moments of a build and an add"""
    for verb in ("build", "add"):
        start = time.monotonic()
        whole = run(INDEX, verb, "-q", "--memory", "16M", index.path + "-copy", corpus)
        assert whole.returncode == 0, whole
        span = time.monotonic() - start
        for part in range(12):
            builder = subprocess.Popen([INDEX, verb, "-q", "--memory", "16M", index.path, "-"], stdin=subprocess.PIPE)
            with open(corpus, "rb") as f:
                data = f.read()
            try:
                builder.stdin.write(data[:len(data) * min(part, 8) // 8])
                builder.stdin.flush()
            except BrokenPipeError:
                pass
            time.sleep(span * part / 24)
            builder.kill()
            builder.wait()
            builder.stdin.close()
            index.check_whole()
    index.check_tidy()


def check_two_builders(index, corpus):
    """one of two has the lock, the other exits 3 at once; the first one goes on"""
    builders = [subprocess.Popen([INDEX, "build", "-q", index.path, "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
                for _ in range(2)]
    deadline = time.monotonic() + 60
    while all(b.poll() is None for b in builders) and time.monotonic() < deadline:
        time.sleep(0.01)
    ended = [b for b in builders if b.poll() is not None]
    assert len(ended) == 1 and ended[0].returncode == 3, [b.returncode for b in builders]
    assert b"another builder" in ended[0].stderr.read()
    index.check_whole()
    going, = [b for b in builders if b is not ended[0]]
    going.communicate(b'{"id":"neu","text":"neu"}\n', timeout=60)
    assert going.returncode == 0
    for stream in (ended[0].stdin, ended[0].stderr):
        stream.close()
    assert run(SEARCH, "--format", "ids", index.path, "neu").stdout == "neu\n"


def check_meanwhile(folder):
    """searches while an index is replaced again and again see one of the two states; check and info find it whole"""
    index, inputs = os.path.join(folder, "busy"), []
    for name in ("eins", "zwei"):
        inputs.append(os.path.join(folder, name + ".txt"))
        with open(inputs[-1], "w") as f:
            f.write("immer " + name)
    assert run(INDEX, "build", "-q", index, inputs[0]).returncode == 0
    loop = 'for i in $(seq 20); do "$0" build -q "$1" "$2" && "$0" build -q "$1" "$3" || exit 1; done'
    writer = subprocess.Popen(["sh", "-c", loop, INDEX, index, *inputs])
    searches = 0
    while writer.poll() is None:
        done = run(SEARCH, "-q", "--format", "ids", index, "immer")
        assert done.returncode == 0 and done.stdout.strip() in inputs, (searches, done)
        for look in (("check", "-q"), ("info",), ("info", "--compounds")):
            done = run(INDEX, *look, index)
            assert done.returncode == 0, (look, done)
        searches += 1
    assert writer.returncode == 0 and searches > 0


def check_stopped_merge(corpus, folder):
    """a merge that is killed or asked to stop leaves the old index, and nothing that the next one does not take away"""
    whole, index = os.path.join(folder, "two-segments"), os.path.join(folder, "merged")
    assert run(INDEX, "build", "-q", whole, corpus).returncode == 0
    assert run(INDEX, "add", "-q", whole, corpus).returncode == 0
    answer = run(SEARCH, "--count", whole, "w1").stdout
    shutil.copytree(whole, index)
    start = time.monotonic()
    assert run(INDEX, "merge", "-q", "--memory", "16M", index).returncode == 0
    span, stopped = time.monotonic() - start, 0
    for part in range(16):
        shutil.rmtree(index)
        shutil.copytree(whole, index)
        merge = subprocess.Popen([INDEX, "merge", "-q", "--memory", "16M", index], stderr=subprocess.DEVNULL)
        time.sleep(span * part / 16)
        merge.send_signal(signal.SIGINT if part % 2 else signal.SIGKILL)
        code = merge.wait(60)
        assert code in (0, -signal.SIGKILL, 130, -signal.SIGINT), code
        assert run(SEARCH, "--count", index, "w1").stdout == answer
        assert run(INDEX, "check", "-q", index).returncode == 0
        if code == 130:
            assert sorted(os.listdir(index)) == sorted(os.listdir(whole)), os.listdir(index)
            stopped += 1
        assert run(INDEX, "merge", "-q", index).returncode == 0
        names = sorted(os.listdir(index))
        assert names[:2] == ["lock", "manifest"] and len(names) == 3, names
    assert stopped > 0


def maps(process, name):
    with open("/proc/%d/maps" % process.pid) as f:
        return name in f.read()


def check_replaced(corpus, folder):
    """a check that begins again, since the index was replaced, tells the faults of the new one alone"""
    index, states = os.path.join(folder, "replaced"), []
    manifest = os.path.join(index, "manifest")
    for verb in ("build", "add"):
        assert run(INDEX, verb, "-q", index, corpus).returncode == 0
        with open(manifest, "rb") as f:
            states.append(f.read())
    first, second = sorted(n for n in os.listdir(index) if n.startswith("segment-"))
    os.remove(os.path.join(index, second))
    with open(os.path.join(index, first), "r+b") as f:
        f.seek(os.path.getsize(f.name) // 2)
        byte = f.read(1)[0]
        f.seek(-1, os.SEEK_CUR)
        f.write(bytes([byte ^ 1]))

    def publish(state):
        with open(manifest + ".new", "wb") as f:
            f.write(states[state])
        os.rename(f.name, manifest)

    publish(0)
    wanted = run(INDEX, "check", "--json", index).stdout
    assert json.loads(wanted)["count"] > 0
    for _ in range(50):
        publish(1)
        check = subprocess.Popen([INDEX, "check", "--json", index], stdout=subprocess.PIPE, text=True)
        while check.poll() is None and not maps(check, first):
            pass
        check.send_signal(signal.SIGSTOP)
        in_time = os.waitid(os.P_PID, check.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT).si_code == os.CLD_STOPPED and maps(check, first)
        if in_time:
            publish(0)
        check.send_signal(signal.SIGCONT)
        told = check.communicate(timeout=60)[0]
        if in_time:
            assert told == wanted, (told, wanted)
            return
    assert False, "the index was never replaced in time"


def main():
    rng = random.Random(3)
    with tempfile.TemporaryDirectory() as folder:
        corpus = os.path.join(folder, "corpus.jsonl")
        write_corpus(corpus, 6000, rng)
        copy = os.path.join(folder, "index-copy")
        assert run(INDEX, "build", "-q", copy, corpus).returncode == 0
        index = Index(folder)
        check_no_room(index, corpus, folder)
        check_killed(index, corpus)
        check_two_builders(index, corpus)
        check_meanwhile(folder)
        check_stopped_merge(corpus, folder)
        check_replaced(corpus, folder)


if __name__ == "__main__":
    main()

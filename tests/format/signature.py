#!/usr/bin/env python3
"""Signatures of documents (section 13 of FORMAT.md): read, and made anew from the words of texts whose forms are the words.

signature.py INDEX_PROGRAM SEED    compares what a build writes with what the page says, for texts of all sizes
"""
import json
import os
import random
import subprocess
import sys
import tempfile

MASK, G = (1 << 64) - 1, 0x9E3779B97F4A7C15

# XXH3 of 1 to 16 bytes with seed 0, from its specification (github.com/Cyan4973/xxHash, doc/xxhash_spec.md)
SECRET = bytes.fromhex("b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c")


def little(data, at, size):
    return int.from_bytes(data[at:at + size], "little")


def turn(x, bits):
    return (x << bits | x >> 64 - bits) & MASK


def swap(x):
    return int.from_bytes(x.to_bytes(8, "little"), "big")


def xxh3(data):
    n = len(data)
    if n <= 3:
        h = data[n - 1] | n << 8 | data[0] << 16 | data[n >> 1] << 24
        h ^= little(SECRET, 0, 4) ^ little(SECRET, 4, 4)
        h = (h ^ h >> 33) * 0xC2B2AE3D27D4EB4F & MASK
        h = (h ^ h >> 29) * 0x165667B19E3779F9 & MASK
        return h ^ h >> 32
    if n <= 8:
        h = little(data, n - 4, 4) + (little(data, 0, 4) << 32) & MASK
        h ^= little(SECRET, 8, 8) ^ little(SECRET, 16, 8)
        h ^= turn(h, 49) ^ turn(h, 24)
        h = h * 0x9FB21C651E98DF25 & MASK
        h ^= (h >> 35) + n & MASK
        h = h * 0x9FB21C651E98DF25 & MASK
        return h ^ h >> 28
    assert n <= 16
    low = little(data, 0, 8) ^ little(SECRET, 24, 8) ^ little(SECRET, 32, 8)
    high = little(data, n - 8, 8) ^ little(SECRET, 40, 8) ^ little(SECRET, 48, 8)
    product = low * high
    h = n + swap(low) + high + (product & MASK ^ product >> 64) & MASK
    h = (h ^ h >> 37) * 0x165667919E3779F9 & MASK
    return h ^ h >> 32


def mix(x):
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & MASK
    x = (x ^ x >> 27) * 0x94D049BB133111EB & MASK
    return x ^ x >> 31


def make(forms):
    """the signature of forms of up to 16 bytes as one number: high << 64 | low"""
    hashes = [xxh3(f) & ~255 | len(f) for f in forms]
    if not hashes:
        return 0
    if len(hashes) < 10:
        w = 0
        for h in hashes:
            w = mix(w + h & MASK)
        return (mix(w + 2 * G & MASK) << 64 | mix(w + G & MASK)) or 1
    bins = {}
    for a, b, c in zip(hashes, hashes[1:], hashes[2:]):
        s = c ^ turn(b, 21) ^ turn(a, 42)
        bins[s >> 58] = min(s, bins.get(s >> 58, s))
    low = high = 0
    for b in range(64):
        m = mix(b + 1)
        places = [b] + [(m + k * (m >> 6 | 1)) % 64 for k in range(64)]
        bits = mix(next(bins[p] for p in places if p in bins) + (b + 1) * G & MASK)
        low, high = low | (bits & 1) << b, high | (bits >> 1 & 1) << b
    return (high << 64 | low) or 1


def read(section):
    assert len(section) % 16 == 0, "signatures"
    return [int.from_bytes(section[i:i + 16], "little") for i in range(0, len(section), 16)]


def random_word(rng):
    """up to 12 letters that no rule of German analysis rewrites"""
    return "".join(rng.choice("bdgklmnr") + rng.choice("aiou") for _ in range(rng.randrange(1, 7)))


def write(path, documents):
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(json.dumps({"id": i, "title": t, "text": " ".join(w)}) + "\n" for i, t, w in documents)


def main():
    import reader
    program, rng = sys.argv[1], random.Random(int(sys.argv[2]))
    words = [random_word(rng) for _ in range(300)]
    sizes = [*range(30), 60, 100, 200, 1000] * 3
    documents = [("d%d" % i, " ".join(rng.choices(words, k=rng.randrange(4) if n else 2)), rng.choices(words, k=n))
                 for i, n in enumerate(sizes)]
    documents.append(("punctuation", "", ["..."]))
    documents += [("e%d" % n, "", [words[0]] * n) for n in (1, 9, 10, 500)]  # one shingle at most
    # the text's forms, or those of the title if there is no text
    wanted = [make([w.encode() for w in text or title.split() if w != "..."]) for _, title, text in documents]
    with tempfile.TemporaryDirectory() as folder:
        index, first, second = (os.path.join(folder, name) for name in ("index", "first.jsonl", "second.jsonl"))
        write(first, documents[:60])
        write(second, documents[60:])
        subprocess.run([program, "build", "-q", "--no-store", index, first], check=True)
        subprocess.run([program, "add", "-q", index, second], check=True)
        found = [segment.signatures for segment, _ in reader.read_index(index)]
        assert found == [wanted[:60], wanted[60:]], "signatures"
        subprocess.run([program, "delete", "-q", index, "d3", "d77"], check=True)
        subprocess.run([program, "merge", "-q", index], check=True)
        (merged, _), = reader.read_index(index)
        assert merged.signatures == [w for (i, _, _), w in zip(documents, wanted) if i not in ("d3", "d77")], "merged"
        subprocess.run([program, "check", "-q", index], check=True)


if __name__ == "__main__":
    main()

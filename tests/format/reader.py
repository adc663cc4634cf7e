#!/usr/bin/env python3
"""A second reader of an index, written from common/format/FORMAT.md and common/codec/CODEC.md alone.

reader.py INDEX    prints the terms of every segment with their documents, positions and parts

Checksums are compared if xxh3.py finds the hash. Everything that FORMAT.md says is asserted on the way.
"""
import math
import os
import struct
import sys
import zlib

import codec
import lexicon
import signature
import spellings
import xxh3
from byte_reader import Reader

SECTIONS = ("facts", "term_index", "terms", "postings", "positions", "lengths", "long_lengths", "ids", "stored_index",
            "stored", "lexicon", "splits", "signatures", "pages")
VERSION = 3


def check_sum(data, wanted, bits=64):
    assert xxh3.digest is None or xxh3.digest(data) & (1 << bits) - 1 == wanted, "checksum"


def numbers(kind, data):
    return struct.unpack("<%d%s" % (len(data) // struct.calcsize("<" + kind), kind), data)


def document_numbers(documents, data):
    """numbers of 2, 3 or 4 bytes, as few as hold all documents"""
    width = document_bytes(documents)
    return [int.from_bytes(data[i:i + width], "little") for i in range(0, len(data), width)]


def document_bytes(documents):
    return 2 if documents <= 1 << 16 else 3 if documents <= 1 << 24 else 4


class Term:
    """documents, frequencies, those of them that come from compounds, and positions (lists) of a term; spellings: the sets that are told
    and each document's, or None"""

    def __init__(self, text, documents, frequencies, parts, positions, spellings):
        self.text, self.documents, self.frequencies, self.parts, self.positions = text, documents, frequencies, parts, positions
        self.spellings = spellings


class Segment:
    def __init__(self, path):
        with open(path, "rb") as f:
            self.file = f.read()
        self.seen = set()  # forms of the codec that occurred
        self.read_table()
        self.read_facts()
        self.read_lengths()
        self.signatures = signature.read(self.sections["signatures"])
        assert len(self.signatures) == (0 if self.analyzer == 1 else self.documents), "signatures"
        assert all(s == 0 or n > 0 for s, n in zip(self.signatures, self.lengths)), "signatures"

    def read_table(self):
        file, footer = self.file, self.file[-64:]
        assert file[:8] == b"STWSEGMT" and numbers("I", file[8:12]) == (VERSION,) and not any(file[12:64]), "header"
        assert footer[:8] == b"STWFOOTR" and not any(footer[40:56]), "footer"
        version, count, size, table = struct.unpack("<IIQQ", footer[8:32])
        assert (version, count, size) == (VERSION, len(SECTIONS), len(file)) and table + 32 * count + 64 == size, "footer"
        check_sum(footer[:56], numbers("Q", footer[56:])[0])
        check_sum(file[table:table + 32 * count], numbers("Q", footer[32:40])[0])
        end, self.sections = 64, {}
        for i, name in enumerate(SECTIONS):
            number, zero, offset, size, digest = struct.unpack_from("<IIQQQ", file, table + 32 * i)
            assert (number, zero) == (i + 1, 0) and offset == (end + 63) // 64 * 64, "section table"
            assert not any(file[end:offset]), "bytes between sections"
            self.sections[name] = file[offset:offset + size]
            check_sum(self.sections[name], digest)
            end = offset + size
        assert table % 64 == 0 and 64 <= table - end < 128 and not any(file[end:table]), "bytes before the table"
        pages = numbers("I", self.sections["pages"])
        covered = end - len(self.sections["pages"])
        assert len(pages) == (covered + 4095) // 4096, "pages"
        for i, digest in enumerate(pages):
            check_sum(file[4096 * i:min(4096 * i + 4096, covered)], digest, 32)

    def read_facts(self):
        facts = self.sections["facts"]
        assert len(facts) == 128 and not any(facts[88:])
        assert facts[4] < 16, "flags"
        (self.analyzer, self.flags, self.fingerprint, self.k1, self.b, self.documents, self.terms, self.tokens, self.postings,
         self.largest, self.smallest, self.first_number, self.average, self.stored_bytes) = struct.unpack("<IIQddIIQQIIQdQ", facts[:88])

    def read_lengths(self):
        self.lengths = list(numbers("H", self.sections["lengths"]))
        long = numbers("I", self.sections["long_lengths"])
        assert [i for i, n in enumerate(self.lengths) if n == 65535] == list(long[::2]), "long lengths"
        for document, length in zip(long[::2], long[1::2]):
            assert length >= 65535
            self.lengths[document] = length
        assert len(self.lengths) == self.documents and sum(self.lengths) == self.tokens
        assert (self.smallest, self.largest) == ((min(self.lengths), max(self.lengths)) if self.lengths else (0, 0))
        assert self.average == (self.tokens / self.documents if self.documents else 0)

    def saturation(self, frequency, parts, document):
        weight, k1 = (5 * (frequency - parts) + 3 * parts, 5 * self.k1) if self.flags & 4 else (frequency, self.k1)
        slope = k1 * self.b / self.average if self.average > 0 else 0
        return weight / (weight + (k1 * (1 - self.b) + slope * self.lengths[document]))

    def saturations(self, documents, frequencies, parts):
        return [self.saturation(f, p, d) for d, f, p in zip(documents, frequencies, parts)]

    def bound(self, saturations):
        return min(255, math.ceil(max(saturations) * 255 + 1 / 1024))

    def read_terms(self):
        """all terms in order"""
        index, terms, count = self.sections["term_index"], self.sections["terms"], (self.terms + 31) // 32
        keys, offsets = [index[8 * i:8 * i + 8] for i in range(count)], numbers("I", index[8 * count:])
        assert len(offsets) == count + 1 and offsets[-1] == len(terms), "term index"
        self.list_at = self.position_at = 0
        before = None
        for block in range(count):
            data = terms[offsets[block]:offsets[block + 1]]
            for i, term in enumerate(self.read_term_block(data, min(32, self.terms - 32 * block))):
                assert i > 0 or keys[block][::-1] == term.text[:8].ljust(8, b"\0"), "key of a block"
                assert before is None or before < term.text, "order of terms"
                before = term.text
                yield term
        assert self.list_at == len(self.sections["postings"]) and self.position_at == len(self.sections["positions"])

    def read_term_block(self, data, count):
        reader = Reader(data)
        size = reader.varint()
        assert reader.varint() == self.list_at and reader.varint() == self.position_at, "offsets of a term block"
        texts = read_texts(Reader(reader.take(size)), count)
        bits = codec.Bits(data[reader.at:])
        for text in texts:
            yield self.read_term(text, bits)
        bits.finish()

    def read_term(self, text, bits):
        df, has_spellings = bits.golomb(0) + 1, False
        order = df.bit_length() - 1
        if df == 1:
            document = bits.get(codec.bits_for(self.documents))
            documents, frequencies = [document], [bits.golomb(0) + 1]
            parts = [bits.golomb(0) if self.flags & 4 else 0]
        else:
            has_parts = self.flags & 4 and bits.get(1)
            has_spellings = self.flags & 8 and bits.get(1)
            size = bits.golomb(order)
        positions_size = bits.golomb(order)
        bound = bits.get(8) if df >= 8 else None
        if df > 1:
            data = self.sections["postings"][self.list_at:self.list_at + size]
            documents, frequencies, parts = self.read_list(data, df, has_parts)
            self.list_at += size
        assert all(p <= f for p, f in zip(parts, frequencies)), "parts of a term"
        assert bound is None or bound == self.bound(self.saturations(documents, frequencies, parts)), "bound of a term"
        data = self.sections["positions"][self.position_at:self.position_at + positions_size]
        self.position_at += positions_size
        words, told = [f - p for f, p in zip(frequencies, parts)], None
        if has_spellings:
            reader = Reader(data)
            told = spellings.read_spellings(reader.text(), df)
            assert len(told[0]) == spellings.MOST or all(words[i] or not s for i, s in enumerate(told[1])), "spellings of parts"
            self.seen.add("spellings %d" % codec.bits_for(len(told[0])))
            data = data[reader.at:]
        return Term(text, documents, frequencies, parts, self.read_positions(data, documents, words), told)

    def split_parts(self, data, has_parts):
        """the string of parts in front of a block, and the block"""
        if not has_parts:
            return b"", data
        reader = Reader(data)
        return reader.text(), data[reader.at:]

    def read_short(self, data, has_parts, df, base):
        string, data = self.split_parts(data, has_parts)
        documents, frequencies = codec.read_short(data, df, base, self.documents, self.seen)
        return documents, frequencies, codec.read_parts(string, frequencies, self.seen)

    def read_block(self, data, has_parts, kind, base, last):
        string, data = self.split_parts(data, has_parts)
        documents, frequencies = codec.read_block(data, kind, base, last, self.seen)
        return documents, frequencies, codec.read_parts(string, frequencies, self.seen)

    def read_list(self, data, df, has_parts):
        if df < codec.BLOCK:
            return self.read_short(data, has_parts, df, 0)
        n, reader = (df + 127) // 128, Reader(data)
        best = numbers("H", reader.take(6))
        last = document_numbers(self.documents, reader.take(document_bytes(self.documents) * n))
        groups, offsets = numbers("I", reader.take(4 * ((n + 31) // 32))), numbers("H", reader.take(2 * n))
        kinds, bounds, blocks = reader.take(n), reader.take(n), data[reader.at:]
        starts = [groups[i // 32] + offsets[i] for i in range(n)] + [len(data) - reader.at]
        assert starts[0] == 0 and all(offsets[i] == 0 for i in range(0, n, 32)), "offsets of blocks"
        documents, frequencies, parts = [], [], []
        for i in range(n):
            base, part = last[i - 1] + 1 if i else 0, blocks[starts[i]:starts[i + 1]]
            if 128 * i + 128 <= df:
                more, tfs, ps = self.read_block(part, has_parts, kinds[i], base, last[i])
            else:
                assert kinds[i] == 0
                more, tfs, ps = self.read_short(part, has_parts, df % 128, base)
                assert more[-1] == last[i], "last document of a block"
            assert bounds[i] == self.bound(self.saturations(more, tfs, ps)), "bound of a block"
            documents += more
            frequencies += tfs
            parts += ps
        saturations = sorted(self.saturations(documents, frequencies, parts), reverse=True)
        wanted = tuple(min(65535, int(saturations[k - 1] * 65536)) if df >= k else 0 for k in (10, 100, 1000))
        assert best == wanted, "best saturations"
        return documents, frequencies, parts

    def read_positions(self, data, documents, frequencies):
        limits, df = [min(self.lengths[d] + 2, 2 ** 31 - 1) for d in documents], len(documents)
        if df < codec.BLOCK:
            return codec.read_positions(data, frequencies, limits)
        n, reader, found = (df + 127) // 128, Reader(data), []
        wide = reader.take(1)[0]
        assert wide < 2, "width of offsets"
        self.seen.add("position offsets %d" % (32 if wide else 16))
        groups = numbers("I", reader.take(4 * ((n + 31) // 32)))
        offsets = numbers("I" if wide else "H", reader.take((4 if wide else 2) * n))
        starts = [groups[i // 32] + offsets[i] for i in range(n)] + [len(data) - reader.at]
        blocks = data[reader.at:]
        for i in range(n):
            part = slice(128 * i, 128 * i + 128)
            found += codec.read_positions(blocks[starts[i]:starts[i + 1]], frequencies[part], limits[part])
        return found

    def read_lexicon(self, texts):
        """what is known of each term (their texts in order); None with analyzer whitespace"""
        section = self.sections["lexicon"]
        if self.analyzer == 1:
            assert not section and not self.sections["splits"] and not self.flags & 12, "no compounds, no spellings"
            return None
        assert self.flags & 8, "lists tell spellings"
        return lexicon.read_lexicon(section, texts, self.flags & 4, self.documents)

    def read_ids(self):
        if self.flags & 2:
            assert not self.sections["ids"]
            return [b"%d" % (self.first_number + d) for d in range(self.documents)]
        groups, ids = (self.documents + 15) // 16, []
        offsets, data = numbers("I", self.sections["ids"][:4 * groups + 4]), self.sections["ids"][4 * groups + 4:]
        assert offsets[-1] == len(data), "ids"
        for group in range(groups):
            reader, before = Reader(data[offsets[group]:offsets[group + 1]]), b""
            for i in range(min(16, self.documents - 16 * group)):
                shared = reader.varint()
                assert i > 0 or shared == 0, "first id of a group"
                before = before[:shared] + reader.text()
                ids.append(before)
            assert reader.at == len(reader.data), "ids of a group"
        return ids

    def read_stored(self):
        """a list of (name, value) for each document; None without stored documents"""
        if not self.flags & 1:
            return None
        index, stored, documents, size = self.sections["stored_index"], self.sections["stored"], [], 0
        blocks = len(index) // 12 - 1
        offsets, firsts = numbers("Q", index[:8 * blocks + 8]), numbers("I", index[8 * blocks + 8:])
        assert offsets[-1] == len(stored) and firsts[-1] == self.documents and (not blocks or firsts[0] == 0), "stored index"
        for block in range(blocks):
            data = zlib.decompress(stored[offsets[block]:offsets[block + 1]])
            reader, size = Reader(data), size + len(data)
            for _ in range(firsts[block], firsts[block + 1]):
                documents.append([(reader.text(), reader.text()) for _ in range(reader.varint())])
            assert reader.at == len(data), "stored block"
        assert size == self.stored_bytes, "stored bytes"
        return documents


def read_texts(reader, count):
    """the texts of a term block"""
    texts = [reader.text()]
    for _ in range(count - 1):
        byte = reader.take(1)[0]
        shared = byte >> 4 if byte >> 4 < 15 else 15 + reader.varint()
        further = (byte & 15 if byte & 15 < 15 else 15 + reader.varint()) + 1
        texts.append(texts[-1][:shared] + reader.take(further))
    assert reader.at == len(reader.data), "text part of a term block"
    return texts


def read_deleted(path, documents):
    with open(path, "rb") as f:
        data = f.read()
    size = (documents + 7) // 8
    assert data[:8] == b"STWDELET" and numbers("I", data[8:16]) == (VERSION, documents) and len(data) == 24 + size, path
    check_sum(data[:-8], numbers("Q", data[-8:])[0])
    return {d for d in range(8 * size) if data[16 + d // 8] >> d % 8 & 1}


def read_index(path):
    """[(segment, set of deleted documents)] in order of the documents"""
    with open(os.path.join(path, "manifest"), "rb") as f:
        data = f.read()
    version, count, next_file = struct.unpack("<IIQ", data[8:24])
    assert data[:8] == b"STWMANIF" and version == VERSION and len(data) == 32 + 32 * count, "manifest"
    check_sum(data[:-8], numbers("Q", data[-8:])[0])
    found = []
    for i in range(count):
        file, deleted_file, deleted_count, documents = struct.unpack_from("<QQQQ", data, 24 + 32 * i)
        assert max(file, deleted_file) < next_file, "next file number"
        segment = Segment(os.path.join(path, "segment-%06d" % file))
        deleted = read_deleted(os.path.join(path, "deleted-%06d" % deleted_file), documents) if deleted_file else set()
        assert segment.documents == documents and len(deleted) == deleted_count, "manifest"
        found.append((segment, deleted))
    return found


def main():
    for segment, _ in read_index(sys.argv[1]):
        for term in segment.read_terms():
            print(term.text.decode("utf-8", "replace"))
            for document, positions, parts in zip(term.documents, term.positions, term.parts):
                print("\t%d: %s%s" % (document, " ".join(map(str, positions)), " + %d" % parts if parts else ""))


if __name__ == "__main__":
    main()

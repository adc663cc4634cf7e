"""An index taken apart and put together again with the right checksums, and ways to change it that no builder would.

Places of sections, fields and entries are those of common/format/FORMAT.md.
"""
import os
import struct
import sys
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "format"))
import codec  # noqa: E402
import reader  # noqa: E402
import xxh3  # noqa: E402

NAMES = reader.SECTIONS
FACTS = ((0, 4), (4, 4), (8, 8), (16, 8), (24, 8), (32, 4), (36, 4), (40, 8), (48, 8), (56, 4), (60, 4), (64, 8), (72, 8), (80, 8), (88, 8))
U64 = struct.Struct("<Q")


def sum_of(data):
    return U64.pack(xxh3.digest(bytes(data)))


def summed(data):
    """the bytes of a manifest or list of deleted documents with their checksum"""
    return bytes(data[:-8]) + sum_of(data[:-8])


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out) + bytes([value])


def seal(sections, change=lambda part, data: None):
    """a segment file of these sections; change(part, bytearray) may spoil header, pages, table and footer before they are summed"""
    file = bytearray(b"STWSEGMT" + struct.pack("<I", reader.VERSION) + bytes(52))
    change("header", file)
    table = bytearray()
    for number, name in enumerate(NAMES, 1):
        file += bytes(-len(file) % 64)
        data = bytearray(sections[name])
        if name == "pages":
            data = bytearray(b"".join(sum_of(file[i:i + 4096])[:4] for i in range(0, len(file), 4096)))
            change("pages", data)
        table += struct.pack("<IIQQ", number, 0, len(file), len(data)) + sum_of(data)
        file += data
    file += bytes(64)
    file += bytes(-len(file) % 64)
    change("padding", file)
    change("table", table)
    place = len(file)
    file += table
    footer = bytearray(b"STWFOOTR" + struct.pack("<IIQQ", reader.VERSION, len(NAMES), len(file) + 64, place) + sum_of(table) + bytes(16))
    change("footer", footer)
    return bytes(file + footer + sum_of(footer))


class BitWriter:
    def __init__(self):
        self.value = self.size = 0

    def put(self, value, width):
        self.value |= (value & (1 << width) - 1) << self.size
        self.size += width

    def golomb(self, value, k):
        top = (value >> k) + 1
        width = top.bit_length() - 1
        self.put(1 << width, width + 1)
        self.put(top, width)
        self.put(value, k)

    def bytes(self):
        return self.value.to_bytes((self.size + 7) // 8, "little")


class Entry:
    """the numbers of a term: those of the bit string of a term block"""

    def __init__(self, bits, segment):
        parts, spellings = segment.flags & 4, segment.flags & 8
        self.df = bits.golomb(0) + 1
        order = self.df.bit_length() - 1
        self.document = self.tf = self.parts = self.has_parts = self.has_spellings = self.size = self.bound = 0
        if self.df == 1:
            self.document, self.tf = bits.get(codec.bits_for(segment.documents)), bits.golomb(0) + 1
            self.parts = bits.golomb(0) if parts else 0
        else:
            self.has_parts = bits.get(1) if parts else 0
            self.has_spellings = bits.get(1) if spellings else 0
            self.size = bits.golomb(order)
        self.positions = bits.golomb(order)
        self.bound = bits.get(8) if self.df >= 8 else 0

    def write(self, bits, segment):
        order = max(self.df, 1).bit_length() - 1
        bits.golomb(self.df - 1, 0)
        if self.df == 1:
            bits.put(self.document, codec.bits_for(segment.documents))
            bits.golomb(max(self.tf, 1) - 1, 0)
            if segment.flags & 4:
                bits.golomb(self.parts, 0)
        else:
            if segment.flags & 4:
                bits.put(self.has_parts, 1)
            if segment.flags & 8:
                bits.put(self.has_spellings, 1)
            bits.golomb(self.size, order)
        bits.golomb(self.positions, order)
        if self.df >= 8:
            bits.put(self.bound, 8)


FIELDS = ("df", "document", "tf", "parts", "has_parts", "has_spellings", "size", "positions", "bound")


class Anatomy(reader.Segment):
    """a whole segment, with the places of what is in it"""

    def __init__(self, path):
        super().__init__(path)
        self.pieces = {"postings": [], "positions": []}
        self.texts = [t.text for t in self.read_terms()]
        index, count = self.sections["term_index"], (self.terms + 31) // 32
        self.block_starts = list(reader.numbers("I", index[8 * count:]))
        assert seal(self.sections) == self.file, "a segment is put together as it was"

    def read_term(self, text, bits):
        before = self.list_at, self.position_at
        term = super().read_term(text, bits)
        for name, start, end in zip(("postings", "positions"), before, (self.list_at, self.position_at)):
            if end > start:
                self.pieces[name].append((start, end, len(term.documents)))
        return term

    def block(self, number):
        """two varints, text part and entries of a term block"""
        data = self.sections["terms"][self.block_starts[number]:self.block_starts[number + 1]]
        take = reader.Reader(data)
        size, lists, positions = take.varint(), take.varint(), take.varint()
        text, bits = take.take(size), codec.Bits(data[take.at:])
        return lists, positions, text, [Entry(bits, self) for _ in range(min(32, self.terms - 32 * number))]

    def with_block(self, number, data):
        """the sections with other bytes for a term block"""
        starts, terms = self.block_starts, self.sections["terms"]
        more = len(data) - (starts[number + 1] - starts[number])
        starts = starts[:number + 1] + [s + more for s in starts[number + 1:]]
        index = self.sections["term_index"][:8 * (len(starts) - 1)] + struct.pack("<%dI" % len(starts), *starts)
        whole = terms[:self.block_starts[number]] + data + terms[self.block_starts[number + 1]:]
        return dict(self.sections, term_index=index, terms=whole)


def extreme(rng, value, width, *known):
    """a number of so many bytes that tests an edge"""
    top = (1 << 8 * width) - 1
    return rng.choice((0, 1, 2, top, top - 1, top >> 1, (top >> 1) + 1, value + 1, value - 1, value + rng.randrange(-70, 70), value * 2,
                       value ^ 1 << rng.randrange(8 * width), rng.randrange(top + 1), *known)) & top


def change_field(rng, data, at, width, *known):
    value = int.from_bytes(data[at:at + width], "little")
    data[at:at + width] = extreme(rng, value, width, *known).to_bytes(width, "little")
    return "field at %d" % at


def change_bytes(rng, data, start, end, same_size=False):
    """something small happens between start and end"""
    at, kind = rng.randrange(start, end), rng.randrange(5 if same_size else 10)
    room = min(end - at, rng.choice((1, 1, 2, 4, 8, 16, 64)))
    if kind == 0:
        data[at] = rng.choice((0, 255, 127, 128, data[at] + 1 & 255, data[at] - 1 & 255))
    elif kind == 1:
        data[at] ^= 1 << rng.randrange(8)
    elif kind == 2:
        data[at:at + room] = rng.randbytes(room)
    elif kind == 3:
        data[at:at + room] = bytes([rng.choice((0, 255, 128))]) * room
    elif kind == 4:
        other = rng.randrange(start, end - room + 1)
        data[at:at + room] = data[other:other + room]
    elif kind == 5:
        data[at:at] = rng.randbytes(room)
    elif kind == 6:
        del data[at:at + room]
    elif kind == 7:
        data[at:at + 1] = varint(extreme(rng, data[at], rng.choice((1, 2, 4, 8))))
    elif kind == 8:
        data[at:at + 1] = bytes([data[at] | 128]) + rng.choice((b"\0", b"\x80\0", b"\xff" * 9 + b"\1", b"\xff" * 12))
    else:
        del data[at:end]
    return "bytes at %d, kind %d" % (at, kind)


def change_facts(rng, anatomy, sections):
    data, (at, width) = bytearray(sections["facts"]), rng.choice(FACTS)
    n = anatomy.documents
    if width == 8 and rng.random() < 0.4:
        data[at:at + 8] = struct.pack("<d", rng.choice((float("nan"), float("inf"), -1.0, 1e-320, 0.0, 1e308, 100.0, 4e9)))
        what = "real at %d" % at
    else:
        what = change_field(rng, data, at, width, n, n + 1, anatomy.terms + 1, 1 << 28, anatomy.flags ^ 15)
    return dict(sections, facts=bytes(data)), what


def change_entry(rng, anatomy, sections):
    """a number of the dictionary"""
    number = rng.randrange(len(anatomy.block_starts) - 1)
    lists, positions, text, entries = anatomy.block(number)
    which, field = rng.randrange(len(entries)), rng.choice(FIELDS + ("lists", "at"))
    if field == "lists":
        lists = extreme(rng, lists, rng.choice((1, 4, 8)), len(sections["postings"]))
    elif field == "at":
        positions = extreme(rng, positions, rng.choice((1, 4, 8)), len(sections["positions"]))
    else:
        value = getattr(entries[which], field)
        value = extreme(rng, value, rng.choice((1, 1, 2, 4, 5)), 127, 128, 129, 7, 8, anatomy.documents, anatomy.documents + 1)
        setattr(entries[which], field, max(value, field in ("df", "tf")))
    bits = BitWriter()
    for entry in entries:
        entry.write(bits, anatomy)
    data = varint(len(text)) + varint(lists) + varint(positions) + text + bits.bytes()
    return anatomy.with_block(number, data), "%s of term %d of block %d" % (field, which, number)


def change_term_block(rng, anatomy, sections):
    number = rng.randrange(len(anatomy.block_starts) - 1)
    data = bytearray(sections["terms"][anatomy.block_starts[number]:anatomy.block_starts[number + 1]])
    what = change_bytes(rng, data, 0, rng.choice((6, 6, len(data))))
    return anatomy.with_block(number, bytes(data)), "block %d, %s" % (number, what)


def long_heads(anatomy, start, end, df):
    """(offset, width) of the numbers in front of the blocks of a long list"""
    n, width = (df + 127) // 128, reader.document_bytes(anatomy.documents)
    at, places = start, []
    for size, count in ((2, 3), (width, n), (4, (n + 31) // 32), (2, n), (1, n), (1, n)):
        places += [(at + size * i, size) for i in range(count)]
        at += size * count
    return [place for place in places if sum(place) <= end]


def change_list(rng, anatomy, sections, name):
    """of postings or positions: sizes stay, so that all other lists are where they were"""
    data = bytearray(sections[name])
    pieces = anatomy.pieces[name]
    start, end, df = rng.choice([p for p in pieces if p[2] >= 128] or pieces) if rng.random() < 0.5 else rng.choice(pieces)
    what = "df %d, " % df
    if df >= 128 and rng.random() < 0.6:
        heads = long_heads(anatomy, start, end, df) if name == "postings" else [(start, 1), *((start + 1 + 2 * i, 2) for i in range(8))]
        return change_in(rng, sections, name, data, *rng.choice(heads), what, anatomy.documents)
    for _ in range(rng.choice((1, 1, 1, 3))):
        what += change_bytes(rng, data, start, min(end, start + rng.choice((2, 8, 1 << 30))), True)
    return dict(sections, **{name: bytes(data)}), what


def change_in(rng, sections, name, data, at, width, what, *known):
    what += change_field(rng, data, at, width, *known)
    return dict(sections, **{name: bytes(data)}), what


def change_numbers(rng, anatomy, sections, name, widths):
    """of sections that begin with or are rows of numbers"""
    data = bytearray(sections[name])
    width = rng.choice(widths)
    if not data or rng.random() < 0.15:
        data += rng.randbytes(rng.choice((1, 2, 4, 8, 12, 16, 64)))
        return dict(sections, **{name: bytes(data)}), "longer"
    if rng.random() < 0.1:
        return dict(sections, **{name: bytes(data[:rng.randrange(len(data))])}), "shorter"
    at = rng.randrange(max(1, len(data) // width)) * width
    return change_in(rng, sections, name, data, at, min(width, len(data) - at), "", anatomy.documents, len(data), len(sections["stored"]))


def change_grouped(rng, anatomy, sections, name):
    """ids and lexicon: offsets, then groups; offsets follow when a group takes more or fewer bytes"""
    data = bytearray(sections[name])
    count = (anatomy.documents + 15) // 16 if name == "ids" else (anatomy.terms + 31) // 32
    head = 4 * count + 4 if name == "ids" else 5 * count + 4
    if len(data) <= head or rng.random() < 0.15:
        return change_numbers(rng, anatomy, sections, name, (4,))
    starts = list(struct.unpack_from("<%dI" % (count + 1), data))
    group = rng.choice([i for i in range(count) if starts[i] < starts[i + 1]])
    size = len(data)
    near = min(head + starts[group + 1], head + starts[group] + rng.choice((6, 20, 1 << 30)))
    what = change_bytes(rng, data, head + starts[group], near)
    starts = starts[:group + 1] + [s + len(data) - size for s in starts[group + 1:]]
    struct.pack_into("<%dI" % (count + 1), data, 0, *starts)
    return dict(sections, **{name: bytes(data)}), "group %d, %s" % (group, what)


def change_stored(rng, anatomy, sections):
    """streams, and what is in them"""
    index, stored = sections["stored_index"], bytearray(sections["stored"])
    blocks = len(index) // 12 - 1
    if not stored or blocks < 1:
        return change_numbers(rng, anatomy, sections, "stored_index", (4, 8))
    offsets = list(struct.unpack_from("<%dQ" % (blocks + 1), index))
    block = rng.randrange(blocks)
    data = bytearray(stored[offsets[block]:offsets[block + 1]])
    if rng.random() < 0.3:
        what = "stream, " + change_bytes(rng, data, 0, len(data))
    elif rng.random() < 0.03:
        data, what = bytearray(zlib.compress(bytes(rng.choice((1 << 20, 1 << 29))), 1)), "zeros"
    else:
        plain = bytearray(zlib.decompress(bytes(data)))
        what = "record, " + change_bytes(rng, plain, 0, min(len(plain), rng.choice((4, 40, 1 << 30))))
        data = zlib.compress(bytes(plain))
    whole = bytes(stored[:offsets[block]] + data + stored[offsets[block + 1]:])
    more = len(whole) - len(stored)
    offsets = offsets[:block + 1] + [o + more for o in offsets[block + 1:]]
    return dict(sections, stored=whole, stored_index=struct.pack("<%dQ" % (blocks + 1), *offsets) + index[8 * blocks + 8:]), what


def change_frame(rng, anatomy, sections):
    """header, padding, pages, section table, footer"""
    part = rng.choice(("header", "padding", "pages", "table", "table", "table", "footer", "footer"))
    what = [part]

    def change(name, data):
        if name != part:
            return
        if part == "table":
            at, width = rng.choice(((0, 4), (4, 4), (8, 8), (16, 8), (24, 8)))
            what.append(change_field(rng, data, 32 * rng.randrange(14) + at, width, len(anatomy.file), len(anatomy.file) - 64))
        elif part == "footer":
            at, width = rng.choice(((0, 8), (8, 4), (12, 4), (16, 8), (24, 8), (32, 8), (40, 8), (48, 8)))
            what.append(change_field(rng, data, at, width, len(anatomy.file)))
        elif part == "padding":
            data[-rng.randrange(1, 64)] = rng.randrange(1, 256)
        else:
            what.append(change_bytes(rng, data, 0, len(data), part == "header"))
    return seal(sections, change), ", ".join(what)


CHANGES = {
    "facts": change_facts,
    "term_index": lambda r, a, s: change_numbers(r, a, s, "term_index", (4, 8)),
    "entries": change_entry,
    "terms": change_term_block,
    "postings": lambda r, a, s: change_list(r, a, s, "postings"),
    "positions": lambda r, a, s: change_list(r, a, s, "positions"),
    "lengths": lambda r, a, s: change_numbers(r, a, s, "lengths", (2,)),
    "long_lengths": lambda r, a, s: change_numbers(r, a, s, "long_lengths", (4,)),
    "ids": lambda r, a, s: change_grouped(r, a, s, "ids"),
    "stored_index": lambda r, a, s: change_numbers(r, a, s, "stored_index", (4, 8)),
    "stored": change_stored,
    "lexicon": lambda r, a, s: change_grouped(r, a, s, "lexicon"),
    "splits": lambda r, a, s: change_numbers(r, a, s, "splits", (1,)),
    "signatures": lambda r, a, s: change_numbers(r, a, s, "signatures", (8,)),
    "frame": change_frame,
}


def change_segment(rng, anatomy, kind):
    """the file's new bytes, and what was done"""
    sections, what = CHANGES[kind](rng, anatomy, anatomy.sections)
    if isinstance(sections, bytes):
        return sections, what
    if rng.random() < 0.1 and kind != "frame":  # and something else beside it
        further, more = CHANGES[rng.choice(sorted(set(CHANGES) - {"frame", "entries", "terms", "stored"}))](rng, anatomy, sections)
        return seal(further), what + "; " + more
    return seal(sections), what


def change_manifest(rng, data):
    data = bytearray(data)
    if rng.random() < 0.15:
        return summed(data[:8 * rng.randrange(2, len(data) // 8)] + bytes(8)), "shorter"
    at = rng.choice((8, 12, *range(16, len(data) - 8, 8)))
    what = change_field(rng, data, at, 4 if at in (8, 12) else 8)
    return summed(data), what


def change_deleted(rng, data):
    data = bytearray(data)
    at = rng.choice((8, 12, *range(16, len(data) - 8)))
    what = change_field(rng, data, at, 4 if at < 16 else 1) if rng.random() < 0.8 else change_bytes(rng, data, 0, len(data) - 8)
    return summed(data), what

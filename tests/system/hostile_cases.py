"""Fixed mutations that are telling: each was a mistake once. (kind of index, name, sections of a changed segment of an anatomy)"""
import struct
import zlib

from hostile_index import BitWriter, varint


def rewrite_block(anatomy, number, change):
    """the sections with a term block whose entries change"""
    lists, positions, text, entries = anatomy.block(number)
    change(entries)
    bits = BitWriter()
    for entry in entries:
        entry.write(bits, anatomy)
    return anatomy.with_block(number, varint(len(text)) + varint(lists) + varint(positions) + text + bits.bytes())


def document_frequency_of_2_32(anatomy):
    """a term that is passed over on the way to the next ones: its frequency is 0 in 32 bits"""
    def change(entries):
        entries[0].df = 1 << 32
    return rewrite_block(anatomy, 0, change)


def replaced(anatomy, name, data):
    return dict(anatomy.sections, **{name: bytes(data)})


def packed(anatomy, name, at, form, value):
    data = bytearray(anatomy.sections[name])
    struct.pack_into(form, data, at, value)
    return replaced(anatomy, name, data)


def with_stored_block(anatomy, change):
    """the sections with other bytes in the first block of stored documents; the index follows"""
    index, stored = anatomy.sections["stored_index"], anatomy.sections["stored"]
    blocks = len(index) // 12 - 1
    offsets = struct.unpack_from("<%dQ" % (blocks + 1), index)
    first = change(stored[:offsets[1]])
    moved = [0] + [o + len(first) - offsets[1] for o in offsets[1:]]
    return dict(anatomy.sections, stored=first + stored[offsets[1]:],
                stored_index=struct.pack("<%dQ" % (blocks + 1), *moved) + index[8 * blocks + 8:])


def again(change):
    """of what is in a stream"""
    return lambda data: zlib.compress(change(zlib.decompress(data)))


CASES = [
    ("plain", "document frequency 2^32", document_frequency_of_2_32),
    ("german", "document frequency 2^32", document_frequency_of_2_32),
    ("plain", "a pair of long lengths too many",
     lambda a: replaced(a, "long_lengths", a.sections["long_lengths"] + struct.pack("<II", a.documents - 1, 65536))),
    ("german", "a byte behind the ids", lambda a: replaced(a, "ids", a.sections["ids"] + b"\0")),
    ("german", "key of a block that is not its first term's", lambda a: packed(a, "term_index", 0, "<Q", 1)),
    ("plain", "stored bytes", lambda a: packed(a, "facts", 80, "<Q", 1)),
    ("plain", "first number without numbers", lambda a: packed(a, "facts", 64, "<Q", 1)),
    ("german", "a byte behind the stored documents", lambda a: with_stored_block(a, again(lambda data: data + b"\0"))),
    ("german", "stored index ends too early", lambda a: replaced(a, "stored_index", a.sections["stored_index"][:12] + bytes(0))),
    ("german", "a gigabyte of zeros", lambda a: with_stored_block(a, lambda data: zlib.compress(bytes(1 << 30), 1))),
]

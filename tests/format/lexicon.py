"""Section 11 of FORMAT.md: how terms are written, and which are compounds of which parts."""
from byte_reader import Reader

TERM_BLOCK = 32


class Entry:
    """forms: [(text, documents, level of capitals)]; parts: [(text, strip, restore)] of the first form"""

    def __init__(self, term, forms, parts):
        self.term, self.forms, self.parts = term, forms, parts

    def part_words(self):
        """the dictionary forms of the parts"""
        return [text[:len(text) - strip] + b"en"[:restore] for text, strip, restore in self.parts]


def nibble(reader, value):
    return value if value < 15 else 15 + reader.varint()


def read_form(reader, term):
    sizes = reader.take(1)[0]
    drop = nibble(reader, sizes >> 4)
    more = reader.take(nibble(reader, sizes & 15))
    assert drop <= len(term), "bytes of a term"
    kept, gone = term[:len(term) - drop], term[len(term) - drop:]
    assert not (gone and more) or gone[0] != more[0], "a form takes all it can from its term"
    assert 1 <= len(kept + more) <= 255, "size of a form"
    documents, capitals = divmod(reader.varint(), 8)
    assert documents < 1 << 32
    return kept + more, documents, capitals


def read_entry(reader, term):
    head = reader.take(1)[0]
    assert head < 128, "head of an entry"
    count, sizes = nibble(reader, head & 15), []
    for _ in range((head >> 4) + 1 if head >> 4 else 0):
        size, join = reader.take(2)
        sizes.append((size, join & 3, join >> 2))
    forms = [read_form(reader, term) for _ in range(count)]
    assert forms or not sizes, "a compound has a form"
    parts, at = [], 0
    for size, strip, restore in sizes:
        assert strip < size and restore <= 2, "a part"
        parts.append((forms[0][0][at:at + size], strip, restore))
        at += size
    assert not parts or at == len(forms[0][0]), "the parts cover the form"
    check_order(forms, bool(parts))
    return Entry(term, forms, parts)


def check_order(forms, compound):
    assert len({text for text, _, _ in forms}) == len(forms), "forms are distinct"
    ranked = [(-documents, text) for text, documents, _ in forms[1 if compound else 0:]]
    assert ranked == sorted(ranked), "order of forms"
    assert all(-rank > 0 for rank, _ in ranked), "a form without documents"


def read_lexicon(section, texts, with_parts):
    """the entries of all terms"""
    blocks = (len(texts) + TERM_BLOCK - 1) // TERM_BLOCK
    head = Reader(section[:4 * blocks + 4])
    starts = [int.from_bytes(head.take(4), "little") for _ in range(blocks + 1)]
    data, entries = section[4 * blocks + 4:], []
    assert starts[0] == 0 and starts[-1] == len(data), "blocks of the lexicon"
    for block in range(blocks):
        reader = Reader(data[starts[block]:starts[block + 1]])
        entries += [read_entry(reader, term) for term in texts[TERM_BLOCK * block:TERM_BLOCK * block + TERM_BLOCK]]
        assert reader.at == len(reader.data), "block of the lexicon"
    assert with_parts or not any(e.parts for e in entries), "compounds without parts"
    return entries

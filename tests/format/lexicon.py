"""Section 11 of FORMAT.md: how terms are written, and which are compounds of which parts."""
import os

from byte_reader import Reader

TERM_BLOCK = 32
UMLAUTS = {ord("a"): "ä".encode(), ord("o"): "ö".encode(), ord("u"): "ü".encode()}


def read_endings():
    """the list of FORMAT.md: (bytes that go, bytes that come)"""
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "..", "..", "common", "format", "FORMAT.md"), encoding="utf-8") as f:
        words = f.read().split("The endings, by number from 0, as D-bytes:\n```\n")[1].split("```")[0].split()
    return [(int(w.split("-")[0]), w.split("-")[1].encode()) for w in words]


ENDINGS = read_endings()


class Entry:
    """forms: [(text, documents, level of capitals)]; parts: [(text, strip, restore)] of the first form"""

    def __init__(self, term, forms, parts):
        self.term, self.forms, self.parts = term, forms, parts

    def part_words(self):
        """the dictionary forms of the parts"""
        return [text[:len(text) - strip] + b"en"[:restore] for text, strip, restore in self.parts]


def nibble(reader, value):
    return value if value < 15 else 15 + reader.varint()


def with_umlauts(term, places):
    return b"".join(UMLAUTS[c] if i in places else bytes([c]) for i, c in enumerate(term))


def differences(term, form):
    """(places of umlauts, bytes that go, bytes that come): without umlauts, with them"""
    same = len(os.path.commonprefix([term, form]))
    i = j = 0
    places = []
    while i < len(term) and j < len(form):
        if term[i] == form[j]:
            j += 1
        elif UMLAUTS.get(term[i]) == form[j:j + 2]:
            places.append(i)
            j += 2
        else:
            break
        i += 1
    return ([], len(term) - same, form[same:]), (places, len(term) - i, form[j:])


def size(places, drop, more):
    """bytes that this way takes"""
    head = len(places) + 2 if places else 1
    return head if (drop, more) in ENDINGS else head + 1 + (drop >= 15) + (drop >= 143) + (len(more) >= 15) + (len(more) >= 143) + len(more)


def read_form(reader, term):
    code, places = reader.take(1)[0], []
    if 1 <= code <= 3:
        places, code = list(reader.take(code)), reader.take(1)[0]
        assert not 1 <= code <= 3, "code of a form"
    if code == 0:
        sizes = reader.take(1)[0]
        drop = nibble(reader, sizes >> 4)
        more = reader.take(nibble(reader, sizes & 15))
        assert (drop, more) not in ENDINGS, "an ending has a number"
    else:
        drop, more = ENDINGS[code - 4]
    assert drop <= len(term) and places == sorted(set(places)) and all(p < len(term) - drop for p in places), "umlauts"
    form = with_umlauts(term[:len(term) - drop], places) + more
    plain, other = differences(term, form)
    better = plain[1:] not in ENDINGS and 1 <= len(other[0]) <= 3 and size(*other) < size(*plain)
    assert (places, drop, more) == (other if better else plain), "a form takes all it can from its term"
    assert 1 <= len(form) <= 255, "size of a form"
    documents, capitals = divmod(reader.varint(), 8)
    assert documents < 1 << 32
    return form, documents, capitals


def read_part(reader):
    byte = reader.take(1)[0]
    if byte & 15:
        return byte & 15, byte >> 4
    bytes_of_part = reader.take(1)[0]
    assert bytes_of_part > 15, "size of a part"
    return bytes_of_part, byte >> 4


def read_entry(reader, term):
    head = reader.take(1)[0]
    count, parts = nibble(reader, head & 15), head >> 4 & 7
    sizes = [read_part(reader) for _ in range(parts)]
    assert parts or head < 128, "head of an entry"
    last = reader.take(1)[0] if head >= 128 else 0
    assert (last > 0) == (head >= 128), "join of the last part"
    forms = [read_form(reader, term) for _ in range(count)]
    assert forms or not sizes, "a compound has a form"
    if parts:
        sizes.append((len(forms[0][0]) - sum(s for s, _ in sizes), last))
    parts, at = [], 0
    for part_size, join in sizes:
        strip, restore = join & 3, join >> 2
        assert strip < part_size and restore <= 2, "a part"
        parts.append((forms[0][0][at:at + part_size], strip, restore))
        at += part_size
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

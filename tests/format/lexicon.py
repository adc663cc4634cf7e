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


def more(reader, value, most):
    """a number in a few bits, or behind them"""
    return value if value < most else most + reader.varint()


def nibble(reader, value):
    return more(reader, value, 15)


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


def read_form(reader, code, term):
    places = []
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
    return form


def read_forms(reader, count, term):
    codes = reader.take(count)
    texts = [read_form(reader, code, term) for code in codes]
    counts = [divmod(reader.varint(), 8) for _ in range(count)]
    assert all(documents < 1 << 32 for documents, _ in counts)
    return [(text, *pair) for text, pair in zip(texts, counts)]


def read_part(reader):
    byte = reader.take(1)[0]
    if byte & 15:
        return byte & 15, byte >> 4
    bytes_of_part = reader.take(1)[0]
    assert bytes_of_part > 15, "size of a part"
    return bytes_of_part, byte >> 4


def read_entry(reader, term):
    """the entry without its further forms, and how many these are"""
    head = reader.take(1)[0]
    count = more(reader, head & 7, 7)
    parts = more(reader, head >> 3 & 3, 3)
    rest = more(reader, head >> 6, 3)
    sizes = [read_part(reader) for _ in range(parts)]
    assert parts < 8 and (parts or not head & 32), "head of an entry"
    last = reader.take(1)[0] if head & 32 else 0
    assert (last > 0) == bool(head & 32), "join of the last part"
    forms = read_forms(reader, count, term)
    assert forms or not sizes, "a compound has a form"
    if parts:
        sizes.append((len(forms[0][0]) - sum(s for s, _ in sizes), last))
    parts, at = [], 0
    for part_size, join in sizes:
        strip, restore = join & 3, join >> 2
        assert strip < part_size and restore <= 2, "a part"
        parts.append((forms[0][0][at:at + part_size], strip, restore))
        at += part_size
    return Entry(term, forms, parts), rest


def check_order(forms, compound):
    assert len({text for text, _, _ in forms}) == len(forms), "forms are distinct"
    ranked = [(-documents, text) for text, documents, _ in forms[1 if compound else 0:]]
    assert ranked == sorted(ranked), "order of forms"
    assert all(-rank > 0 for rank, _ in ranked), "a form without documents"


def prefix_of(term, forms):
    """how many of the term's first bytes all forms begin with, umlauts taken as their letters"""
    size = next((i for i, c in enumerate(term[:8]) if c >= 128), len(term[:8]))
    for form in forms:
        for letter, umlaut in UMLAUTS.items():
            form = form.replace(umlaut, bytes([letter]))
        size = len(os.path.commonprefix([term[:size], form]))
    return size


def read_block(reader, texts, least, prefix):
    frequent = int.from_bytes(reader.take(4), "little")
    assert frequent >> len(texts) == 0, "terms with frequent forms"
    entries = [None] * len(texts)
    have = [i for i in range(len(texts)) if frequent >> i & 1]
    rests = []
    for i in have:
        entries[i], rest = read_entry(reader, texts[i])
        assert entries[i].forms and entries[i].forms[-1][1] >= least, "the last of the first forms is frequent"
        rests.append(rest)
    for i, rest in zip(have, rests):
        further = read_forms(reader, rest, texts[i])
        assert all(documents < least for _, documents, _ in further), "further forms are rare"
        entries[i].forms += further
    for i in range(len(texts)):
        if entries[i] is None:
            entries[i], rest = read_entry(reader, texts[i])
            assert rest == 0 and all(documents < least for _, documents, _ in entries[i].forms), "a term without frequent forms"
    for entry in entries:
        check_order(entry.forms, bool(entry.parts))
    forms = [text for e in entries for text, documents, _ in e.forms if documents >= least]
    common = prefix_of(texts[0], [text for e in entries for text, _, _ in e.forms])
    assert prefix == prefix_of(texts[0], forms) + 16 * common, "prefix of a block"
    return entries


def read_lexicon(section, texts, with_parts, documents):
    """the entries of all terms of a segment of so many documents"""
    blocks = (len(texts) + TERM_BLOCK - 1) // TERM_BLOCK
    head = Reader(section[:5 * blocks + 4])
    starts = [int.from_bytes(head.take(4), "little") for _ in range(blocks + 1)]
    prefixes = head.take(blocks)
    data, entries = section[5 * blocks + 4:], []
    assert starts[0] == 0 and starts[-1] == len(data), "blocks of the lexicon"
    for block in range(blocks):
        reader = Reader(data[starts[block]:starts[block + 1]])
        entries += read_block(reader, texts[TERM_BLOCK * block:TERM_BLOCK * block + TERM_BLOCK], documents // 10000 + 1, prefixes[block])
        assert reader.at == len(reader.data), "block of the lexicon"
    assert with_parts or not any(e.parts for e in entries), "compounds without parts"
    return entries

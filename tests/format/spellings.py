"""Spellings of FORMAT.md: which forms of a term stand in each document of its list."""
import codec
import xxh3
from byte_reader import Reader

MOST, MOST_SINGLE = 16, 8


def spelling(form):
    """of a form as bytes"""
    return xxh3.digest(form) >> 56


def read_spellings(data, count):
    """the sets that are told, and each document's"""
    bits = codec.Bits(data)
    number, spelling_count = bits.golomb(0) + 2, bits.golomb(1) + 1
    assert number <= MOST and spelling_count <= 256, "number of sets"
    rows = [(bits.get(8), bits.get(number)) for _ in range(spelling_count)]
    assert all(mask for _, mask in rows), "a spelling without a set"
    told_spellings = [s for s, _ in rows]
    assert told_spellings == sorted(set(told_spellings)), "order of spellings"
    sets = [tuple(s for s, mask in rows if mask >> i & 1) for i in range(number)]
    codes = codec.read_symbols(bits, count, number)
    bits.finish()
    assert len(set(sets)) == number, "sets of spellings"
    order = sorted(set(codes), key=lambda c: (-codes.count(c), codes.index(c)))
    assert order == list(range(number)), "order of sets of spellings"
    return sets, [sets[c] for c in codes]


def ranked(sets):
    """sets that occur, those with the most documents first"""
    return sorted(dict.fromkeys(sets), key=lambda s: (-sets.count(s), sets.index(s)))


def chosen(sets):
    """the sets that are told of all documents' sets"""
    order = ranked(sets)
    first = [s for s in order if len(s) <= 1][:MOST_SINGLE]
    return (first + [s for s in order if s not in first])[:MOST]


def told(sets):
    """what a list tells of its documents' sets; None if they are all alike"""
    if len(set(sets)) < 2:
        return None
    told_sets, known = chosen(sets), {}
    for own in set(sets):
        likeness = [2 * len(set(own) & set(s)) - len(s) for s in told_sets]
        known[own] = own if own in told_sets else told_sets[likeness.index(max(likeness))]
    codes = [known[s] for s in sets]
    return ranked(codes), codes

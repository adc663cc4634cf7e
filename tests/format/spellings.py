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
    reader = Reader(data)
    number = reader.take(1)[0]
    assert 2 <= number <= MOST, "number of sets"
    sets = [tuple(reader.take(reader.take(1)[0])) for _ in range(number)]
    bits = codec.Bits(data[reader.at:])
    codes = [bits.get(codec.bits_for(number)) for _ in range(count)]
    bits.finish()
    assert all(list(s) == sorted(set(s)) for s in sets) and len(set(sets)) == number, "sets of spellings"
    assert set(codes) == set(range(number)), "codes of spellings"
    check_order(sets, codes)
    return sets, [sets[c] for c in codes]


def ranked(sets):
    """sets that occur, those with the most documents first"""
    return sorted(dict.fromkeys(sets), key=lambda s: (-sets.count(s), sets.index(s)))


def chosen(sets):
    """the sets that are told of all documents' sets"""
    order = ranked(sets)
    first = [s for s in order if len(s) <= 1][:MOST_SINGLE]
    return (first + [s for s in order if s not in first])[:MOST]


def check_order(sets, codes):
    if len(sets) < MOST:  # all are told
        assert sets == chosen([sets[c] for c in codes]), "order of sets of spellings"
    singles = [len(s) <= 1 for s in sets[:MOST_SINGLE]]
    assert singles == sorted(singles, reverse=True) and (all(singles) or not any(len(s) <= 1 for s in sets[MOST_SINGLE:]))


def told(sets):
    """what a list tells of its documents' sets; None if they are all alike"""
    if len(set(sets)) < 2:
        return None
    told_sets, known = chosen(sets), {}
    for own in set(sets):
        likeness = [2 * len(set(own) & set(s)) - len(s) for s in told_sets]
        known[own] = own if own in told_sets else told_sets[likeness.index(max(likeness))]
    return told_sets, [known[s] for s in sets]

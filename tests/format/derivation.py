"""What compounds give their parts, derived from the words of documents and the splits of lexicons alone."""


def decisions(lexicons):
    """{term: the dictionary forms of its parts, [] if it stays whole}; the oldest segment that has a term decides"""
    found = {}
    for entries in lexicons:
        for entry in entries:
            if entry.forms:
                found.setdefault(entry.term, entry.part_words())
    return found


def part_counts(words, splits, term_of):
    """{term: count} of one document; words: {term: count}, term_of: from a dictionary form to its term"""
    counts = {}
    for term, count in words.items():
        for part in splits.get(term, ()):
            counts[term_of[part]] = counts.get(term_of[part], 0) + count
    return counts

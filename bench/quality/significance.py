"""Two-sided p-values of paired differences; the same input gives the same value."""
import math
import random

SEED = 20170901
SAMPLES = 10_000
EXACT = 14          # so many differences or fewer: all signs are tried
EQUAL = 1e-9        # smaller differences are rounding


def count_signs(differences):
    """How many are better, worse and equal."""
    better = sum(d > EQUAL for d in differences)
    worse = sum(d < -EQUAL for d in differences)
    return better, worse, len(differences) - better - worse


def sign_test(differences):
    """Exact; equal pairs are left out."""
    better, worse, _ = count_signs(differences)
    total = better + worse
    tail = sum(math.comb(total, i) for i in range(min(better, worse) + 1))
    return min(1.0, 2 * tail / 2 ** total)


def sums_of_signs(differences):
    """The 2^n sums with all choices of signs."""
    sums = [0.0]
    for difference in differences:
        sums = [s + difference for s in sums] + [s - difference for s in sums]
    return sums


def randomisation_test(differences):
    """How often random signs give a mean at least as far from 0 (Fisher's test, as in Smucker, Allan, Carterette 2007)."""
    moved = [d for d in differences if abs(d) > EQUAL]
    least = abs(math.fsum(moved)) - EQUAL
    if len(moved) <= EXACT:
        sums = sums_of_signs(moved)
        return sum(abs(s) >= least for s in sums) / len(sums)
    tables = [sums_of_signs(moved[i:i + 8]) for i in range(0, len(moved), 8)]
    tables[-1] *= 256 // len(tables[-1])
    chance = random.Random(SEED)
    reached = 0
    for _ in range(SAMPLES):
        signs = chance.getrandbits(8 * len(tables)).to_bytes(len(tables), "little")
        reached += abs(sum(table[byte] for table, byte in zip(tables, signs))) >= least
    return (reached + 1) / (SAMPLES + 1)

"""The codecs of common/codec/CODEC.md, read bit by bit. Nothing here knows the C code; damage is an AssertionError."""

BLOCK = 128


def bits_for(n):
    return (n - 1).bit_length() if n > 1 else 0


class Bits:
    """a bit string: the first bit is the lowest of the first byte"""

    def __init__(self, data):
        self.value, self.at, self.size = int.from_bytes(data, "little"), 0, 8 * len(data)

    def get(self, width):
        value = self.value >> self.at & (1 << width) - 1
        self.at += width
        assert self.at <= self.size, "the bit string ends too early"
        return value

    def unary(self):
        rest = self.value >> self.at
        assert rest, "no one in the rest of the bit string"
        zeros = (rest & -rest).bit_length() - 1
        self.at += zeros + 1
        return zeros

    def rice(self, k):
        high = self.unary()
        return (high << k) + self.get(k)

    def golomb(self, k):
        width = self.unary()
        top = (1 << width) + self.get(width)
        return (top - 1 << k) + self.get(k)

    def middle(self, n):
        if n <= 1:
            return 0
        width = n.bit_length() - 1
        shorter = (2 << width) - n
        first = (n - shorter) // 2
        turned = self.get(width)
        if turned >= shorter:
            turned = shorter + 2 * (turned - shorter) + self.get(1)
        return turned + first - (n if turned + first >= n else 0)

    def finish(self):
        """fewer than 8 bits are left, and they are zero"""
        assert self.size - self.at < 8 and self.value >> self.at == 0, "bits behind the end of the string"


def lanes(data, k):
    """128 values of k bits"""
    words = [int.from_bytes(data[i:i + 4], "little") for i in range(0, 16 * k, 4)]
    strings = [sum(words[4 * m + lane] << 32 * m for m in range(k)) for lane in range(4)]
    return [strings[i % 4] >> i // 4 * k & (1 << k) - 1 for i in range(BLOCK)]


def read_documents(data, kind, base, last, seen):
    """the 128 documents of a block and the number of their bytes"""
    k = kind & 31
    if k == 31:
        seen.add("run")
        assert last - base == BLOCK - 1
        return list(range(base, base + BLOCK)), 0
    if k == 0:
        seen.add("bit set")
        size = (last - base + 8) // 8
        value = int.from_bytes(data[:size], "little")
        documents = [base + i for i in range(8 * size) if value >> i & 1]
    else:
        seen.add("rice %d" % k)
        size = 1 + 16 * k + data[0]
        bits = Bits(data[1 + 16 * k:size])
        gaps = [(bits.unary() << k) + low for low in lanes(data[1:], k)]
        bits.finish()
        documents = []
        for gap in gaps:
            documents.append((documents[-1] + 1 if documents else base) + gap)
    assert len(documents) == BLOCK and documents[-1] == last, "documents of a block"
    return documents, size


def with_exceptions(total, gaps, more):
    """frequencies that are 1 but at places with these gaps between them"""
    frequencies, place = [1] * total, -1
    for gap, rest in zip(gaps, more):
        place += gap + 1
        frequencies[place] = 2 + rest
    return frequencies


def read_frequencies(data, kind, seen):
    if kind & 128:
        seen.add("tf ones")
        assert not data
        return [1] * BLOCK
    k = data[0] & 127
    if data[0] & 128:
        seen.add("tf exceptions")
        bits, found = Bits(data[2:]), range(data[1])
        high, more, low = [bits.unary() for _ in found], [bits.unary() for _ in found], [bits.get(k) for _ in found]
        frequencies = with_exceptions(BLOCK, [(h << k) + rest for h, rest in zip(high, low)], more)
    else:
        seen.add("tf rice %d" % k)
        bits = Bits(data[1 + 16 * k:])
        frequencies = [1 + (bits.unary() << k) + low for low in lanes(data[1:], k)]
    bits.finish()
    return frequencies


def read_block(data, kind, base, last, seen):
    documents, size = read_documents(data, kind, base, last, seen)
    return documents, read_frequencies(data[size:], kind, seen)


def read_interpolated(bits, out, low, high, least, limit):
    if low < high:
        middle = (low + high) // 2
        smallest, largest = least + (middle - low), limit - (high - middle)
        assert smallest <= largest, "no room for the documents of a short list"
        out[middle] = smallest + bits.middle(largest - smallest + 1)
        read_interpolated(bits, out, low, middle, least, out[middle])
        read_interpolated(bits, out, middle + 1, high, out[middle] + 1, limit)


def read_short(data, count, base, limit, seen):
    bits, documents = Bits(data), [None] * count
    read_interpolated(bits, documents, 0, count, base, limit)
    if bits.get(1):
        seen.add("short ones")
        frequencies = [1] * count
    else:
        form = bits.get(2)
        assert form < 3, "form of frequencies"
        seen.add("short %s" % ("unary", "rice", "exceptions")[form])
        if form == 2:
            found, k = bits.get(7), bits.get(3)
            gaps = [bits.rice(k) for _ in range(found)]
            frequencies = with_exceptions(count, gaps, [bits.unary() for _ in range(found)])
        else:
            k = bits.get(4) if form == 1 else 0
            frequencies = [1 + bits.rice(k) for _ in range(count)]
    bits.finish()
    return documents, frequencies


def low_bits(frequency, limit):
    return (limit // frequency).bit_length() - 1


def share(frequency, limit):
    if frequency <= 2:
        return (0, bits_for(limit), bits_for(limit) + bits_for(limit // 2))[frequency]
    k = low_bits(frequency, limit)
    return frequency + (limit - 1 >> k) + frequency * k


def read_share(bits, frequency, limit):
    """the positions of one document"""
    if frequency == 0:
        return []
    if frequency == 1:
        return [bits.get(bits_for(limit))]
    if frequency == 2:
        first, way = bits.get(bits_for(limit)), bits.get(bits_for(limit // 2)) + 1
        assert first < limit and way <= limit // 2, "a pair of positions"
        pair = sorted((first, (first + way) % limit))
        assert 2 * way != limit or pair[0] == first, "a pair of positions across the circle"
        return pair
    k, quotients, zeros = low_bits(frequency, limit), [], 0
    for _ in range(frequency):
        zeros += bits.unary()
        quotients.append(zeros)
    last = limit - 1 >> k
    assert zeros <= last and bits.get(last - zeros) == 0, "quotients of positions"
    return [(quotient << k) + bits.get(k) for quotient in quotients]


def read_positions(data, frequencies, limits):
    """the positions of each document of a block"""
    bits, real = Bits(data), limits
    if len(limits) > 32:
        shares = [share(f, limit) for f, limit in zip(frequencies, limits)]
        sums = [sum(shares[i - 32:i]) for i in range(32, len(shares), 32)]
        width, one = bits.get(6), bits_for(max(limits))
        if width == 63:
            assert bits.get(6) == one, "one limit"
            limits = [min(1 << one, 2 ** 31 - 1)] * len(limits)
        else:
            assert width == bits_for(max(sums) + 1) and [bits.get(width) for _ in sums] == sums, "sums of shares"
    positions = [read_share(bits, f, limit) for f, limit in zip(frequencies, limits)]
    for part, limit in zip(positions, real):
        assert all(a < b for a, b in zip(part, part[1:] + [limit])), "positions rise below their limit"
    bits.finish()
    return positions


def part_places(data, count):
    """which documents have parts, and the bytes behind"""
    method = data[0]
    if method == 0:
        size = 1 + (count + 7) // 8
        assert len(data) >= size and int.from_bytes(data[1:size], "little") < 1 << count, "map of parts"
        return [i for i in range(count) if data[1 + i // 8] >> i % 8 & 1], data[size:]
    if method == 1:
        size = 2 + data[1]
        places = list(data[2:size])
        assert len(data) >= size and places == sorted(set(places)) and all(i < count for i in places), "places of parts"
        return places, data[size:]
    assert method < 4, "method of a string of parts"
    return list(range(count)), data[1:]


def read_parts(data, frequencies, seen):
    """how many of each frequency come from compounds"""
    count = len(frequencies)
    if not data:
        return [0] * count
    places, rest = part_places(data, count)
    parts, bits = [0] * count, Bits(rest)
    less = [i for i in places if data[0] < 3 and frequencies[i] > 1 and bits.get(1)]
    for i in places:
        parts[i] = frequencies[i]
    for i in less:
        parts[i] -= 1 + (bits.golomb(0) if frequencies[i] > 2 else 0)
        assert parts[i] > 0, "a document with parts has some"
    bits.finish()
    assert places, "a string of parts tells some"
    best = 3 if parts == frequencies else 2 if len(places) == count else 1 if 1 + len(places) < (count + 7) // 8 else 0
    assert data[0] == best, "method of a string of parts"
    seen.add("parts %s" % ("map", "list", "all", "pure")[data[0]])
    return parts


def read_plane(bits, count):
    """which of `count` are set"""
    if count == 0:
        return []
    if not bits.get(1):
        return [bits.get(1) for _ in range(count)]
    ones = bits.get(bits_for(count // 4 + 1))
    assert ones <= count // 4, "ones of a plane"
    if not ones:
        return [0] * count
    k = (count // ones).bit_length() - 1
    low, end, high, places = [bits.get(k) for _ in range(ones)], bits.at + ones + (count - 1 >> k), 0, []
    for value in low:
        high += bits.unary()
        places.append((high << k) + value)
    assert bits.at <= end and bits.get(end - bits.at) == 0, "high bits of a plane"
    assert places == sorted(set(places)) and places[-1] < count, "places of a plane"
    return [int(i in places) for i in range(count)]


def read_symbol_block(bits, count, groups):
    """groups: [(first symbol, width)]"""
    found, left = [None] * count, list(range(count))
    for number, (first, width) in enumerate(groups):
        last = number == len(groups) - 1
        plane = [0] * len(left) if last else read_plane(bits, len(left))
        for i, later in zip(left, plane):
            if not later:
                found[i] = first + bits.get(width)
        left = [i for i, later in zip(left, plane) if later]
    return found


def read_symbols(bits, count, kinds):
    groups, first, found = [], 0, []
    while first < kinds:
        groups.append((first, bits.unary()))
        assert groups[-1][1] <= bits_for(kinds - first), "width of a group"
        first += 1 << groups[-1][1]
    blocks = (count + BLOCK - 1) // BLOCK
    width = bits.get(6) if blocks > 1 else 0
    starts = [0] + [bits.get(width) for _ in range(blocks - 1)]
    assert width == (bits_for(starts[-1] + 1) if blocks > 1 else 0), "width of starts"
    begin = bits.at
    for block in range(blocks):
        assert bits.at == begin + starts[block], "start of a block"
        found += read_symbol_block(bits, min(BLOCK, count - BLOCK * block), groups)
    return found

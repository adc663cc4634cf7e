#include "naive.h"

#include <string.h>

unsigned naive_bit(struct naive_bits *bits)
{
    if (bits->at >= bits->size * 8) {
        bits->failed = true;
        return 0;
    }
    unsigned bit = (unsigned)bits->data[bits->at / 8] >> (bits->at % 8) & 1u;
    bits->at++;
    return bit;
}

uint64_t naive_number(struct naive_bits *bits, unsigned width)
{
    uint64_t number = 0;
    for (unsigned i = 0; i < width; i++) {
        number |= (uint64_t)naive_bit(bits) << i;
    }
    return number;
}

uint64_t naive_unary(struct naive_bits *bits)
{
    uint64_t zeros = 0;
    while (naive_bit(bits) == 0 && !bits->failed) {
        zeros++;
    }
    return zeros;
}

static uint64_t rice(struct naive_bits *bits, unsigned k)
{
    uint64_t high = naive_unary(bits);
    return (high << k) + naive_number(bits, k);
}

uint64_t naive_golomb(struct naive_bits *bits, unsigned k)
{
    unsigned width = (unsigned)naive_unary(bits);
    if (width > 40) {
        bits->failed = true;
        return 0;
    }
    uint64_t top = ((uint64_t)1 << width) + naive_number(bits, width) - 1;
    return (top << k) + naive_number(bits, k);
}

uint32_t naive_middle(struct naive_bits *bits, uint32_t n)
{
    if (n <= 1) {
        return 0;
    }
    unsigned w = 0;
    while ((uint64_t)2 << w <= n) {
        w++;
    }
    uint64_t s = ((uint64_t)2 << w) - n, f = (n - s) / 2, t = naive_number(bits, w);
    if (t >= s) {
        t = s + 2 * (t - s) + naive_bit(bits);
    }
    return (uint32_t)((t + f) % n);
}

bool naive_ended(struct naive_bits *bits)
{
    if (bits->failed || bits->size * 8 - bits->at >= 8) {
        return false;
    }
    while (bits->at < bits->size * 8) {
        if (naive_bit(bits)) {
            return false;
        }
    }
    return true;
}

/* Lane i % 4 is a bit string in every fourth word: its j-th bit. */
static unsigned lane_bit(const uint8_t *lanes, unsigned lane, unsigned j)
{
    const uint8_t *word = lanes + 4 * (4 * (j / 32) + lane);
    return (unsigned)word[j % 32 / 8] >> (j % 8) & 1u;
}

static uint32_t lane_value(const uint8_t *lanes, unsigned k, unsigned i)
{
    uint32_t value = 0;
    for (unsigned b = 0; b < k; b++) {
        value |= lane_bit(lanes, i % 4, i / 4 * k + b) << b;
    }
    return value;
}

static bool rice_docs(const uint8_t *data, size_t size, unsigned k, uint32_t base, uint32_t *docs,
                      size_t *used)
{
    if (size < 1 + 16 * (size_t)k || size < 1 + 16 * (size_t)k + data[0]) {
        return false;
    }
    struct naive_bits unary = {data + 1 + 16 * k, data[0], 0, false};
    uint64_t next = base;
    for (unsigned i = 0; i < 128; i++) {
        uint64_t gap = (naive_unary(&unary) << k) + lane_value(data + 1, k, i);
        docs[i] = (uint32_t)(next + gap);
        next += gap + 1;
    }
    *used = 1 + 16 * (size_t)k + data[0];
    return naive_ended(&unary) && next <= UINT32_MAX;
}

static bool bit_set_docs(const uint8_t *data, size_t size, uint32_t base, uint32_t last,
                         uint32_t *docs, size_t *used)
{
    uint64_t width = (uint64_t)last - base + 1;
    unsigned found = 0;
    *used = (size_t)((width + 7) / 8);
    if (last < base || *used > size) {
        return false;
    }
    struct naive_bits bits = {data, *used, 0, false};
    for (uint64_t j = 0; j < width; j++) {
        if (naive_bit(&bits)) {
            if (found == 128) {
                return false;
            }
            docs[found++] = base + (uint32_t)j;
        }
    }
    return found == 128 && naive_ended(&bits);
}

static bool block_docs(const uint8_t *data, size_t size, unsigned k, uint32_t base, uint32_t last,
                       uint32_t *docs, size_t *used)
{
    *used = 0;
    if (k == 31) {
        for (uint32_t i = 0; i < 128; i++) {
            docs[i] = base + i;
        }
    } else if (k == 0) {
        if (!bit_set_docs(data, size, base, last, docs, used)) {
            return false;
        }
    } else if (k > 20 || !rice_docs(data, size, k, base, docs, used)) {
        return false;
    }
    return docs[127] == last;
}

/* Exceptions of a block: quotients, excesses, low bits, each for all. */
static bool block_exceptions(struct naive_bits *bits, unsigned e, unsigned k, uint32_t *tfs)
{
    uint64_t quotients[128], excesses[128], next = 0;
    for (unsigned i = 0; i < e; i++) {
        quotients[i] = naive_unary(bits);
    }
    for (unsigned i = 0; i < e; i++) {
        excesses[i] = naive_unary(bits);
    }
    for (size_t i = 0; i < 128; i++) {
        tfs[i] = 1;
    }
    for (unsigned i = 0; i < e; i++) {
        uint64_t place = next + (quotients[i] << k) + naive_number(bits, k);
        if (bits->failed || place >= 128) {
            return false;
        }
        tfs[place] = 2 + (uint32_t)excesses[i];
        next = place + 1;
    }
    return true;
}

/* The places and frequencies of exceptions of a short list. */
static bool exceptions(struct naive_bits *bits, unsigned e, unsigned k, size_t count, uint32_t *tfs)
{
    uint64_t places[128], next = 0;
    for (unsigned i = 0; i < e; i++) {
        places[i] = next + rice(bits, k);
        if (bits->failed || places[i] >= count) {
            return false;
        }
        next = places[i] + 1;
    }
    for (size_t i = 0; i < count; i++) {
        tfs[i] = 1;
    }
    for (unsigned i = 0; i < e; i++) {
        tfs[places[i]] = 2 + (uint32_t)naive_unary(bits);
    }
    return true;
}

static bool block_tfs(const uint8_t *data, size_t size, uint32_t *tfs)
{
    if (size == 0) {
        return false;
    }
    unsigned m = data[0];
    if (m >= 128) {
        if (m > 134 || size < 2 || data[1] > 128) {
            return false;
        }
        struct naive_bits bits = {data + 2, size - 2, 0, false};
        return block_exceptions(&bits, data[1], m - 128, tfs) && naive_ended(&bits);
    }
    if (m > 15 || size < 1 + 16 * (size_t)m) {
        return false;
    }
    struct naive_bits bits = {data + 1 + 16 * m, size - 1 - 16 * m, 0, false};
    for (unsigned i = 0; i < 128; i++) {
        tfs[i] = 1 + ((uint32_t)naive_unary(&bits) << m) + lane_value(data + 1, m, i);
    }
    return naive_ended(&bits);
}

bool naive_block(const uint8_t *data, size_t size, uint8_t kind, uint32_t base, uint32_t last,
                 uint32_t docs[128], uint32_t tfs[128])
{
    size_t used = 0;
    if ((kind & 0x60) != 0 || !block_docs(data, size, kind & 31u, base, last, docs, &used)) {
        return false;
    }
    if (kind & 128) {
        for (unsigned i = 0; i < 128; i++) {
            tfs[i] = 1;
        }
        return used == size;
    }
    return block_tfs(data + used, size - used, tfs);
}

static void interpolate(struct naive_bits *bits, uint32_t *docs, uint32_t a, uint32_t b,
                        uint32_t least, uint32_t limit)
{
    if (a < b) {
        uint32_t c = (a + b) / 2, x = least + (c - a), y = limit - (b - c);
        docs[c] = x + naive_middle(bits, y - x + 1);
        interpolate(bits, docs, a, c, least, docs[c]);
        interpolate(bits, docs, c + 1, b, docs[c] + 1, limit);
    }
}

bool naive_short(const uint8_t *data, size_t size, size_t count, uint32_t base, uint32_t limit,
                 uint32_t *docs, uint32_t *tfs)
{
    struct naive_bits bits = {data, size, 0, false};
    if (limit < base || limit - base < count) {
        return false;
    }
    interpolate(&bits, docs, 0, (uint32_t)count, base, limit);
    if (naive_bit(&bits)) {
        for (size_t i = 0; i < count; i++) {
            tfs[i] = 1;
        }
        return naive_ended(&bits);
    }
    unsigned form = (unsigned)naive_number(&bits, 2);
    if (form == 2) {
        unsigned e = (unsigned)naive_number(&bits, 7), k = (unsigned)naive_number(&bits, 3);
        return k <= 6 && exceptions(&bits, e, k, count, tfs) && naive_ended(&bits);
    }
    unsigned k = form == 1 ? (unsigned)naive_number(&bits, 4) : 0;
    for (size_t i = 0; i < count; i++) {
        tfs[i] = 1 + (uint32_t)rice(&bits, k);
    }
    return form < 2 && (form == 0 || k > 0) && naive_ended(&bits);
}

static unsigned bit_length(uint64_t x)
{
    unsigned length = 0;
    while (x >> length != 0) {
        length++;
    }
    return length;
}

/* bits_for of CODEC.md */
static unsigned bits_of(uint64_t n)
{
    return n <= 1 ? 0 : bit_length(n - 1);
}

static unsigned quotient_shift(uint64_t f, uint64_t limit)
{
    unsigned k = 0;
    while (f << (k + 1) <= limit) {
        k++;
    }
    return k;
}

static uint64_t share_bits(uint64_t f, uint64_t limit)
{
    unsigned k = quotient_shift(f > 0 ? f : 1, limit);
    return f == 0   ? 0
           : f == 1 ? bits_of(limit)
           : f == 2 ? bits_of(limit) + bits_of(limit / 2)
                    : f + ((limit - 1) >> k) + f * k;
}

/* One limit for all must be the power of two that the largest of them needs. */
static bool take_one_limit(struct naive_bits *bits, uint32_t *limits, size_t count)
{
    uint32_t most = 0;
    unsigned w = (unsigned)naive_number(bits, 6);
    for (size_t i = 0; i < count; i++) {
        most = limits[i] > most ? limits[i] : most;
        limits[i] = w < 31 ? (uint32_t)1 << w : INT32_MAX;
    }
    return w >= 1 && w == bits_of(most);
}

/* The sums in front must be what frequencies and limits give. */
static bool check_head(struct naive_bits *bits, const uint32_t *tfs, uint32_t *limits, size_t count)
{
    uint64_t sum = 0, largest = 0;
    unsigned b = count > 32 ? (unsigned)naive_number(bits, 6) : 0;
    if (b == 63) {
        return take_one_limit(bits, limits, count);
    }
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && i % 32 == 0) {
            if (naive_number(bits, b) != sum) {
                return false;
            }
            largest = sum > largest ? sum : largest;
            sum = 0;
        }
        sum += share_bits(tfs[i], limits[i]);
    }
    return count <= 32 || b == bit_length(largest); /* bits_for(largest + 1) is its bit length */
}

static bool read_pair(struct naive_bits *bits, uint64_t limit, uint64_t out[2])
{
    uint64_t first = naive_number(bits, bits_of(limit));
    uint64_t way = naive_number(bits, bits_of(limit / 2)) + 1, second = (first + way) % limit;
    out[0] = first < second ? first : second;
    out[1] = first < second ? second : first;
    bool shorter = first < second ? second - first <= limit / 2 : first - second > limit / 2;
    return first < limit && way <= limit / 2 && first != second && shorter;
}

static bool read_share(struct naive_bits *bits, uint64_t f, uint64_t limit, uint32_t *out)
{
    unsigned k = quotient_shift(f, limit);
    uint64_t zeros = 0, last = (limit - 1) >> k, pair[2];
    if (f == 1) {
        out[0] = (uint32_t)naive_number(bits, bits_of(limit));
        return true;
    }
    if (f == 2) {
        bool good = read_pair(bits, limit, pair);
        out[0] = (uint32_t)pair[0];
        out[1] = (uint32_t)pair[1];
        return good;
    }
    for (uint64_t j = 0; j < f; j++) {
        zeros += naive_unary(bits);
        if (bits->failed || zeros > last) {
            return false;
        }
        out[j] = (uint32_t)(zeros << k);
    }
    for (; zeros < last; zeros++) {
        if (naive_bit(bits) != 0) {
            return false;
        }
    }
    for (uint64_t j = 0; j < f; j++) {
        out[j] |= (uint32_t)naive_number(bits, k);
    }
    return true;
}

bool naive_positions(const uint8_t *data, size_t size, const uint32_t *tfs,
                     const uint32_t *document_limits, size_t count, uint32_t *positions)
{
    struct naive_bits bits = {data, size, 0, false};
    uint32_t limits[128];
    memcpy(limits, document_limits, count * sizeof *limits);
    if (!check_head(&bits, tfs, limits, count)) {
        return false;
    }
    for (size_t i = 0; i < count; positions += tfs[i++]) {
        if (tfs[i] > limits[i] || (tfs[i] > 0 && !read_share(&bits, tfs[i], limits[i], positions))) {
            return false;
        }
        for (size_t j = 0; j < tfs[i]; j++) {
            if (positions[j] >= document_limits[i] || (j > 0 && positions[j] <= positions[j - 1])) {
                return false;
            }
        }
    }
    return naive_ended(&bits);
}

/* Which documents have parts: a mark each; the bytes that tell it into *used. */
static bool part_places(const uint8_t *data, size_t size, size_t count, uint32_t *marks,
                        size_t *used)
{
    uint8_t method = data[0];
    *used = 1;
    for (size_t i = 0; i < count; i++) {
        marks[i] = method >= 2;
    }
    if (method == 0) {
        *used = 1 + (count + 7) / 8;
        for (size_t bit = 0; *used <= size && bit < 8 * ((count + 7) / 8); bit++) {
            if (data[1 + bit / 8] >> bit % 8 & 1) {
                if (bit >= count) {
                    return false;
                }
                marks[bit] = 1;
            }
        }
    } else if (method == 1) {
        *used = size < 2 ? 2 : 2 + (size_t)data[1];
        for (size_t i = 2; *used <= size && i < *used; i++) {
            if (data[i] >= count || (i > 2 && data[i] <= data[i - 1])) {
                return false;
            }
            marks[data[i]] = 1;
        }
    }
    return method <= 3 && *used <= size;
}

bool naive_parts(const uint8_t *data, size_t size, const uint32_t *tfs, size_t count,
                 uint32_t *parts)
{
    uint32_t marks[128] = {0};
    size_t used = 0;
    memset(parts, 0, count * sizeof *parts);
    if (size == 0) {
        return true;
    }
    if (!part_places(data, size, count, marks, &used)) {
        return false;
    }
    struct naive_bits bits = {.data = data + used, .size = size - used};
    for (size_t i = 0; i < count; i++) {
        bool less = marks[i] && data[0] < 3 && tfs[i] > 1 && naive_bit(&bits);
        parts[i] = !marks[i] ? 0 : less ? tfs[i] - 1 : tfs[i];
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t more = marks[i] && parts[i] < tfs[i] && tfs[i] > 2 ? naive_golomb(&bits, 0) : 0;
        if (more > 0 && more >= parts[i]) {
            return false;
        }
        parts[i] -= (uint32_t)more;
    }
    return naive_ended(&bits);
}

static uint64_t golomb_bits(uint64_t value)
{
    uint64_t bits = 1;
    for (value++; value > 1; value >>= 1) {
        bits += 2;
    }
    return bits;
}

size_t naive_parts_bytes(const uint32_t *tfs, const uint32_t *parts, size_t count)
{
    size_t found = 0, pure = 0, map = (count + 7) / 8, bits = 0;
    for (size_t i = 0; i < count; i++) {
        found += parts[i] > 0;
        pure += parts[i] == tfs[i];
        bits += parts[i] > 0 && tfs[i] > 1;
        if (parts[i] > 0 && parts[i] < tfs[i] && tfs[i] > 2) {
            bits += golomb_bits(tfs[i] - parts[i] - 1);
        }
    }
    size_t places = found == count ? 0 : 1 + found < map ? 1 + found : map;
    return found == 0 ? 0 : pure == count ? 1 : 1 + places + (bits + 7) / 8;
}

#include "indexer/source/plain_json.h"

#include "common/base/utf8.h"

struct reader {
    const uint8_t *at, *end;
    uint8_t *out; /* where unescaped bytes go */
};

static bool is_plain(uint8_t c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* Whether one of eight bytes is not plain. */
static bool has_special(uint64_t eight)
{
    const uint64_t ones = UINT64_MAX / 255;
    uint64_t control = eight - 0x20 * ones;
    uint64_t quote = (eight ^ '"' * ones) - ones, escape = (eight ^ '\\' * ones) - ones;
    return ((eight | control | quote | escape) & 0x80 * ones) != 0;
}

static const uint8_t *skip_plain(const uint8_t *at, const uint8_t *end)
{
    for (uint64_t eight; end - at >= 8; at += 8) {
        memcpy(&eight, at, 8);
        if (has_special(eight)) {
            break;
        }
    }
    while (at < end && is_plain(*at)) {
        at++;
    }
    return at;
}

/* A code point of four hexadecimal digits; 0: none, or a surrogate. */
static uint32_t read_point(const uint8_t *at)
{
    uint32_t point = 0;
    for (int i = 0; i < 4; i++) {
        uint8_t digit = (uint8_t)(at[i] - '0'), letter = (uint8_t)((at[i] | 0x20) - 'a');
        if (digit > 9 && letter > 5) {
            return 0;
        }
        point = point << 4 | (digit <= 9 ? digit : letter + 10u);
    }
    return point >= 0xD800 && point <= 0xDFFF ? 0 : point;
}

/* What a backslash at reader->at begins. */
static bool read_escape(struct reader *in)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    if (in->end - in->at < 2) {
        return false;
    }
    uint8_t c = in->at[1];
    if (c == 'u') {
        uint32_t point = in->end - in->at < 6 ? 0 : read_point(in->at + 2);
        in->out += point ? utf8_write(point, in->out) : 0;
        in->at += 6;
        return point != 0;
    }
    const char *name = c ? strchr(names, c) : NULL;
    if (name == NULL) {
        return false;
    }
    *in->out++ = (uint8_t)values[name - names];
    in->at += 2;
    return true;
}

static void copy_run(struct reader *in, const uint8_t *run)
{
    size_t size = (size_t)(in->at - run);
    memcpy(in->out, run, size);
    in->out += size;
}

/* A string from its opening quote on; *escaped: its value is not a view into the record. */
static bool read_string(struct reader *in, struct bytes *value, bool *escaped)
{
    if (in->at == in->end || *in->at != '"') {
        return false;
    }
    const uint8_t *run = ++in->at, *start = in->out;
    *escaped = false;
    for (;;) {
        in->at = skip_plain(in->at, in->end);
        if (in->at == in->end || *in->at < 0x20) {
            return false;
        }
        if (*in->at == '"') {
            break;
        }
        if (*in->at >= 0x80) {
            size_t size;
            int valid;
            utf8_read(in->at, in->end, &size, &valid);
            if (!valid) {
                return false;
            }
            in->at += size;
            continue;
        }
        *escaped = true;
        copy_run(in, run);
        if (!read_escape(in)) {
            return false;
        }
        run = in->at;
    }
    *value = bytes_of(run, (size_t)(in->at - run));
    if (*escaped) {
        copy_run(in, run);
        *value = bytes_of(start, (size_t)(in->out - start));
    }
    in->at++;
    return true;
}

/* Digits that need no rounding and are written as the library would. */
static bool read_integer(struct reader *in, struct bytes *value)
{
    enum { MOST_DIGITS = 18 };
    const uint8_t *start = in->at;
    while (in->at < in->end && (uint8_t)(*in->at - '0') < 10) {
        in->at++;
    }
    *value = bytes_of(start, (size_t)(in->at - start));
    return value->size > 0 && value->size <= MOST_DIGITS && (*start != '0' || value->size == 1) &&
           in->at < in->end && (*in->at == ',' || *in->at == '}' || *in->at == ' ');
}

/* The next byte that is no blank; 0 at the end. */
static uint8_t next_sign(struct reader *in)
{
    while (in->at < in->end &&
           (*in->at == ' ' || *in->at == '\t' || *in->at == '\n' || *in->at == '\r')) {
        in->at++;
    }
    return in->at < in->end ? *in->at : 0;
}

static bool take(struct reader *in, uint8_t sign)
{
    bool there = next_sign(in) == sign;
    in->at += there;
    return there;
}

static bool read_member(struct reader *in, struct plain_member *member)
{
    bool escaped;
    next_sign(in);
    if (!read_string(in, &member->key, &escaped) || escaped || !take(in, ':')) {
        return false;
    }
    member->is_string = next_sign(in) == '"';
    return member->is_string ? read_string(in, &member->value, &escaped)
                             : read_integer(in, &member->value);
}

static bool is_among(const struct plain_member *members, unsigned count, struct bytes key)
{
    unsigned i = 0;
    while (i < count && !bytes_equal(members[i].key, key)) {
        i++;
    }
    return i < count;
}

unsigned plain_json_read(struct bytes record, uint8_t *scratch,
                         struct plain_member members[PLAIN_JSON_MEMBERS])
{
    struct reader in = {record.data, record.data + record.size, scratch};
    unsigned count = 0;
    if (record.size == 0 || !take(&in, '{')) {
        return 0;
    }
    do {
        if (count == PLAIN_JSON_MEMBERS || !read_member(&in, &members[count]) ||
            is_among(members, count, members[count].key)) {
            return 0;
        }
        count++;
    } while (take(&in, ','));
    return take(&in, '}') && next_sign(&in) == 0 && in.at == in.end ? count : 0;
}

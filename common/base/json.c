#include "common/base/json.h"

#include "common/base/utf8.h"

static void append_control(struct buffer *out, uint32_t point)
{
    switch (point) {
    case '\n':
        buffer_append_text(out, "\\n");
        break;
    case '\r':
        buffer_append_text(out, "\\r");
        break;
    case '\t':
        buffer_append_text(out, "\\t");
        break;
    default:
        buffer_append_format(out, "\\u%04x", point);
    }
}

void json_append_string(struct buffer *out, struct bytes text)
{
    const uint8_t *at = text.data, *end = at ? at + text.size : at;
    buffer_append_byte(out, '"');
    while (at < end) {
        size_t size;
        int valid;
        uint32_t point = utf8_read(at, end, &size, &valid);
        if (point < 0x20 || point == 0x7F) {
            append_control(out, point);
        } else if (point == '"' || point == '\\') {
            buffer_append_byte(out, '\\');
            buffer_append_byte(out, (uint8_t)point);
        } else if (valid) {
            buffer_append(out, at, size);
        } else {
            buffer_append_text(out, "\xEF\xBF\xBD");
        }
        at += size;
    }
    buffer_append_byte(out, '"');
}

void json_append_number(struct buffer *out, const char *name, uint64_t value)
{
    buffer_append_format(out, "\"%s\":%llu", name, (unsigned long long)value);
}

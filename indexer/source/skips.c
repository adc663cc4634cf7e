#include "indexer/source/skips.h"

#include <stdio.h>
#include <string.h>

#include "common/base/utf8.h"

void skips_note(struct skips *skips, enum skip_reason reason, struct bytes name, uint64_t line)
{
    if (skips->counts[reason]++ == 0) {
        size_t size = name.size < 200 ? name.size : 200;
        char *out = skips->first[reason];
        if (size > 0) {
            memcpy(out, name.data, size);
        }
        utf8_hide_controls((uint8_t *)out, size);
        out[size] = '\0';
        if (line > 0) {
            snprintf(out + size, sizeof skips->first[reason] - size, ":%llu",
                     (unsigned long long)line);
        }
    }
}

void skips_add(struct skips *skips, const struct skips *more)
{
    for (int i = 0; i < SKIP_REASONS; i++) {
        if (skips->counts[i] == 0 && more->counts[i] > 0) {
            memcpy(skips->first[i], more->first[i], sizeof skips->first[i]);
        }
        skips->counts[i] += more->counts[i];
    }
}

const char *skip_reason_name(enum skip_reason reason)
{
    static const char *const names[SKIP_REASONS] = {
        [SKIP_INVALID_JSON] = "invalid-json",
        [SKIP_NO_TEXT] = "no-text",
        [SKIP_EMPTY] = "empty",
        [SKIP_TOO_LONG] = "too-long",
        [SKIP_UNREADABLE] = "unreadable",
        [SKIP_DAMAGED_GZIP] = "damaged-gzip",
        [SKIP_TRAILING_GARBAGE] = "trailing-garbage",
        [SKIP_SYMLINK_LOOP] = "symlink-loop",
        [SKIP_TOO_DEEP] = "too-deep",
        [SKIP_NOT_A_FILE] = "not-a-file",
        [SKIP_BINARY] = "binary",
        [SKIP_INVALID_UTF8] = "invalid-utf8",
        [SKIP_DUPLICATE_ID] = "duplicate-id",
    };
    return names[reason];
}

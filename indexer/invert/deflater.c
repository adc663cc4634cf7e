#include "indexer/invert/deflater.h"

#include <libdeflate.h>

#include "common/base/memory.h"

/* Level 1 takes a ninth of the time of zlib's level 6 for 7 % more bytes (90 MB of speeches in
 * blocks of 48 KiB: 0.44 s and 35.8 MB against 3.89 s and 33.4 MB). */
enum { LEVEL = 1 };

struct deflater {
    struct libdeflate_compressor *compressor;
};

enum status deflater_create(struct deflater **created, struct error *err)
{
    struct deflater *deflater = memory_alloc_array(1, sizeof *deflater);
    if (deflater == NULL) {
        return error_set_memory(err);
    }
    deflater->compressor = libdeflate_alloc_compressor(LEVEL);
    if (deflater->compressor == NULL) {
        memory_free(deflater);
        return error_set_memory(err);
    }
    *created = deflater;
    return STATUS_OK;
}

enum status deflater_append(struct deflater *deflater, struct bytes raw, struct buffer *out,
                            struct error *err)
{
    size_t most = libdeflate_zlib_compress_bound(deflater->compressor, raw.size);
    if (!buffer_reserve(out, most)) {
        return error_set_memory(err);
    }
    static const uint8_t nothing[1];
    const uint8_t *data = raw.size ? raw.data : nothing;
    out->size += libdeflate_zlib_compress(deflater->compressor, data, raw.size,
                                          out->data + out->size, most);
    return STATUS_OK;
}

void deflater_destroy(struct deflater *deflater)
{
    if (deflater != NULL) {
        libdeflate_free_compressor(deflater->compressor);
        memory_free(deflater);
    }
}

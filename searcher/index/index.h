/* An opened index: the manifest's segments, mapped. Immutable and shareable between threads. */
#ifndef STICHWORT_SEARCHER_INDEX_INDEX_H
#define STICHWORT_SEARCHER_INDEX_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/error.h"
#include "common/format/manifest.h"
#include "common/format/segment.h"
#include "common/text/analyzer.h"

struct index_segment {
    struct segment segment;
    uint64_t first_document; /* number of its document 0 over all segments */
    struct file_map deleted_map;
    struct bytes deleted;    /* bit map, one bit a document; empty: none deleted */
};

struct index {
    struct index_segment *segments;
    size_t segment_count;
    enum analyzer_kind analyzer;
    bool has_spellings;        /* lists tell how words are written */
    bool has_parts;            /* lists count words as parts of compounds too */
    double k1, b;              /* as stored */
    uint64_t documents;        /* of all segments, deleted ones too */
    uint64_t deleted;
    uint64_t tokens;           /* sum of document lengths */
    struct manifest manifest;
    char path[512];
};

/* Opens the index in folder `path`. STATUS_MISSING, STATUS_INCOMPATIBLE (version, analyzer
 * fingerprint) or STATUS_DAMAGED otherwise. The index is the caller's. */
enum status index_open(struct index **index, const char *path, struct error *err);

void index_close(struct index *index);

/* The segment that holds a document and its number there. */
const struct index_segment *index_locate(const struct index *index, uint64_t document,
                                         uint32_t *local);

/* The external id of a document; the view is valid until `scratch` changes. */
enum status index_document_id(const struct index *index, uint64_t document, struct buffer *scratch,
                              struct bytes *id, struct error *err);

/* The live document with this external id, if there is one. Looks at all ids. */
enum status index_find_document(const struct index *index, struct bytes id, uint64_t *document,
                                bool *found, struct error *err);

/* The stored fields of a document; views into scratch. Fields that were not stored are empty. */
struct stored_document {
    struct bytes title, text, url, date;
};
enum status index_stored_document(const struct index *index, uint64_t document,
                                  struct buffer *scratch, struct stored_document *stored,
                                  struct error *err);

#endif

#include "searcher/index/index.h"

#include <stdio.h>
#include <string.h>

#include "common/base/byte_reader.h"
#include "common/base/memory.h"
#include "common/format/deleted.h"
#include "common/score/bm25.h"

static enum status open_segment(struct index *index, const char *folder, size_t number,
                                struct error *err)
{
    struct index_segment *segment = &index->segments[number];
    const struct manifest_segment *entry = &index->manifest.segments[number];
    char path[600];
    enum status status =
        manifest_file_path(path, sizeof path, folder, "segment", entry->file, err);
    if (status == STATUS_OK) {
        status = segment_open(&segment->segment, path, err);
    }
    if (status == STATUS_OK && segment->segment.facts.documents != entry->documents) {
        return segment_damaged(&segment->segment, segment->segment.map.bytes.data, "segment", err);
    }
    if (status == STATUS_OK && entry->deleted_file != 0) {
        status = manifest_file_path(path, sizeof path, folder, "deleted", entry->deleted_file, err);
        if (status == STATUS_OK) {
            status = file_map_open(&segment->deleted_map, path, err);
        }
        if (status == STATUS_OK) {
            status = deleted_parse(segment->deleted_map.bytes, segment->segment.facts.documents,
                                   entry->deleted_count, path, &segment->deleted, err);
        }
    }
    if (status == STATUS_OK) {
        segment->first_document = index->documents;
        index->documents += entry->documents;
        index->deleted += entry->deleted_count;
        index->tokens += segment->segment.facts.tokens;
    }
    return status;
}

/* One analyzer for all segments, and the one this program has. */
static enum status check_analyzer(struct index *index, struct error *err)
{
    uint64_t fingerprint = 0;
    if (index->segment_count == 0) {
        return STATUS_OK;
    }
    const struct segment_facts *first = &index->segments[0].segment.facts;
    index->analyzer = (enum analyzer_kind)first->analyzer;
    index->has_spellings = (first->flags & FACTS_SPELLINGS) != 0;
    index->has_parts = (first->flags & FACTS_PARTS) != 0;
    index->k1 = first->k1;
    index->b = first->b;
    enum status status = analyzer_fingerprint(index->analyzer, &fingerprint, err);
    for (size_t i = 0; status == STATUS_OK && i < index->segment_count; i++) {
        const struct segment_facts *facts = &index->segments[i].segment.facts;
        uint32_t unlike = (facts->flags ^ first->flags) & (FACTS_PARTS | FACTS_SPELLINGS);
        if (facts->fingerprint != fingerprint || facts->analyzer != first->analyzer || unlike != 0) {
            status = error_set_file(err, STATUS_INCOMPATIBLE, index->segments[i].segment.path, -1,
                                    "was made with another analyzer or stemmer version; build the "
                                    "index again with this program");
        }
    }
    return status;
}

static enum status open_segments(struct index *index, const char *path, struct error *err)
{
    enum status status = manifest_read(&index->manifest, path, err);
    if (status == STATUS_OK) {
        index->segments = memory_alloc_array(index->manifest.segment_count, sizeof *index->segments);
        status = index->segments ? STATUS_OK : error_set_memory(err);
    }
    for (size_t i = 0; status == STATUS_OK && i < index->manifest.segment_count; i++) {
        index->segment_count = i + 1;
        status = open_segment(index, path, i, err);
    }
    return status;
}

static void close_segments(struct index *index)
{
    for (size_t i = 0; i < index->segment_count; i++) {
        segment_close(&index->segments[i].segment);
        file_map_close(&index->segments[i].deleted_map);
    }
    memory_free(index->segments);
    manifest_release(&index->manifest);
    index->segments = NULL;
    index->segment_count = 0;
    index->documents = index->deleted = index->tokens = 0;
}

enum status index_open(struct index **opened, const char *path, struct error *err)
{
    struct index *index = memory_alloc_array(1, sizeof *index);
    if (index == NULL) {
        return error_set_memory(err);
    }
    snprintf(index->path, sizeof index->path, "%s", path);
    index->k1 = BM25_DEFAULT_K1; /* of an index without segments */
    index->b = BM25_DEFAULT_B;
    struct error found = ERROR_NONE;
    enum status status = open_segments(index, path, &found);
    while (status == STATUS_MISSING && manifest_is_replaced(&index->manifest, path)) { /* its files were taken away */
        close_segments(index);
        found = (struct error)ERROR_NONE;
        status = open_segments(index, path, &found);
    }
    if (status == STATUS_MISSING && index->manifest.segment_count > 0) { /* named, but not there */
        status = found.status = STATUS_DAMAGED;
    }
    if (status != STATUS_OK && err != NULL) {
        *err = found;
    }
    if (status == STATUS_OK) {
        status = check_analyzer(index, err);
    }
    if (status != STATUS_OK) {
        index_close(index);
        return status;
    }
    *opened = index;
    return STATUS_OK;
}

void index_close(struct index *index)
{
    if (index == NULL) {
        return;
    }
    close_segments(index);
    memory_free(index);
}

const struct index_segment *index_locate(const struct index *index, uint64_t document,
                                         uint32_t *local)
{
    size_t i = index->segment_count - 1;
    while (i > 0 && index->segments[i].first_document > document) {
        i--;
    }
    *local = (uint32_t)(document - index->segments[i].first_document);
    return &index->segments[i];
}

enum status index_document_id(const struct index *index, uint64_t document, struct buffer *scratch,
                              struct bytes *id, struct error *err)
{
    uint32_t local;
    const struct index_segment *segment = index_locate(index, document, &local);
    return segment_document_id(&segment->segment, local, scratch, id, err);
}

static bool is_deleted(const struct index_segment *segment, uint32_t document)
{
    return segment->deleted.size > 0 && (segment->deleted.data[document / 8] >> document % 8 & 1);
}

enum status index_find_document(const struct index *index, struct bytes id, uint64_t *document,
                                bool *found, struct error *err)
{
    enum status status = STATUS_OK;
    *found = false;
    for (size_t s = 0; s < index->segment_count && !*found && status == STATUS_OK; s++) {
        const struct index_segment *segment = &index->segments[s];
        uint32_t local = 0;
        status = segment_find_document(&segment->segment, id, &local, found, err);
        *found = status == STATUS_OK && *found && !is_deleted(segment, local);
        *document = segment->first_document + local;
    }
    return status;
}

enum status index_stored_document(const struct index *index, uint64_t document,
                                  struct buffer *scratch, struct stored_document *stored,
                                  struct error *err)
{
    static const char *const names[] = {"title", "text", "url", "date"};
    struct stored_document found = {0};
    struct bytes *const values[] = {&found.title, &found.text, &found.url, &found.date};
    struct bytes record;
    uint32_t local;
    const struct index_segment *segment = index_locate(index, document, &local);
    enum status status =
        segment_stored_record(&segment->segment, local, scratch, &record, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct byte_reader in = byte_reader_of(record);
    uint64_t fields = record.size ? byte_reader_varint(&in) : 0;
    for (uint64_t f = 0; f < fields && !in.failed; f++) {
        struct bytes name = byte_reader_view(&in, byte_reader_varint(&in));
        struct bytes value = byte_reader_view(&in, byte_reader_varint(&in));
        for (size_t i = 0; i < 4; i++) {
            if (bytes_equal(name, bytes_of_text(names[i])) && values[i]->size == 0) {
                *values[i] = value;
            }
        }
    }
    *stored = found;
    return STATUS_OK;
}

#include "indexer/write/segment_writer.h"

#include <assert.h>
#include <string.h>

#include "common/format/signature.h"
#include "indexer/write/part_runs.h"
#include "indexer/write/posting_merge.h"
#include "indexer/write/segment_file.h"

static_assert(ANALYZER_KINDS == FORMAT_LAST_ANALYZER + 1, "every kind can be written");

struct lengths {
    uint64_t tokens;
    uint32_t largest, smallest;
    double average;
};

static struct lengths sum_lengths(const struct collection *collection)
{
    struct lengths sum = {.smallest = collection->document_count ? UINT32_MAX : 0};
    const uint32_t *length = collection_lengths(collection);
    for (uint32_t d = 0; d < collection->document_count; d++) {
        sum.tokens += length[d];
        sum.largest = length[d] > sum.largest ? length[d] : sum.largest;
        sum.smallest = length[d] < sum.smallest ? length[d] : sum.smallest;
    }
    if (collection->document_count > 0) {
        sum.average = (double)sum.tokens / (double)collection->document_count;
    }
    return sum;
}

static void append_f64(struct buffer *out, double value)
{
    uint64_t raw;
    memcpy(&raw, &value, sizeof raw);
    buffer_append_u64(out, raw);
}

static enum status append_facts(struct buffer *out, const struct posting_merge *merge,
                                const struct segment_settings *settings,
                                const struct lengths *lengths, struct error *err)
{
    uint64_t fingerprint = 0, stored_bytes = 0;
    const struct collection *collection = merge->collection;
    const struct stored_block *blocks = (const void *)collection->blocks.data;
    for (size_t i = 0; i < collection->blocks.size / sizeof *blocks; i++) {
        stored_bytes += blocks[i].raw_bytes;
    }
    enum status status = analyzer_fingerprint(settings->analyzer, &fingerprint, err);
    buffer_append_u32(out, (uint32_t)settings->analyzer);
    buffer_append_u32(out, (settings->store ? FACTS_STORED : 0) |
                               (settings->number_ids ? FACTS_NUMBER_IDS : 0) |
                               (merge->parts ? FACTS_PARTS : 0) |
                               (merge->compounds ? FACTS_SPELLINGS : 0));
    buffer_append_u64(out, fingerprint);
    append_f64(out, settings->k1);
    append_f64(out, settings->b);
    buffer_append_u32(out, merge->documents);
    buffer_append_u32(out, merge->dictionary.terms);
    buffer_append_u64(out, lengths->tokens);
    buffer_append_u64(out, merge->postings);
    buffer_append_u32(out, lengths->largest);
    buffer_append_u32(out, lengths->smallest);
    buffer_append_u64(out, 0);
    append_f64(out, lengths->average);
    buffer_append_u64(out, stored_bytes);
    buffer_append_zeros(out, FORMAT_FACTS_BYTES - out->size);
    return status;
}

static void append_section(struct segment_file *file, enum section section, struct buffer *content)
{
    segment_file_begin(file, section);
    segment_file_append(file, content->data, content->size);
    content->size = 0; /* a failure stays noted */
}

static void append_lengths(struct segment_file *file, const struct collection *collection,
                           struct buffer *scratch)
{
    const uint32_t *length = collection_lengths(collection);
    for (uint32_t d = 0; d < collection->document_count; d++) {
        bool is_long = length[d] >= FORMAT_LONG_LENGTH;
        buffer_append_u16(scratch, is_long ? FORMAT_LONG_LENGTH : (uint16_t)length[d]);
    }
    append_section(file, SECTION_LENGTHS, scratch);
    for (uint32_t d = 0; d < collection->document_count; d++) {
        if (length[d] >= FORMAT_LONG_LENGTH) {
            buffer_append_u32(scratch, d);
            buffer_append_u32(scratch, length[d]);
        }
    }
    append_section(file, SECTION_LONG_LENGTHS, scratch);
}

static enum status append_ids(struct segment_file *file, const struct collection *collection,
                              struct buffer *scratch, struct error *err)
{
    struct buffer groups = {0};
    struct bytes before = {NULL, 0};
    for (uint32_t d = 0; d < collection->document_count; d++) {
        struct bytes id = id_list_at(&collection->ids, d);
        size_t shared = 0;
        if (d % FORMAT_ID_GROUP == 0) {
            buffer_append_u32(scratch, (uint32_t)groups.size);
        } else {
            while (shared < id.size && shared < before.size &&
                   id.data[shared] == before.data[shared]) {
                shared++;
            }
        }
        buffer_append_varint(&groups, shared);
        buffer_append_varint(&groups, id.size - shared);
        buffer_append(&groups, id.data + shared, id.size - shared);
        before = id;
    }
    enum status status = STATUS_OK;
    if (groups.failed) {
        status = error_set_memory(err);
    } else if (groups.size > UINT32_MAX) {
        status = error_set(err, STATUS_LIMIT, "the ids of a segment pass 4 GiB");
    }
    buffer_append_u32(scratch, (uint32_t)groups.size);
    buffer_append(scratch, groups.data, groups.size);
    append_section(file, SECTION_IDS, scratch);
    buffer_release(&groups);
    return status;
}

static enum status append_stored(struct segment_file *file, const struct collection *collection,
                                 bool store, struct buffer *scratch, struct error *err)
{
    const struct stored_block *blocks = (const void *)collection->blocks.data;
    size_t count = store ? collection->blocks.size / sizeof *blocks : 0;
    uint64_t offset = 0;
    uint32_t document = 0;
    for (size_t i = 0; i < count; i++) {
        buffer_append_u64(scratch, offset);
        offset += blocks[i].size_bytes;
    }
    if (store) {
        buffer_append_u64(scratch, offset);
    }
    for (size_t i = 0; i < count; i++) {
        buffer_append_u32(scratch, document);
        document += blocks[i].documents;
    }
    if (store) {
        buffer_append_u32(scratch, document);
    }
    append_section(file, SECTION_STORED_INDEX, scratch);
    segment_file_begin(file, SECTION_STORED);
    return store ? segment_file_append_spool(file, &collection->stored, err) : STATUS_OK;
}

/* All sections from the merged postings and the collection. */
static enum status append_sections(struct segment_file *file, struct posting_merge *merge,
                                   const struct segment_settings *settings,
                                   const struct lengths *lengths, struct buffer *scratch,
                                   struct error *err)
{
    enum status status = append_facts(scratch, merge, settings, lengths, err);
    append_section(file, SECTION_FACTS, scratch);
    append_section(file, SECTION_TERM_INDEX, &merge->dictionary.keys);
    append_section(file, SECTION_TERMS, &merge->dictionary.blocks);
    segment_file_begin(file, SECTION_POSTINGS);
    if (status == STATUS_OK) {
        status = segment_file_append_spool(file, &merge->lists, err);
    }
    segment_file_begin(file, SECTION_POSITIONS);
    if (status == STATUS_OK) {
        status = segment_file_append_spool(file, &merge->positions, err);
    }
    append_lengths(file, merge->collection, scratch);
    if (settings->number_ids) {
        append_section(file, SECTION_IDS, scratch);
    } else if (status == STATUS_OK) {
        status = append_ids(file, merge->collection, scratch, err);
    }
    if (status == STATUS_OK) {
        status = append_stored(file, merge->collection, settings->store, scratch, err);
    }
    append_section(file, SECTION_LEXICON, &merge->lexicon.starts);
    segment_file_append(file, merge->lexicon.blocks.data, merge->lexicon.blocks.size);
    segment_file_begin(file, SECTION_SPLITS);
    segment_file_append(file, settings->splits.data, settings->splits.size);
    segment_file_begin(file, SECTION_SIGNATURES);
    if (status == STATUS_OK) {
        status = segment_file_append_spool(file, &merge->collection->signatures, err);
    }
    return status == STATUS_OK && scratch->failed ? error_set_memory(err) : status;
}

static enum status write_file(struct posting_merge *merge, const struct segment_settings *settings,
                              const struct lengths *lengths, const char *path,
                              uint64_t *size_bytes, struct error *err)
{
    struct segment_file *file = NULL;
    struct buffer scratch = {0};
    enum status status = segment_file_create(&file, path, err);
    if (status != STATUS_OK) {
        return status;
    }
    status = append_sections(file, merge, settings, lengths, &scratch, err);
    buffer_release(&scratch);
    if (status != STATUS_OK) {
        segment_file_abandon(file);
        return status;
    }
    return segment_file_finish(file, size_bytes, err);
}

/* The lexicon's words and, if wanted, what compounds give their parts. */
static enum status learn(struct collection *collection, const struct segment_settings *settings,
                         struct compounds *compounds, struct part_runs *parts, struct error *err)
{
    struct exceptions *exceptions = NULL;
    if (!vocabulary_sort(&collection->vocabulary)) {
        return error_set_memory(err);
    }
    compounds->vocabulary = &collection->vocabulary;
    if (!settings->parts) {
        return STATUS_OK;
    }
    enum status status = exceptions_parse(&exceptions, settings->splits, "compounds", err);
    if (status == STATUS_OK) {
        const struct compound_rules rules = {.analyzer = settings->analyzer,
                                             .known = settings->known,
                                             .exceptions = exceptions,
                                             .documents = collection->document_count,
                                             .threads = settings->threads};
        status = compounds_learn(compounds, &collection->vocabulary, &rules, err);
    }
    exceptions_destroy(exceptions);
    return status == STATUS_OK ? part_runs_make(parts, err) : status;
}

enum status segment_write(struct collection *collection, const uint32_t *numbers,
                          const struct segment_settings *settings, const char *path,
                          struct segment_summary *summary, struct error *err)
{
    struct compounds compounds = {0};
    struct part_runs parts = {.collection = collection,
                              .compounds = &compounds,
                              .numbers = numbers,
                              .lengths = collection_lengths(collection),
                              .threads = settings->threads,
                              .memory_bytes = settings->memory_bytes / 4,
                              .stop = settings->stop,
                              .runs = {.folder = settings->folder,
                                       .memory_limit = settings->memory_bytes / 16}};
    uint64_t words = sum_lengths(collection).tokens; /* parts are not there yet */
    bool lexicon = settings->analyzer != ANALYZER_WHITESPACE;
    enum status status = lexicon ? learn(collection, settings, &compounds, &parts, err) : STATUS_OK;
    struct lengths lengths = sum_lengths(collection);
    uint32_t word_weight = settings->parts ? FORMAT_WORD_WEIGHT : 1;
    struct posting_merge merge = {.collection = collection,
                                  .numbers = numbers,
                                  .parts = settings->parts ? &parts : NULL,
                                  .compounds = lexicon ? &compounds : NULL,
                                  .lengths = collection_lengths(collection),
                                  .documents = collection->document_count,
                                  .bm25 = bm25_make(settings->k1 * word_weight, settings->b,
                                                    lengths.average),
                                  .word_weight = word_weight,
                                  .threads = settings->threads,
                                  .memory_bytes = settings->memory_bytes,
                                  .folder = settings->folder,
                                  .stop = settings->stop};
    uint64_t size_bytes = 0;
    if (status == STATUS_OK) {
        status = posting_merge_run(&merge, err);
    }
    if (status == STATUS_OK) {
        status = write_file(&merge, settings, &lengths, path, &size_bytes, err);
    }
    if (status == STATUS_OK) {
        *summary = (struct segment_summary){
            collection->document_count, merge.dictionary.terms, words, merge.postings,
            size_bytes, settings->store ? spool_size(&collection->stored) : 0};
    }
    posting_merge_release(&merge);
    part_runs_release(&parts);
    compounds_release(&compounds);
    return status;
}

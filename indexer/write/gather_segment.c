#include <string.h>

#include "common/base/memory.h"
#include "common/codec/codec.h"
#include "common/format/lexicon.h"
#include "common/format/signature.h"
#include "common/format/spellings.h"
#include "common/text/spelling.h"
#include "indexer/write/compounds.h"
#include "indexer/write/gather.h"
#include "indexer/write/stop.h"

enum { STEP_BYTES = 1 << 20 }; /* of the segment, between two looks at the stop flag */

struct gatherer {
    const struct segment *segment;
    struct collection *collection;
    uint32_t first_document;     /* of the segment, in the collection */
    struct gather_progress *progress;
    uint64_t read_bytes, told_bytes; /* of the segment */
    uint32_t *docs, *tfs, *parts;
    size_t capacity;
    struct spellings spellings;  /* of the list at hand */
    struct buffer forms_set;     /* without any: those of all forms of the term */
    struct buffer positions, payload, head, scratch;
};

static void tell(const struct gatherer *gatherer, uint64_t read_bytes)
{
    const struct gather_progress *progress = gatherer->progress;
    if (progress->options->progress != NULL) {
        progress->options->progress(progress->options->progress_context,
                                    progress->done_bytes + read_bytes, progress->total_bytes,
                                    gatherer->collection->document_count);
    }
}

/* Notes that `bytes` more of the segment are read. */
static enum status advance(struct gatherer *gatherer, uint64_t bytes, struct error *err)
{
    gatherer->read_bytes += bytes;
    if (gatherer->read_bytes - gatherer->told_bytes < STEP_BYTES) {
        return STATUS_OK;
    }
    gatherer->told_bytes = gatherer->read_bytes;
    tell(gatherer, gatherer->read_bytes);
    file_map_drop_pages(&gatherer->segment->map); /* no budget counts them */
    return stop_check(gatherer->progress->options->stop, err);
}

static enum status reserve(struct gatherer *gatherer, uint32_t df, struct error *err)
{
    if (df <= gatherer->capacity) {
        return STATUS_OK;
    }
    size_t capacity = 2 * (size_t)df + 256;
    memory_free(gatherer->docs);
    memory_free(gatherer->tfs);
    memory_free(gatherer->parts);
    gatherer->docs = memory_alloc_array(capacity, sizeof *gatherer->docs);
    gatherer->tfs = memory_alloc_array(capacity, sizeof *gatherer->tfs);
    gatherer->parts = memory_alloc_array(capacity, sizeof *gatherer->parts);
    gatherer->capacity = gatherer->docs && gatherer->tfs && gatherer->parts ? capacity : 0;
    return gatherer->capacity ? STATUS_OK : error_set_memory(err);
}

/* The positions of the block of `count` documents from `first` on into gatherer->positions. */
static enum status read_positions(struct gatherer *gatherer, const struct term_entry *entry,
                                  uint32_t first, uint32_t count, struct error *err)
{
    uint32_t limits[CODEC_BLOCK];
    uint64_t total = 0;
    const uint8_t *in, *end;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t length = segment_length(gatherer->segment, gatherer->docs[first + i]);
        limits[i] = format_position_limit(length);
        total += gatherer->tfs[first + i];
        if (gatherer->tfs[first + i] > length) {
            return segment_damaged(gatherer->segment, entry->list.data, "frequency", err);
        }
    }
    enum status status = segment_position_block(gatherer->segment, entry, first / CODEC_BLOCK, &in,
                                                &end, err);
    if (status != STATUS_OK) {
        return status;
    }
    gatherer->positions.size = 0;
    if (!buffer_reserve(&gatherer->positions, (size_t)total * sizeof(uint32_t) + CODEC_SLACK_BYTES)) {
        return error_set_memory(err);
    }
    if (!codec_positions_check(in, end, gatherer->tfs + first, limits, count,
                               (uint32_t *)(void *)gatherer->positions.data, &gatherer->scratch)) {
        return gatherer->scratch.failed
                   ? error_set_memory(err)
                   : segment_damaged(gatherer->segment, in, "positions", err);
    }
    return STATUS_OK;
}

/* How the term is written where its list does not say. */
static enum status read_spellings(struct gatherer *gatherer, const struct term_entry *entry,
                                  struct bytes term, struct error *err)
{
    struct lexicon_entry lexicon;
    struct lexicon_form form;
    bool there[256] = {false};
    buffer_reset(&gatherer->forms_set);
    enum status status = spellings_read(gatherer->segment, entry, &gatherer->spellings, err);
    if (status == STATUS_OK) {
        status = lexicon_find(gatherer->segment, entry->number, term, &lexicon, err);
    }
    for (uint32_t i = 0; status == STATUS_OK && i < lexicon.forms; i++) {
        if (!lexicon_next_form(&lexicon, &form)) {
            return segment_damaged(gatherer->segment, lexicon.at, "lexicon", err);
        }
        there[spelling_of(bytes_of(form.text, form.size))] |= form.documents > 0;
    }
    for (unsigned i = 0; i < 256 && gatherer->forms_set.size < UINT8_MAX; i++) {
        if (there[i]) {
            buffer_append_byte(&gatherer->forms_set, (uint8_t)i);
        }
    }
    return status == STATUS_OK && gatherer->forms_set.failed ? error_set_memory(err) : status;
}

static void append_spellings(struct gatherer *gatherer, uint32_t place)
{
    const struct spellings *spellings = &gatherer->spellings;
    struct bytes set = buffer_bytes(&gatherer->forms_set);
    uint8_t bytes[256];
    if (!lexicon_exists(gatherer->segment)) {
        return;
    }
    if (spellings->set_count > 0) {
        set = bytes_of(bytes, spellings_of_set(spellings, spellings_code(spellings, place), bytes));
        set.size = set.size < UINT8_MAX ? set.size : UINT8_MAX;
    }
    buffer_append_byte(&gatherer->payload, (uint8_t)set.size);
    buffer_append(&gatherer->payload, set.data, set.size);
}

/* The documents that have the term as a word, *df of them. */
static enum status write_payload(struct gatherer *gatherer, const struct term_entry *entry,
                                 uint32_t *df, struct error *err)
{
    uint32_t before = 0;
    *df = 0;
    gatherer->payload.size = 0; /* a failure stays noted */
    for (uint32_t first = 0; first < entry->df; first += CODEC_BLOCK) {
        uint32_t left = entry->df - first, count = left < CODEC_BLOCK ? left : CODEC_BLOCK;
        enum status status = read_positions(gatherer, entry, first, count, err);
        if (status != STATUS_OK) {
            return status;
        }
        const uint32_t *position = (const uint32_t *)(void *)gatherer->positions.data;
        for (uint32_t i = first; i < first + count; i++) {
            uint32_t document = gatherer->docs[i], place = 0;
            if (document >= gatherer->segment->facts.documents ||
                (i > 0 && document <= gatherer->docs[i - 1])) {
                return segment_damaged(gatherer->segment, entry->list.data, "posting list", err);
            }
            if (gatherer->tfs[i] == 0) {
                continue;
            }
            buffer_append_varint(&gatherer->payload, document - before);
            buffer_append_varint(&gatherer->payload, gatherer->tfs[i]);
            before = document;
            *df += 1;
            for (uint32_t j = 0; j < gatherer->tfs[i]; j++, position++) {
                buffer_append_varint(&gatherer->payload, *position - place);
                place = *position;
            }
            append_spellings(gatherer, i);
        }
    }
    return STATUS_OK;
}

/* What came from compounds is found anew: words stay, also in the lengths of documents. */
static enum status take_out_parts(struct gatherer *gatherer, const struct term_entry *entry,
                                  struct error *err)
{
    uint32_t *lengths = collection_lengths(gatherer->collection) + gatherer->first_document;
    for (uint32_t i = 0; i < entry->df; i++) {
        uint32_t document = gatherer->docs[i], parts = gatherer->parts[i];
        if (document >= gatherer->segment->facts.documents || parts > gatherer->tfs[i] ||
            parts > lengths[document]) {
            return segment_damaged(gatherer->segment, entry->list.data, "posting list", err);
        }
        gatherer->tfs[i] -= parts;
        lengths[document] -= parts;
    }
    return STATUS_OK;
}

/* Appends the term at hand to the runs, if it stands anywhere as a word. */
static enum status append_term(struct gatherer *gatherer, const struct term_walk *walk,
                               struct error *err)
{
    struct spool *runs = &gatherer->collection->runs;
    struct buffer *head = &gatherer->head;
    uint32_t df = 0;
    enum status status = reserve(gatherer, walk->entry.df, err);
    if (status == STATUS_OK) {
        status = segment_read_list(gatherer->segment, &walk->entry, gatherer->docs, gatherer->tfs,
                                   gatherer->parts, err);
    }
    if (status == STATUS_OK) {
        status = take_out_parts(gatherer, &walk->entry, err);
    }
    if (status == STATUS_OK) {
        status = read_spellings(gatherer, &walk->entry, walk->term, err);
    }
    if (status == STATUS_OK) {
        status = write_payload(gatherer, &walk->entry, &df, err);
    }
    if (status != STATUS_OK || df == 0) {
        return status;
    }
    buffer_reset(head);
    buffer_append_varint(head, walk->term.size);
    buffer_append(head, walk->term.data, walk->term.size);
    buffer_append_varint(head, df);
    buffer_append_varint(head, gatherer->payload.size);
    if (head->failed || gatherer->payload.failed) {
        return error_set_memory(err);
    }
    spool_append(runs, head->data, head->size);
    spool_append(runs, gatherer->payload.data, gatherer->payload.size);
    return spool_status(runs, err);
}

static enum status append_run(struct gatherer *gatherer, struct run_place *run, struct error *err)
{
    const struct spool *runs = &gatherer->collection->runs;
    struct term_walk *walk = memory_alloc_array(1, sizeof *walk);
    enum status status = walk ? STATUS_OK : error_set_memory(err);
    unsigned part = 0;
    while (status == STATUS_OK) {
        bool found = false;
        status = segment_next_term(gatherer->segment, walk, &found, err);
        if (status != STATUS_OK || !found) {
            break;
        }
        while (part <= walk->term.data[0]) {
            run->parts[part++] = spool_size(runs) - run->start;
        }
        status = append_term(gatherer, walk, err);
        if (status == STATUS_OK) {
            status = advance(gatherer, walk->entry.list.size + walk->entry.positions.size, err);
        }
    }
    while (part <= RUN_PARTS) {
        run->parts[part++] = spool_size(runs) - run->start;
    }
    memory_free(walk);
    return status;
}

static enum status append_documents(struct gatherer *gatherer, struct error *err)
{
    const struct segment *segment = gatherer->segment;
    struct collection *collection = gatherer->collection;
    struct bytes signatures = segment->sections[SECTION_SIGNATURES];
    enum status status = STATUS_OK;
    for (uint32_t d = 0; d < segment->facts.documents && status == STATUS_OK; d++) {
        uint32_t length = segment_length(segment, d);
        struct bytes id = {NULL, 0};
        buffer_append(&collection->lengths, &length, sizeof length);
        status = segment_document_id(segment, d, &gatherer->scratch, &id, err);
        id_list_add(&collection->ids, id);
    }
    spool_append(&collection->signatures, signatures.data, signatures.size);
    return status == STATUS_OK ? collection_status(collection, err) : status;
}

/* A stored block at [start, start + 16) and [first, first + 8) of the index, behind `before` documents. */
static enum status append_block(struct gatherer *gatherer, const uint8_t *start,
                                const uint8_t *first, uint32_t before, struct error *err)
{
    const struct segment *segment = gatherer->segment;
    struct bytes stored = segment->sections[SECTION_STORED], record;
    uint64_t offset = format_u64(start), size = format_u64(start + 8) - offset;
    uint32_t end = format_u32(first + 4);
    if (format_u32(first) != before || end <= before || end > segment->facts.documents ||
        size > stored.size || offset > stored.size - size) {
        return segment_damaged(segment, first, "stored index", err);
    }
    struct stored_block block = {.size_bytes = (uint32_t)size, .documents = end - before};
    enum status status = segment_stored_record(segment, end - 1, &gatherer->scratch, &record, err);
    if (status != STATUS_OK) {
        return status;
    }
    block.raw_bytes = (uint32_t)gatherer->scratch.size;
    buffer_append(&gatherer->collection->blocks, &block, sizeof block);
    spool_append(&gatherer->collection->stored, stored.data + offset, size);
    status = collection_status(gatherer->collection, err);
    return status == STATUS_OK ? advance(gatherer, size, err) : status;
}

static enum status append_stored(struct gatherer *gatherer, struct error *err)
{
    const struct segment *segment = gatherer->segment;
    const struct stored_index index = stored_index_of(segment);
    uint32_t documents = 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < index.blocks && status == STATUS_OK; i++) {
        const uint8_t *first = index.firsts + 4 * i;
        status = append_block(gatherer, index.starts + 8 * i, first, documents, err);
        documents = format_u32(first + 4);
    }
    if (status == STATUS_OK && index.blocks > 0 && documents != segment->facts.documents) {
        status = segment_damaged(segment, index.firsts, "stored index", err);
    }
    return status;
}

enum status gather_segment(struct collection *collection, const struct segment *segment,
                           struct gather_progress *progress, struct error *err)
{
    struct gatherer gatherer = {.segment = segment,
                                .collection = collection,
                                .first_document = collection->document_count,
                                .progress = progress};
    struct run_place *run = NULL;
    enum status status = collection_begin_run(collection, segment->facts.documents, &run, err);
    if (status == STATUS_OK) {
        status = append_documents(&gatherer, err);
    }
    if (status == STATUS_OK) {
        status = append_stored(&gatherer, err);
    }
    if (status == STATUS_OK) {
        status = append_run(&gatherer, run, err);
    }
    if (status == STATUS_OK) {
        status = vocabulary_add_lexicon(&collection->vocabulary, segment, err);
    }
    if (status == STATUS_OK) {
        tell(&gatherer, segment->map.bytes.size);
        progress->done_bytes += segment->map.bytes.size;
    }
    memory_free(gatherer.docs);
    memory_free(gatherer.tfs);
    memory_free(gatherer.parts);
    buffer_release(&gatherer.positions);
    buffer_release(&gatherer.payload);
    buffer_release(&gatherer.head);
    buffer_release(&gatherer.forms_set);
    buffer_release(&gatherer.scratch);
    return status;
}

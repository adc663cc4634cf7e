#include "indexer/write/build.h"

#include <string.h>
#include <unistd.h>

#include "common/base/memory.h"
#include "common/compound/exceptions.h"
#include "indexer/write/documents.h"
#include "indexer/write/gather.h"
#include "indexer/write/index_folder.h"
#include "indexer/write/segment_writer.h"

enum { PATH_BYTES = 1024 };

/* One change of an index in progress. */
struct change {
    struct index_folder folder;
    struct collection collection;
    struct id_table table;
    uint8_t *dropped;  /* by document of the collection */
    uint32_t *numbers; /* NULL: nothing was dropped */
    struct segment_settings settings;
    struct known_words known;
    struct buffer splits; /* of the first segment */
    struct manifest_segment *segments; /* of the new manifest */
    size_t segment_count;
};

static void begin(struct change *change, const struct build_options *options)
{
    collection_begin(&change->collection, change->folder.path, options->memory_bytes);
    change->settings = (struct segment_settings){.analyzer = options->analyzer,
                                                 .k1 = options->k1,
                                                 .b = options->b,
                                                 .store = !options->no_store,
                                                 .parts = !options->no_parts &&
                                                          options->analyzer != ANALYZER_WHITESPACE,
                                                 .splits = options->splits,
                                                 .threads = options->threads,
                                                 .memory_bytes = (size_t)options->memory_bytes,
                                                 .folder = change->folder.path,
                                                 .stop = options->stop};
}

static void end(struct change *change)
{
    id_table_release(&change->table);
    collection_release(&change->collection);
    memory_free(change->dropped);
    memory_free(change->numbers);
    memory_free(change->segments);
    known_words_release(&change->known);
    buffer_release(&change->splits);
    index_folder_close(&change->folder);
}

static enum status check_strict(const struct skips *skips, struct error *err)
{
    for (int i = 0; i < SKIP_REASONS; i++) {
        if (i != SKIP_DUPLICATE_ID && skips->counts[i] > 0) {
            return error_set(err, STATUS_INPUT, "%s: %s (%llu in all); nothing was published "
                             "because of --strict", skips->first[i], skip_reason_name((enum skip_reason)i),
                             (unsigned long long)skips->counts[i]);
        }
    }
    return STATUS_OK;
}

/* Earlier documents with an id that comes again are dropped and noted. */
static enum status drop_duplicates(struct change *change, struct build_report *report,
                                   struct error *err)
{
    struct collection *collection = &change->collection;
    uint32_t count = 0;
    change->dropped = memory_alloc_array(collection->document_count, 1);
    if (change->dropped == NULL) {
        return error_set_memory(err);
    }
    enum status status = id_table_make(&change->table, collection, change->dropped, &count, err);
    for (uint32_t d = 0; status == STATUS_OK && count > 0 && d < collection->document_count; d++) {
        if (change->dropped[d]) {
            skips_note(&collection->skips, SKIP_DUPLICATE_ID, collection_id(collection, d), 0);
        }
    }
    report->replaced += count;
    return status;
}

/* Takes dropped documents out, if there are any. */
static enum status compact(struct change *change, struct error *err)
{
    struct collection *collection = &change->collection;
    if (collection->document_count == 0 ||
        memchr(change->dropped, 1, collection->document_count) == NULL) {
        return STATUS_OK;
    }
    change->settings.number_ids = false;
    change->numbers = memory_alloc_array(collection->document_count, sizeof *change->numbers);
    return change->numbers
               ? documents_compact(collection, change->dropped, change->numbers, err)
               : error_set_memory(err);
}

/* Writes the collection as a new segment at the end of change->segments. */
static enum status write_segment(struct change *change, struct build_report *report,
                                 struct error *err)
{
    char path[PATH_BYTES];
    struct segment_summary summary = {0};
    uint64_t number = 0;
    enum status status =
        index_folder_next_file(&change->folder, "segment", path, sizeof path, &number, err);
    if (status == STATUS_OK) {
        status = segment_write(&change->collection, change->numbers, &change->settings, path,
                               &summary, err);
    }
    if (status == STATUS_OK) {
        change->segments[change->segment_count++] =
            (struct manifest_segment){.file = number, .documents = summary.documents};
    }
    report->documents = summary.documents;
    report->tokens = summary.tokens;
    report->terms = summary.terms;
    report->postings = summary.postings;
    report->index_bytes = summary.size_bytes;
    report->stored_bytes = summary.stored_bytes;
    report->text_bytes = change->collection.text_bytes;
    report->skips = change->collection.skips;
    return status;
}

static enum status gather(struct change *change, const char *const *inputs, size_t count,
                          const struct build_options *options, struct build_report *report,
                          struct error *err)
{
    struct build_options gathering = *options;
    gathering.analyzer = change->settings.analyzer;
    change->settings.number_ids = options->format == SOURCE_LINES;
    enum status status = gather_corpus(&change->collection, inputs, count, &gathering,
                                       change->settings.store, &report->input_bytes, err);
    if (status == STATUS_OK && options->strict) {
        status = check_strict(&change->collection.skips, err);
    }
    return status == STATUS_OK ? drop_duplicates(change, report, err) : status;
}

static enum status reserve_segments(struct change *change, size_t count, struct error *err)
{
    change->segments = memory_alloc_array(count, sizeof *change->segments);
    return change->segments ? STATUS_OK : error_set_memory(err);
}

enum status index_build(const char *index, const char *const *inputs, size_t count,
                        const struct build_options *options, struct build_report *report,
                        struct error *err)
{
    struct change change = {.folder.lock = -1};
    *report = (struct build_report){0};
    enum status status = index_folder_create(&change.folder, index, options->force, err);
    if (status == STATUS_OK) {
        begin(&change, options);
        status = gather(&change, inputs, count, options, report, err);
    }
    id_table_release(&change.table); /* writing has better use for the memory */
    if (status == STATUS_OK) {
        status = compact(&change, err);
    }
    if (status == STATUS_OK) {
        status = reserve_segments(&change, 1, err);
    }
    if (status == STATUS_OK) {
        status = write_segment(&change, report, err);
    }
    if (status == STATUS_OK) {
        status = index_folder_publish(&change.folder, change.segments, change.segment_count, err);
    }
    end(&change);
    return status;
}

/* What a user gave was looked through before it was written: what cannot be read is damage. */
static enum status check_splits(const struct segment *segment, struct error *err)
{
    struct exceptions *exceptions = NULL;
    struct bytes splits = segment->sections[SECTION_SPLITS];
    struct error found = ERROR_NONE;
    enum status status = exceptions_parse(&exceptions, splits, segment->path, &found);
    exceptions_destroy(exceptions);
    if (status == STATUS_INPUT) {
        return segment_damaged(segment, splits.data, "list of compounds", err);
    }
    return status == STATUS_OK ? STATUS_OK : error_set_memory(err);
}

/* An index keeps the analyzer, parameters and storing of its first segment. */
static enum status take_settings(struct change *change, struct error *err)
{
    struct folder_segment first = {0};
    if (change->folder.manifest.segment_count == 0) {
        return STATUS_OK;
    }
    enum status status = folder_segment_open(&first, &change->folder, 0, err);
    uint64_t fingerprint = 0;
    const struct segment_facts *facts = &first.segment.facts;
    if (status == STATUS_OK) {
        change->settings.analyzer = (enum analyzer_kind)facts->analyzer;
        change->settings.k1 = facts->k1;
        change->settings.b = facts->b;
        change->settings.store = (facts->flags & FACTS_STORED) != 0;
        change->settings.parts = (facts->flags & FACTS_PARTS) != 0;
        struct bytes splits = first.segment.sections[SECTION_SPLITS];
        status = check_splits(&first.segment, err);
        buffer_append(&change->splits, splits.data, splits.size);
        change->settings.splits = buffer_bytes(&change->splits);
    }
    if (status == STATUS_OK) {
        status = change->splits.failed
                     ? error_set_memory(err)
                     : analyzer_fingerprint(change->settings.analyzer, &fingerprint, err);
    }
    if (status == STATUS_OK && fingerprint != facts->fingerprint) {
        status = error_set_file(err, STATUS_INCOMPATIBLE, change->folder.path, -1,
                                "was made with another analyzer or stemmer version; build the "
                                "index again with this program");
    }
    folder_segment_close(&first);
    return status;
}

typedef bool is_wanted(const void *context, struct bytes id);

/* Marks the live documents of a segment whose id is wanted; writes the new list if any is. */
static enum status delete_from(struct change *change, size_t number, is_wanted *wanted,
                               const void *context, uint64_t *deleted, struct error *err)
{
    struct folder_segment segment = {0};
    struct buffer scratch = {0};
    uint64_t count = 0;
    struct manifest_segment *entry = &change->segments[number];
    *entry = change->folder.manifest.segments[number];
    enum status status = folder_segment_open(&segment, &change->folder, number, err);
    for (uint32_t d = 0; status == STATUS_OK && d < segment.segment.facts.documents; d++) {
        struct bytes id;
        status = segment_document_id(&segment.segment, d, &scratch, &id, err);
        if (status == STATUS_OK && !folder_segment_is_deleted(&segment, d) && wanted(context, id)) {
            segment.deleted.data[d / 8] |= (uint8_t)(1u << d % 8);
            count++;
        }
    }
    if (status == STATUS_OK && count > 0) {
        status = index_folder_write_deleted(&change->folder, &segment, entry, err);
    }
    *deleted += count;
    buffer_release(&scratch);
    folder_segment_close(&segment);
    return status;
}

/* New words are split by all that is known; what older segments decided stands. */
static enum status read_known(struct change *change, struct error *err)
{
    enum status status = STATUS_OK;
    size_t count = change->settings.parts ? change->folder.manifest.segment_count : 0;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct folder_segment segment = {0};
        status = folder_segment_open(&segment, &change->folder, i, err);
        if (status == STATUS_OK) {
            status = known_words_add(&change->known, &segment.segment, err);
        }
        folder_segment_close(&segment);
    }
    change->settings.known = count > 0 ? &change->known : NULL;
    return status == STATUS_OK ? known_words_finish(&change->known, err) : status;
}

static enum status delete_from_all(struct change *change, is_wanted *wanted, const void *context,
                                   uint64_t *deleted, struct error *err)
{
    size_t count = change->folder.manifest.segment_count;
    enum status status = reserve_segments(change, count + 1, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = delete_from(change, i, wanted, context, deleted, err);
        change->segment_count++;
    }
    return status;
}

static bool is_in_table(const void *context, struct bytes id)
{
    return id_table_has(context, id);
}

enum status index_add(const char *index, const char *const *inputs, size_t count,
                      const struct build_options *options, struct build_report *report,
                      struct error *err)
{
    struct change change = {.folder.lock = -1};
    *report = (struct build_report){0};
    enum status status = index_folder_open(&change.folder, index, err);
    if (status == STATUS_OK) {
        begin(&change, options);
        status = take_settings(&change, err);
    }
    if (status == STATUS_OK) {
        status = gather(&change, inputs, count, options, report, err);
    }
    if (status == STATUS_OK) {
        status = delete_from_all(&change, is_in_table, &change.table, &report->replaced, err);
    }
    id_table_release(&change.table);
    if (status == STATUS_OK) {
        status = compact(&change, err);
    }
    if (status == STATUS_OK && change.collection.document_count > 0) {
        status = read_known(&change, err);
        status = status == STATUS_OK ? write_segment(&change, report, err) : status;
    }
    report->skips = change.collection.skips;
    if (status == STATUS_OK) {
        status = index_folder_publish(&change.folder, change.segments, change.segment_count, err);
    }
    end(&change);
    return status;
}

enum status index_delete(const char *index, const struct bytes *ids, size_t count,
                         uint64_t *deleted, struct error *err)
{
    struct change change = {.folder.lock = -1};
    struct batch batch = {.document_count = (uint32_t)count};
    uint32_t doubles = 0;
    *deleted = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t size = (uint32_t)ids[i].size;
        buffer_append(&batch.ids, &size, sizeof size);
        buffer_append(&batch.ids, ids[i].data, ids[i].size);
    }
    enum status status = index_folder_open(&change.folder, index, err);
    if (status == STATUS_OK) {
        collection_begin(&change.collection, index, BUILD_LEAST_MEMORY);
        status = batch.ids.failed ? error_set_memory(err)
                                  : collection_add(&change.collection, &batch, err);
    }
    batch_release(&batch);
    change.dropped = memory_alloc_array(count, 1);
    if (status == STATUS_OK && change.dropped == NULL) {
        status = error_set_memory(err);
    }
    if (status == STATUS_OK) {
        status = id_table_make(&change.table, &change.collection, change.dropped, &doubles, err);
    }
    if (status == STATUS_OK) {
        status = delete_from_all(&change, is_in_table, &change.table, deleted, err);
    }
    if (status == STATUS_OK && *deleted > 0) {
        status = index_folder_publish(&change.folder, change.segments, change.segment_count, err);
    }
    end(&change);
    return status;
}

/* Gathers a published segment; its deleted documents are marked in change->dropped. */
static enum status regather(struct change *change, size_t number, struct error *err)
{
    struct folder_segment segment = {0};
    uint32_t first = change->collection.document_count;
    enum status status = folder_segment_open(&segment, &change->folder, number, err);
    if (status == STATUS_OK) {
        status = gather_segment(&change->collection, &segment.segment, err);
    }
    for (uint32_t d = 0; status == STATUS_OK && d < segment.segment.facts.documents; d++) {
        change->dropped[first + d] = folder_segment_is_deleted(&segment, d);
    }
    folder_segment_close(&segment);
    return status;
}

static enum status merge_all(struct change *change, struct build_report *report, struct error *err)
{
    const struct manifest *manifest = &change->folder.manifest;
    uint64_t documents = 0;
    for (size_t i = 0; i < manifest->segment_count; i++) {
        documents += manifest->segments[i].documents;
    }
    change->dropped = memory_alloc_array((size_t)documents, 1);
    enum status status = change->dropped ? STATUS_OK : error_set_memory(err);
    for (size_t i = 0; i < manifest->segment_count && status == STATUS_OK; i++) {
        status = regather(change, i, err);
    }
    if (status == STATUS_OK) {
        status = compact(change, err);
    }
    if (status == STATUS_OK) {
        status = reserve_segments(change, 1, err);
    }
    return status == STATUS_OK ? write_segment(change, report, err) : status;
}

enum status index_merge(const char *index, const struct build_options *options,
                        struct build_report *report, struct error *err)
{
    struct change change = {.folder.lock = -1};
    *report = (struct build_report){0};
    enum status status = index_folder_open(&change.folder, index, err);
    if (status == STATUS_OK) {
        begin(&change, options);
        status = take_settings(&change, err);
    }
    if (status == STATUS_OK) {
        status = merge_all(&change, report, err);
    }
    if (status == STATUS_OK) {
        status = index_folder_publish(&change.folder, change.segments, change.segment_count, err);
    }
    end(&change);
    return status;
}

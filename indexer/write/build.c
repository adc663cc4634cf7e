#include "indexer/write/build.h"

#include <string.h>
#include <unistd.h>

#include "common/base/memory.h"
#include "common/compound/exceptions.h"
#include "common/io/folder.h"
#include "indexer/write/documents.h"
#include "indexer/write/gather.h"
#include "indexer/write/index_folder.h"
#include "indexer/write/segment_writer.h"

/* One change of an index in progress. */
struct change {
    const struct build_options *options; /* borrowed */
    struct build_report *report;
    struct index_folder folder;
    struct collection collection;
    struct id_table table; /* of the new documents, or of the ids to delete */
    uint8_t *dropped;      /* by document of the collection */
    uint32_t *numbers;     /* NULL: nothing was dropped */
    uint8_t *met;          /* delete: by id, whether it was there; else NULL */
    struct segment_settings settings;
    struct known_words known;
    struct buffer splits; /* of the first segment */
    struct manifest_segment *segments; /* of the new manifest: room for one more than there are */
    size_t segment_count;
};

static struct change change_of(const struct build_options *options, struct build_report *report)
{
    *report = (struct build_report){0};
    return (struct change){.options = options, .report = report};
}

static enum status reserve_segments(struct change *change, struct error *err)
{
    size_t count = change->folder.manifest.segment_count + 1;
    change->segments = memory_alloc_array(count, sizeof *change->segments);
    return change->segments ? STATUS_OK : error_set_memory(err);
}

/* What all but delete need, when the folder is open. */
static enum status begin(struct change *change, struct error *err)
{
    const struct build_options *options = change->options;
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
    return reserve_segments(change, err);
}

static enum status publish(struct change *change, struct error *err)
{
    return index_folder_publish(&change->folder, change->segments, change->segment_count, err);
}

static void end(struct change *change)
{
    id_table_release(&change->table);
    collection_release(&change->collection);
    memory_free(change->dropped);
    memory_free(change->numbers);
    memory_free(change->met);
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
static enum status drop_duplicates(struct change *change, struct error *err)
{
    struct collection *collection = &change->collection;
    uint32_t count = 0;
    change->dropped = memory_alloc_array(collection->document_count, 1);
    if (change->dropped == NULL) {
        return error_set_memory(err);
    }
    enum status status =
        id_table_make(&change->table, &collection->ids, change->dropped, &count, err);
    for (uint32_t d = 0; status == STATUS_OK && count > 0 && d < collection->document_count; d++) {
        if (change->dropped[d]) {
            skips_note(&collection->skips, SKIP_DUPLICATE_ID, id_list_at(&collection->ids, d), 0);
        }
    }
    change->report->replaced += count;
    return status;
}

/* Inverts the inputs, which are of the settings' analyzer. */
static enum status gather(struct change *change, const char *const *inputs, size_t count,
                          struct error *err)
{
    struct build_options options = *change->options;
    options.analyzer = change->settings.analyzer;
    options.no_store = !change->settings.store;
    change->settings.number_ids = options.format == SOURCE_LINES;
    enum status status = gather_corpus(&change->collection, inputs, count, &options,
                                       &change->report->input_bytes, err);
    if (status == STATUS_OK && options.strict) {
        status = check_strict(&change->collection.skips, err);
    }
    return status == STATUS_OK ? drop_duplicates(change, err) : status;
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

/* Writes the documents that stay as a new segment at the end of change->segments. */
static enum status write_segment(struct change *change, struct error *err)
{
    char path[FOLDER_PATH_BYTES];
    struct build_report *report = change->report;
    struct segment_summary summary = {0};
    uint64_t number = 0;
    id_table_release(&change->table); /* writing has better use for the memory */
    enum status status = compact(change, err);
    if (status == STATUS_OK) {
        status =
            index_folder_next_file(&change->folder, "segment", path, sizeof path, &number, err);
    }
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
    return status;
}

enum status index_build(const char *index, const char *const *inputs, size_t count,
                        const struct build_options *options, struct build_report *report,
                        struct error *err)
{
    struct change change = change_of(options, report);
    enum status status = index_folder_create(&change.folder, index, options->force, err);
    if (status == STATUS_OK) {
        status = begin(&change, err);
    }
    if (status == STATUS_OK) {
        status = gather(&change, inputs, count, err);
    }
    if (status == STATUS_OK) {
        status = write_segment(&change, err);
    }
    if (status == STATUS_OK) {
        status = publish(&change, err);
    }
    report->skips = change.collection.skips;
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

/* Begins a change of an index that is there. */
static enum status open_index(struct change *change, const char *index, struct error *err)
{
    enum status status = index_folder_open(&change->folder, index, err);
    if (status == STATUS_OK) {
        status = begin(change, err);
    }
    return status == STATUS_OK ? take_settings(change, err) : status;
}

/* Marks a segment's live documents whose ids are in the table; writes the new list if there are any. */
static enum status delete_from(struct change *change, size_t number, uint64_t *deleted,
                               struct error *err)
{
    struct folder_segment segment = {0};
    struct buffer scratch = {0};
    uint64_t count = 0;
    struct manifest_segment *entry = &change->segments[number];
    *entry = change->folder.manifest.segments[number];
    enum status status = folder_segment_open(&segment, &change->folder, number, err);
    for (uint32_t d = 0; status == STATUS_OK && d < segment.segment.facts.documents; d++) {
        struct bytes id;
        uint32_t found;
        status = segment_document_id(&segment.segment, d, &scratch, &id, err);
        if (status == STATUS_OK && !folder_segment_is_deleted(&segment, d) &&
            id_table_find(&change->table, id, &found)) {
            segment.deleted.data[d / 8] |= (uint8_t)(1u << d % 8);
            count++;
            if (change->met != NULL) {
                change->met[found] = 1;
            }
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

static enum status delete_from_all(struct change *change, uint64_t *deleted, struct error *err)
{
    size_t count = change->folder.manifest.segment_count;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = delete_from(change, i, deleted, err);
    }
    change->segment_count = count;
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

enum status index_add(const char *index, const char *const *inputs, size_t count,
                      const struct build_options *options, struct build_report *report,
                      struct error *err)
{
    struct change change = change_of(options, report);
    enum status status = open_index(&change, index, err);
    if (status == STATUS_OK) {
        status = gather(&change, inputs, count, err);
    }
    if (status == STATUS_OK) {
        status = delete_from_all(&change, &report->replaced, err);
    }
    if (status == STATUS_OK && change.collection.document_count > 0) {
        status = read_known(&change, err);
        status = status == STATUS_OK ? write_segment(&change, err) : status;
    }
    if (status == STATUS_OK) {
        status = publish(&change, err);
    }
    report->skips = change.collection.skips;
    end(&change);
    return status;
}

/* Looks for the ids in all segments. */
static enum status delete_ids(struct change *change, const struct id_list *ids,
                              struct delete_report *report, struct error *err)
{
    uint32_t count = id_list_count(ids), again = 0;
    change->met = memory_alloc_array(count, 1);
    enum status status = change->met && !id_list_failed(ids)
                             ? id_table_make(&change->table, ids, change->met, &again, err)
                             : error_set_memory(err);
    if (status == STATUS_OK) {
        status = reserve_segments(change, err);
    }
    if (status == STATUS_OK) {
        status = delete_from_all(change, &report->deleted, err);
    }
    for (uint32_t i = count; status == STATUS_OK && i-- > 0;) {
        uint32_t last; /* of the same ids */
        if (id_table_find(&change->table, id_list_at(ids, i), &last) && !change->met[last]) {
            report->unknown += last == i;
            report->first_unknown = i;
        }
    }
    return status;
}

enum status index_delete(const char *index, const struct id_list *ids,
                         struct delete_report *report, struct error *err)
{
    struct change change = {0};
    *report = (struct delete_report){0};
    enum status status = index_folder_open(&change.folder, index, err);
    if (status == STATUS_OK) {
        status = delete_ids(&change, ids, report, err);
    }
    if (status == STATUS_OK && report->deleted > 0) {
        status = publish(&change, err);
    }
    end(&change);
    return status;
}

/* Gathers a published segment; its deleted documents are marked in change->dropped. */
static enum status regather(struct change *change, size_t number, struct gather_progress *progress,
                            struct error *err)
{
    struct folder_segment segment = {0};
    uint32_t first = change->collection.document_count;
    enum status status = folder_segment_open(&segment, &change->folder, number, err);
    if (status == STATUS_OK) {
        status = gather_segment(&change->collection, &segment.segment, progress, err);
    }
    for (uint32_t d = 0; status == STATUS_OK && d < segment.segment.facts.documents; d++) {
        change->dropped[first + d] = folder_segment_is_deleted(&segment, d);
    }
    folder_segment_close(&segment);
    return status;
}

static enum status regather_all(struct change *change, struct error *err)
{
    const struct manifest *manifest = &change->folder.manifest;
    struct gather_progress progress = {.options = change->options};
    enum status status = STATUS_OK;
    uint64_t documents = 0;
    for (size_t i = 0; i < manifest->segment_count && status == STATUS_OK; i++) {
        struct folder_segment segment = {0};
        status = folder_segment_open(&segment, &change->folder, i, err);
        progress.total_bytes += segment.segment.map.bytes.size;
        documents += manifest->segments[i].documents;
        folder_segment_close(&segment);
    }
    change->dropped = memory_alloc_array((size_t)documents, 1);
    if (status == STATUS_OK && change->dropped == NULL) {
        status = error_set_memory(err);
    }
    for (size_t i = 0; i < manifest->segment_count && status == STATUS_OK; i++) {
        status = regather(change, i, &progress, err);
    }
    return status;
}

enum status index_merge(const char *index, const struct build_options *options,
                        struct build_report *report, struct error *err)
{
    struct change change = change_of(options, report);
    enum status status = open_index(&change, index, err);
    if (status == STATUS_OK) {
        status = regather_all(&change, err);
    }
    if (status == STATUS_OK) {
        status = write_segment(&change, err);
    }
    if (status == STATUS_OK) {
        status = publish(&change, err);
    }
    end(&change);
    return status;
}

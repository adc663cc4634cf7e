#include "indexer/verify/verify.h"

#include <string.h>
#include <xxhash.h>

#include "common/base/memory.h"
#include "common/codec/codec.h"
#include "common/format/signature.h"
#include "common/text/analyzer.h"
#include "indexer/verify/bounds_check.h"
#include "indexer/verify/dictionary_check.h"
#include "indexer/verify/documents_check.h"
#include "indexer/verify/lexicon_check.h"
#include "indexer/verify/spelling_check.h"

struct checker {
    const struct segment *segment;
    struct faults faults;
    struct dictionary_check dictionary;
    struct lexicon_check lexicon;
    uint32_t *docs, *tfs, *parts, *lengths; /* lengths: counted from the postings */
    uint16_t *codes;
    struct buffer positions, again;
    uint64_t postings, occurrences;
    size_t list_capacity;
};

static void fault(struct checker *checker, const void *at, const char *what)
{
    faults_add(&checker->faults, at, what);
}

static enum status note(struct checker *checker, enum status status, struct error *found,
                        struct error *err)
{
    return faults_note(&checker->faults, status, found, err);
}

static bool all_zero(const uint8_t *at, const uint8_t *end)
{
    while (at < end && *at == 0) {
        at++;
    }
    return at == end;
}

static void check_pages(struct checker *checker)
{
    const struct segment *segment = checker->segment;
    const uint8_t *file = segment->map.bytes.data;
    struct bytes sums = segment->sections[SECTION_PAGES];
    uint64_t covered = (uint64_t)(sums.data - file);
    uint64_t pages = (covered + FORMAT_PAGE_BYTES - 1) / FORMAT_PAGE_BYTES;
    if (sums.size != 4 * pages) {
        fault(checker, sums.data, "number of page checksums");
        return;
    }
    for (uint64_t page = 0; page < pages; page++) {
        uint64_t start = page * FORMAT_PAGE_BYTES, left = covered - start;
        size_t size = left < FORMAT_PAGE_BYTES ? (size_t)left : FORMAT_PAGE_BYTES;
        if ((uint32_t)XXH3_64bits(file + start, size) != format_u32(sums.data + 4 * page)) {
            fault(checker, file + start, "checksum of a page");
        }
    }
}

static void check_sections(struct checker *checker)
{
    const struct segment *segment = checker->segment;
    const uint8_t *file = segment->map.bytes.data, *end = file + FORMAT_HEADER_BYTES;
    const uint8_t *footer = file + segment->map.bytes.size - FORMAT_FOOTER_BYTES;
    const uint8_t *table = file + format_u64(footer + 24);
    if (!all_zero(file + 12, end)) {
        fault(checker, file + 12, "unused bytes of the header");
    }
    if (format_u32(footer + 8) != FORMAT_VERSION || !all_zero(footer + 40, footer + 56)) {
        fault(checker, footer, "footer");
    }
    for (int i = SECTION_FACTS; i < SECTION_END; i++) {
        struct bytes section = segment->sections[i];
        const uint8_t *entry = table + (size_t)(i - 1) * FORMAT_TABLE_ENTRY_BYTES;
        if (!all_zero(end, section.data) || section.data - end >= FORMAT_ALIGNMENT ||
            !all_zero(entry + 4, entry + 8)) {
            fault(checker, end, "unused bytes between sections");
        }
        if (format_u64(entry + 24) != XXH3_64bits(section.data, section.size)) {
            fault(checker, section.data, "checksum of a section");
        }
        end = section.data + section.size;
    }
    if (!all_zero(end, table) || table - end < CODEC_SLACK_BYTES ||
        table - end >= CODEC_SLACK_BYTES + FORMAT_ALIGNMENT) {
        fault(checker, end, "unused bytes before the section table");
    }
}

static enum status reserve_list(struct checker *checker, size_t df, struct error *err)
{
    if (df <= checker->list_capacity) {
        return STATUS_OK;
    }
    size_t capacity = 2 * df + 256;
    memory_free(checker->docs);
    memory_free(checker->tfs);
    memory_free(checker->parts);
    memory_free(checker->codes);
    checker->docs = memory_alloc_array(capacity, sizeof *checker->docs);
    checker->tfs = memory_alloc_array(capacity, sizeof *checker->tfs);
    checker->parts = memory_alloc_array(capacity, sizeof *checker->parts);
    checker->codes = memory_alloc_array(capacity, sizeof *checker->codes);
    checker->list_capacity = checker->docs && checker->tfs && checker->parts && checker->codes ? capacity : 0;
    return checker->list_capacity ? STATUS_OK : error_set_memory(err);
}

/* Positions rise inside their document and every bit is as an encoder writes it. */
static enum status check_positions(struct checker *checker, const struct term_entry *entry,
                                   struct error *err)
{
    uint32_t limits[CODEC_BLOCK];
    for (uint32_t first = 0; first < entry->df; first += CODEC_BLOCK) {
        uint32_t left = entry->df - first, count = left < CODEC_BLOCK ? left : CODEC_BLOCK;
        struct error found = ERROR_NONE;
        const uint8_t *in, *end;
        uint64_t total = 0;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t length = segment_length(checker->segment, checker->docs[first + i]);
            limits[i] = format_position_limit(length);
            total += checker->tfs[first + i];
            if (checker->tfs[first + i] > length) {
                fault(checker, entry->list.data, "frequency above the document's length");
                return STATUS_OK;
            }
        }
        enum status status = segment_position_block(checker->segment, entry, first / CODEC_BLOCK,
                                                    &in, &end, &found);
        if (status != STATUS_OK) {
            return note(checker, status, &found, err);
        }
        if (total > 8 * (uint64_t)(end - in)) { /* each takes a bit or more */
            fault(checker, in, "positions");
            return STATUS_OK;
        }
        buffer_reset(&checker->positions);
        if (!buffer_reserve(&checker->positions, (size_t)total * sizeof(uint32_t) + 64)) {
            return error_set_memory(err);
        }
        if (!codec_positions_check(in, end, checker->tfs + first, limits, count,
                                   (uint32_t *)(void *)checker->positions.data, &checker->again)) {
            if (checker->again.failed) {
                return error_set_memory(err);
            }
            fault(checker, in, "positions");
            return STATUS_OK;
        }
    }
    return STATUS_OK;
}

static enum status check_list(struct checker *checker, struct bytes term,
                              const struct term_entry *entry, struct error *err)
{
    struct error found = ERROR_NONE;
    enum status status = reserve_list(checker, entry->df, err);
    if (status != STATUS_OK) {
        return status;
    }
    status = segment_read_list(checker->segment, entry, checker->docs, checker->tfs,
                               checker->parts, &found);
    if (status != STATUS_OK) {
        return note(checker, status, &found, err);
    }
    for (uint32_t i = 0; i < entry->df; i++) {
        uint32_t document = checker->docs[i];
        if (document >= checker->segment->facts.documents ||
            (i > 0 && document <= checker->docs[i - 1])) {
            fault(checker, entry->list.data, "order of documents");
            return STATUS_OK;
        }
        checker->lengths[document] += checker->tfs[i];
        checker->occurrences += checker->tfs[i];
    }
    checker->postings += entry->df;
    bounds_check(&checker->faults, entry, checker->docs, checker->tfs, checker->parts, checker->codes);
    for (uint32_t i = 0; i < entry->df; i++) { /* only words have positions */
        checker->tfs[i] -= checker->parts[i];
    }
    const struct lexicon_check_list list = {checker->docs, checker->tfs, checker->parts, entry->df};
    status = lexicon_check_term(&checker->lexicon, term, entry->number, &list, err);
    if (status == STATUS_OK) {
        status = spelling_check(&checker->faults, entry, term, &list, err);
    }
    return status == STATUS_OK ? check_positions(checker, entry, err) : status;
}

static enum status check_terms(struct checker *checker, struct error *err)
{
    struct term_walk *walk = memory_alloc_array(1, sizeof *walk);
    struct buffer before = {0};
    enum status status = walk ? STATUS_OK : error_set_memory(err);
    uint64_t terms = 0;
    while (status == STATUS_OK) {
        struct error found = ERROR_NONE;
        bool more = false;
        status = note(checker, segment_next_term(checker->segment, walk, &more, &found), &found,
                      err);
        if (status != STATUS_OK || !more) {
            break;
        }
        if (terms++ > 0 && bytes_compare(buffer_bytes(&before), walk->term) >= 0) {
            fault(checker, walk->at, "order of terms");
        }
        buffer_reset(&before);
        buffer_append(&before, walk->term.data, walk->term.size);
        if (before.failed) {
            status = error_set_memory(err);
            break;
        }
        status = dictionary_check_term(&checker->dictionary, walk, err);
        status = status == STATUS_OK ? check_list(checker, walk->term, &walk->entry, err) : status;
    }
    buffer_release(&before);
    memory_free(walk);
    return status;
}

/* All documents with a long length and no others, in order. */
static bool long_lengths_fit(const struct segment *segment)
{
    struct bytes rows = segment->sections[SECTION_LONG_LENGTHS];
    size_t at = 0;
    for (uint32_t d = 0; d < segment->facts.documents; d++) {
        if (format_u16(segment->lengths + 2 * (size_t)d) == FORMAT_LONG_LENGTH) {
            if (rows.size - at < 8 || format_u32(rows.data + at) != d ||
                format_u32(rows.data + at + 4) < FORMAT_LONG_LENGTH) {
                return false;
            }
            at += 8;
        }
    }
    return at == rows.size;
}

static void check_facts(struct checker *checker)
{
    const struct segment *segment = checker->segment;
    const struct segment_facts *facts = &segment->facts;
    const uint8_t *at = segment->sections[SECTION_FACTS].data;
    uint32_t least = UINT32_MAX, most = 0;
    uint64_t tokens = 0;
    for (uint32_t d = 0; d < facts->documents; d++) {
        uint32_t length = segment_length(segment, d);
        least = length < least ? length : least;
        most = length > most ? length : most;
        tokens += length;
        if (length != checker->lengths[d]) {
            fault(checker, segment->lengths + 2 * (size_t)d, "length of a document");
        }
    }
    least = facts->documents ? least : 0;
    if (!long_lengths_fit(segment)) {
        fault(checker, segment->sections[SECTION_LONG_LENGTHS].data, "long lengths");
    }
    double average = facts->documents ? (double)tokens / facts->documents : 0;
    if (memcmp(&average, &facts->average_length, sizeof average) != 0 ||
        facts->postings != checker->postings || facts->tokens != tokens ||
        facts->smallest_length != least || facts->largest_length != most) {
        fault(checker, at, "facts");
    }
    if (!all_zero(at + FACTS_AT_END, at + FORMAT_FACTS_BYTES)) {
        fault(checker, at + FACTS_AT_END, "unused bytes of the facts");
    }
}

/* All documents of an analyzer have them or none; those without words are zero. */
static void check_signatures(struct checker *checker)
{
    const struct segment *segment = checker->segment;
    const struct segment_facts *facts = &segment->facts;
    bool wanted = facts->analyzer != ANALYZER_WHITESPACE && facts->documents > 0;
    const uint8_t *at = segment->sections[SECTION_SIGNATURES].data;
    if (signature_exists(segment) != wanted) {
        fault(checker, at, "signatures");
        return;
    }
    for (uint32_t d = 0; wanted && d < facts->documents; d++) {
        if (segment_length(segment, d) == 0 && !signature_is_none(signature_read(segment, d))) {
            fault(checker, at + SIGNATURE_BYTES * (size_t)d, "signature of a document without words");
        }
    }
}

enum status verify_segment(const struct segment *segment, verify_fault *report, void *context,
                           struct error *err)
{
    struct checker checker = {.segment = segment, .faults = {segment, report, context}};
    checker.lengths = memory_alloc_array(segment->facts.documents, sizeof *checker.lengths);
    enum status status = checker.lengths ? STATUS_OK : error_set_memory(err);
    checker.dictionary.faults = &checker.faults;
    if (status == STATUS_OK) {
        check_pages(&checker);
        check_sections(&checker);
        status = lexicon_check_begin(&checker.lexicon, &checker.faults, err);
    }
    if (status == STATUS_OK) {
        status = check_terms(&checker, err);
    }
    if (status == STATUS_OK) {
        dictionary_check_end(&checker.dictionary);
        lexicon_check_end(&checker.lexicon);
        check_facts(&checker);
        check_signatures(&checker);
        status = documents_check(&checker.faults, err);
    }
    memory_free(checker.docs);
    memory_free(checker.tfs);
    memory_free(checker.parts);
    memory_free(checker.codes);
    memory_free(checker.lengths);
    buffer_release(&checker.positions);
    buffer_release(&checker.again);
    dictionary_check_release(&checker.dictionary);
    lexicon_check_release(&checker.lexicon);
    return status;
}

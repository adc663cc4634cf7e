#include "searcher/eval/compound.h"

#include <string.h>

#include "common/format/lexicon.h"

enum { LEAST_BYTES = 5 /* no shorter word has two parts */ };

static size_t segment_count(const struct compound_reader *reader)
{
    return reader->index ? reader->index->segment_count : 0;
}

/* Sums over the segments. */
struct counts {
    uint64_t form_documents, form_capitals, documents, capitals; /* capitals: levels times documents */
};

static bool count_term(const struct segment *segment, struct bytes term, struct bytes form,
                       struct counts *counts)
{
    struct term_entry entry;
    struct lexicon_entry lexicon;
    struct lexicon_form at;
    bool found = false;
    if (segment_lookup(segment, term, &entry, &found, NULL) != STATUS_OK || !found ||
        lexicon_find(segment, entry.number, term, &lexicon, NULL) != STATUS_OK) {
        return false;
    }
    for (uint32_t i = 0; i < lexicon.forms && lexicon_next_form(&lexicon, &at); i++) {
        uint64_t documents = at.documents, capitals = documents * at.capital;
        counts->documents += documents;
        counts->capitals += capitals;
        if (bytes_equal(bytes_of(at.text, at.size), form)) {
            counts->form_documents += documents;
            counts->form_capitals += capitals;
        }
    }
    return true;
}

static uint32_t at_most_u32(uint64_t value)
{
    return value < UINT32_MAX ? (uint32_t)value : UINT32_MAX;
}

static struct counts count_word(const struct compound_reader *reader, struct bytes form)
{
    struct counts counts = {0};
    struct bytes term;
    uint8_t copy[ANALYZER_MAX_FORM_BYTES];
    if (form.size > sizeof copy ||
        analyzer_term(reader->analyzer, form, &term, NULL) != STATUS_OK || term.size > sizeof copy) {
        return counts;
    }
    memcpy(copy, term.data, term.size);
    for (size_t s = 0; s < segment_count(reader); s++) {
        count_term(&reader->index->segments[s].segment, bytes_of(copy, term.size), form, &counts);
    }
    return counts;
}

static void set_stats(const struct counts *counts, struct word_stats *stats)
{
    *stats = (struct word_stats){0};
    stats->documents = at_most_u32(counts->form_documents);
    stats->stem_documents = at_most_u32(counts->documents);
    if (counts->documents > 0) {
        stats->stem_capital = lexicon_capital_share(counts->capitals, counts->documents);
    }
    if (counts->form_documents > 0) {
        stats->capital = lexicon_capital_share(counts->form_capitals, counts->form_documents);
    }
}

static bool find_form(const void *context, struct bytes form, struct word_stats *stats)
{
    const struct counts counts = count_word(context, form);
    set_stats(&counts, stats);
    return stats->documents > 0;
}

static bool find_stem(const void *context, struct bytes form, struct word_stats *stats)
{
    const struct counts counts = count_word(context, form);
    set_stats(&counts, stats);
    return stats->stem_documents > 0;
}

bool compound_reader_stats(const struct compound_reader *reader, struct bytes form,
                           struct word_stats *stats)
{
    return find_stem(reader, form, stats);
}

static enum status make_splitter(struct compound_reader *reader, struct error *err)
{
    if (reader->splitter != NULL) {
        return STATUS_OK;
    }
    struct bytes text = segment_count(reader) > 0
                            ? reader->index->segments[0].segment.sections[SECTION_SPLITS]
                            : bytes_of(NULL, 0);
    struct error found = ERROR_NONE;
    enum status status = STATUS_OK;
    if (reader->exceptions == NULL) { /* else an earlier word had no memory for the splitter */
        status = exceptions_parse(&reader->exceptions, text,
                                  reader->index ? reader->index->path : "", &found);
    }
    if (status == STATUS_INPUT) { /* a builder writes none that cannot be read */
        return segment_damaged(&reader->index->segments[0].segment, text.data, "list of compounds",
                               err);
    }
    if (status != STATUS_OK) {
        return error_set_memory(err);
    }
    return splitter_create(&reader->splitter, reader->exceptions, err);
}

/* What the lexicon of a segment decided of a term, if it has the term as a word. */
static enum status read_decision(const struct segment *segment, const struct term_entry *entry,
                                 struct bytes term, struct compound_words *words, bool *decided,
                                 struct error *err)
{
    struct lexicon_entry lexicon;
    struct lexicon_form form;
    if (entry->df == 0) {
        return STATUS_OK;
    }
    enum status status = lexicon_find(segment, entry->number, term, &lexicon, err);
    *decided = status == STATUS_OK && lexicon.forms > 0;
    if (!*decided || lexicon.part_count == 0) {
        return status;
    }
    if (!lexicon_next_form(&lexicon, &form)) {
        return segment_damaged(segment, lexicon.at, "lexicon", err);
    }
    memcpy(words->form, form.text, form.size);
    words->form_size = form.size;
    words->count = lexicon.part_count;
    unsigned start = 0;
    for (size_t i = 0; i < words->count; i++) {
        const struct lexicon_part *part = &lexicon.parts[i];
        words->parts[i] =
            (struct compound_part){(uint8_t)start, part->size, part->strip, part->restore};
        start += part->size;
    }
    return start == form.size ? STATUS_OK
                              : segment_damaged(segment, lexicon.at, "lexicon", err);
}

enum status compound_read(struct compound_reader *reader, struct bytes form, struct bytes term,
                          const struct term_entry *entries, struct compound_words *words,
                          struct error *err)
{
    const struct index *index = reader->index;
    bool decided = false;
    words->count = 0;
    if (form.size < LEAST_BYTES || form.size > COMPOUND_MAX_FORM_BYTES) {
        return STATUS_OK;
    }
    for (size_t s = 0; s < segment_count(reader) && !decided; s++) {
        enum status status =
            read_decision(&index->segments[s].segment, &entries[s], term, words, &decided, err);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return decided ? STATUS_OK : compound_split(reader, form, words, err);
}

enum status compound_split(struct compound_reader *reader, struct bytes form,
                           struct compound_words *words, struct error *err)
{
    uint64_t documents = reader->index ? reader->index->documents : 0;
    words->count = 0;
    if (form.size < LEAST_BYTES || form.size > COMPOUND_MAX_FORM_BYTES) {
        return STATUS_OK;
    }
    const struct vocabulary vocabulary = {reader, at_most_u32(documents), find_form, find_stem};
    enum status status = make_splitter(reader, err);
    if (status == STATUS_OK) {
        memcpy(words->form, form.data, form.size);
        words->form_size = form.size;
        words->count = splitter_split(reader->splitter, &vocabulary, form, words->parts);
    }
    return status;
}

void compound_reader_release(struct compound_reader *reader)
{
    splitter_destroy(reader->splitter);
    exceptions_destroy(reader->exceptions);
    reader->splitter = NULL;
    reader->exceptions = NULL;
}

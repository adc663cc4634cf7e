#include "indexer/invert/inverter.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/text/casing.h"
#include "indexer/invert/deflater.h"
#include "indexer/invert/form_table.h"
#include "indexer/invert/run_writer.h"
#include "indexer/invert/shingles.h"
#include "indexer/invert/term_sort.h"

enum { NO_WORD = -1 };

struct occurrence {
    uint32_t word; /* term of this batch, in order of first occurrence */
    uint32_t document_spelling; /* see place_pack */
    uint32_t position;
};

/* A term of this batch. */
struct word {
    uint64_t first; /* see term_first */
    uint32_t term;  /* number in the form table */
    uint32_t count, start;
    struct bytes text;
};

struct inverter {
    enum analyzer_kind kind;
    struct analyzer *analyzer;
    struct parser *parser;
    struct deflater *deflater;
    struct token_list tokens;
    struct form_table table;
    size_t table_bytes;
    bool store;
    struct buffer occurrences; /* struct occurrence */
    struct buffer words;       /* struct word, by number */
    struct buffer order;       /* struct term_key: the words in byte order */
    struct buffer sorted;      /* struct place */
    struct buffer places;      /* u32 by word: where the next occurrence goes */
    int32_t *word_of_term;     /* NO_WORD: not in this batch */
    size_t word_capacity;
    struct buffer seen_forms;  /* u32: numbers of the batch's forms */
    struct buffer raw;         /* stored records of the chunk at hand */
    uint32_t raw_documents;
    struct shingles shingles;
    bool signs;                /* the field at hand is what the signature is of */
    struct run_writer writer;
};

enum status inverter_create(struct inverter **created, enum analyzer_kind kind, bool store,
                            size_t table_bytes, struct error *err)
{
    struct inverter *inverter = memory_alloc_array(1, sizeof *inverter);
    if (inverter == NULL) {
        return error_set_memory(err);
    }
    inverter->kind = kind;
    inverter->store = store;
    inverter->table_bytes = table_bytes;
    inverter->writer.spellings = kind != ANALYZER_WHITESPACE;
    enum status status = analyzer_create(&inverter->analyzer, kind, err);
    if (status == STATUS_OK) {
        status = parser_create(&inverter->parser, err);
    }
    if (status == STATUS_OK) {
        status = deflater_create(&inverter->deflater, err);
    }
    if (status != STATUS_OK) {
        inverter_destroy(inverter);
        return status;
    }
    *created = inverter;
    return STATUS_OK;
}

void inverter_destroy(struct inverter *inverter)
{
    if (inverter == NULL) {
        return;
    }
    analyzer_destroy(inverter->analyzer);
    parser_destroy(inverter->parser);
    deflater_destroy(inverter->deflater);
    token_list_release(&inverter->tokens);
    form_table_release(&inverter->table);
    buffer_release(&inverter->occurrences);
    buffer_release(&inverter->words);
    buffer_release(&inverter->order);
    buffer_release(&inverter->sorted);
    buffer_release(&inverter->places);
    memory_free(inverter->word_of_term);
    buffer_release(&inverter->seen_forms);
    buffer_release(&inverter->raw);
    buffer_release(&inverter->writer.payload);
    memory_free(inverter);
}

/* Room for the term in word_of_term. */
static bool reserve_word(struct inverter *inverter, uint32_t term)
{
    if (term < inverter->word_capacity) {
        return true;
    }
    size_t capacity = inverter->word_capacity ? 2 * inverter->word_capacity : 4096;
    capacity = capacity > term ? capacity : (size_t)term + 1;
    int32_t *words = memory_resize(inverter->word_of_term, capacity * sizeof *words);
    if (words == NULL) {
        return false;
    }
    for (size_t i = inverter->word_capacity; i < capacity; i++) {
        words[i] = NO_WORD;
    }
    inverter->word_of_term = words;
    inverter->word_capacity = capacity;
    return true;
}

static struct word *word_at(const struct inverter *inverter, size_t index)
{
    return (struct word *)(void *)inverter->words.data + index;
}

/* The word of a term in this batch. */
static enum status find_word(struct inverter *inverter, uint32_t term, uint32_t *number,
                             struct error *err)
{
    if (!reserve_word(inverter, term)) {
        return error_set_memory(err);
    }
    int32_t *word = &inverter->word_of_term[term];
    if (*word == NO_WORD) {
        struct word fresh = {.term = term, .text = inverter->table.terms[term]};
        fresh.first = term_first(fresh.text);
        *word = (int32_t)(inverter->words.size / sizeof fresh);
        buffer_append(&inverter->words, &fresh, sizeof fresh);
    }
    *number = (uint32_t)*word;
    return inverter->words.failed ? error_set_memory(err) : STATUS_OK;
}

/* The first time that the batch has a form. */
static enum status begin_form(struct inverter *inverter, uint32_t number, struct form *form,
                              struct error *err)
{
    buffer_append(&inverter->seen_forms, &number, sizeof number);
    return inverter->seen_forms.failed ? error_set_memory(err)
                                       : find_word(inverter, form->term, &form->word, err);
}

static void count_form(struct form *form, uint32_t document, enum casing casing)
{
    form->documents += form->last_document != document + 1;
    form->last_document = document + 1;
    if (casing != CASING_UNKNOWN && form->seen < UINT32_MAX) { /* enough has been seen then */
        form->seen++;
        form->capitals += casing == CASING_CAPITAL;
    }
}

/* Occurrences of the tokens [from, end of list), which come from `text`. */
static enum status add_occurrences(struct inverter *inverter, struct bytes text, size_t from,
                                   const struct batch *batch, struct error *err)
{
    const struct token_list *tokens = &inverter->tokens;
    struct buffer *out = &inverter->occurrences;
    uint32_t numbers[FORM_BLOCK], document = batch->document_count;
    bool german = inverter->kind != ANALYZER_WHITESPACE;
    if (!buffer_reserve(out, (tokens->count - from) * sizeof(struct occurrence))) {
        return error_set_memory(err);
    }
    struct occurrence *occurrence = (struct occurrence *)(void *)(out->data + out->size);
    for (size_t first = from; first < tokens->count; first += FORM_BLOCK) {
        size_t left = tokens->count - first, count = left < FORM_BLOCK ? left : FORM_BLOCK;
        enum status status = form_table_find_block(&inverter->table, inverter->analyzer, tokens,
                                                   first, count, numbers, err);
        for (size_t i = 0; i < count && status == STATUS_OK; i++, occurrence++) {
            const struct token *token = &tokens->tokens[first + i];
            struct form *form = &inverter->table.forms[numbers[i]];
            if (form->occurrences++ == 0) {
                status = begin_form(inverter, numbers[i], form, err);
            }
            if (german) {
                count_form(form, document, casing_of(text, token));
            }
            if (inverter->signs) {
                shingles_add(&inverter->shingles, form->hash);
            }
            *occurrence = (struct occurrence){
                form->word, place_pack(document, form_spelling(form)), token->position};
        }
        if (status != STATUS_OK) {
            return status;
        }
    }
    out->size = (size_t)((uint8_t *)occurrence - out->data);
    return STATUS_OK;
}

/* One field of the document, behind what is there: a phrase does not reach from one into the next. */
static enum status add_field(struct inverter *inverter, struct bytes text, struct batch *batch,
                             struct error *err)
{
    struct token_list *tokens = &inverter->tokens;
    size_t from = tokens->count;
    if (text.size == 0) {
        return STATUS_OK;
    }
    tokens->next_position += from > 0;
    enum status status = analyzer_segment(inverter->analyzer, text, tokens, err);
    return status == STATUS_OK ? add_occurrences(inverter, text, from, batch, err) : status;
}

static void sign(struct inverter *inverter, struct batch *batch)
{
    const struct signature signature = shingles_finish(&inverter->shingles);
    buffer_append_u64(&batch->signatures, signature.low);
    buffer_append_u64(&batch->signatures, signature.high);
}

/* The title counts twice (BM25F with weight 2: Robertson, Zaragoza and Taylor, 2004). */
static enum status add_tokens(struct inverter *inverter, const struct document *document,
                              struct batch *batch, struct error *err)
{
    struct token_list *tokens = &inverter->tokens;
    bool german = inverter->kind != ANALYZER_WHITESPACE;
    token_list_reset(tokens);
    shingles_begin(&inverter->shingles);
    inverter->signs = german && document->text.size == 0;
    enum status status = add_field(inverter, document->title, batch, err);
    inverter->signs = false;
    if (status == STATUS_OK && german) {
        status = add_field(inverter, document->title, batch, err);
    }
    inverter->signs = german;
    if (status == STATUS_OK) {
        status = add_field(inverter, document->text, batch, err);
    }
    if (german) {
        sign(inverter, batch);
    }
    batch->text_bytes += document->title.size + document->text.size;
    uint32_t length = (uint32_t)tokens->count;
    buffer_append(&batch->lengths, &length, sizeof length);
    bool failed = inverter->occurrences.failed || batch->lengths.failed;
    return status == STATUS_OK && failed ? error_set_memory(err) : status;
}

static void store_field(struct buffer *out, struct bytes name, struct bytes value)
{
    buffer_append_varint(out, name.size);
    buffer_append(out, name.data, name.size);
    buffer_append_varint(out, value.size);
    buffer_append(out, value.data, value.size);
}

static void store_document(struct buffer *out, const struct document *document)
{
    const struct field known[] = {{bytes_of_text("title"), document->title},
                                  {bytes_of_text("text"), document->text},
                                  {bytes_of_text("url"), document->url},
                                  {bytes_of_text("date"), document->date}};
    size_t count = document->field_count;
    for (size_t i = 0; i < 4; i++) {
        count += known[i].value.size > 0;
    }
    buffer_append_varint(out, count);
    for (size_t i = 0; i < 4; i++) {
        if (known[i].value.size > 0) {
            store_field(out, known[i].name, known[i].value);
        }
    }
    for (size_t i = 0; i < document->field_count; i++) {
        store_field(out, document->fields[i].name, document->fields[i].value);
    }
}

static enum status end_chunk(struct inverter *inverter, struct batch *batch, struct error *err)
{
    struct buffer *raw = &inverter->raw;
    if (!inverter->store || inverter->raw_documents == 0) {
        return STATUS_OK;
    }
    if (raw->failed || raw->size > UINT32_MAX / 2) {
        return error_set_memory(err);
    }
    size_t start = batch->stored.size;
    enum status status =
        deflater_append(inverter->deflater, buffer_bytes(raw), &batch->stored, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct stored_block block = {(uint32_t)(batch->stored.size - start), (uint32_t)raw->size,
                                 inverter->raw_documents};
    buffer_append(&batch->blocks, &block, sizeof block);
    buffer_reset(raw);
    inverter->raw_documents = 0;
    return STATUS_OK;
}

static enum status add_record(struct inverter *inverter, const struct batch_record *record,
                              struct batch *batch, struct error *err)
{
    struct document document;
    bool usable = false;
    uint64_t replaced = inverter->tokens.replaced;
    enum status status = parser_parse(inverter->parser, &record->record, &document, &usable,
                                      &batch->skips, err);
    if (status == STATUS_OK && usable) {
        status = add_tokens(inverter, &document, batch, err);
        id_list_add(&batch->ids, document.id);
        if (inverter->store) {
            store_document(&inverter->raw, &document);
            inverter->raw_documents++;
        }
        batch->document_count++;
    }
    if (inverter->tokens.replaced != replaced) {
        skips_note(&batch->skips, SKIP_INVALID_UTF8, record->record.name, record->record.line);
    }
    if (status == STATUS_OK && record->ends_chunk) {
        status = end_chunk(inverter, batch, err);
    }
    return status;
}

static int compare_words(const void *left, const void *right)
{
    const struct word *a = left, *b = right;
    return bytes_compare(a->text, b->text);
}

static struct form *seen_form(const struct inverter *inverter, size_t index)
{
    const uint32_t *numbers = (const uint32_t *)(void *)inverter->seen_forms.data;
    return &inverter->table.forms[numbers[index]];
}

/* The words' counts are the sums of those of their forms. */
static void count_words(struct inverter *inverter)
{
    for (size_t i = 0; i < inverter->seen_forms.size / sizeof(uint32_t); i++) {
        const struct form *form = seen_form(inverter, i);
        word_at(inverter, form->word)->count += form->occurrences;
    }
}

static bool sort_words(struct inverter *inverter)
{
    size_t count = inverter->words.size / sizeof(struct word);
    buffer_reset(&inverter->order);
    if (!buffer_reserve(&inverter->order, count * sizeof(struct term_key))) {
        return false;
    }
    struct term_key *order = (struct term_key *)(void *)inverter->order.data;
    for (size_t i = 0; i < count; i++) {
        struct word *word = word_at(inverter, i);
        order[i] = (struct term_key){word->first, word};
    }
    inverter->order.size = count * sizeof *order;
    return term_keys_sort(order, count, compare_words);
}

/* The word at a place in byte order. */
static struct word *word_in_order(const struct inverter *inverter, size_t place)
{
    return ((const struct term_key *)(void *)inverter->order.data)[place].item;
}

/* Sorts the words by their bytes and, by counting, the occurrences by word. */
static bool sort_occurrences(struct inverter *inverter)
{
    size_t words = inverter->words.size / sizeof(struct word);
    size_t count = inverter->occurrences.size / sizeof(struct occurrence);
    buffer_reset(&inverter->places);
    buffer_reset(&inverter->sorted);
    if (!buffer_reserve(&inverter->places, words * sizeof(uint32_t)) ||
        !buffer_reserve(&inverter->sorted, count * sizeof(struct place)) ||
        !sort_words(inverter)) {
        return false;
    }
    count_words(inverter);
    uint32_t *next = (uint32_t *)(void *)inverter->places.data, start = 0;
    for (size_t i = 0; i < words; i++) {
        struct word *word = word_in_order(inverter, i);
        word->start = next[word - word_at(inverter, 0)] = start;
        start += word->count;
    }
    struct place *sorted = (struct place *)(void *)inverter->sorted.data;
    const struct occurrence *from = (const void *)inverter->occurrences.data;
    for (size_t i = 0; i < count; i++) {
        sorted[next[from[i].word]++] = (struct place){from[i].document_spelling, from[i].position};
    }
    return true;
}

void inverter_take_forms(struct inverter *inverter, struct buffer *out)
{
    for (size_t i = 1; i <= inverter->table.form_count; i++) {
        struct form *form = &inverter->table.forms[i];
        if (form->documents == 0) { /* words that are taken as they are have no counts */
            continue;
        }
        struct bytes text = form_bytes(form), term = inverter->table.terms[form->term];
        struct batch_form head = {form->documents, form->seen, form->capitals,
                                  (uint8_t)text.size, (uint8_t)term.size};
        buffer_append(out, &head, sizeof head);
        buffer_append(out, text.data, text.size);
        buffer_append(out, term.data, term.size);
        form->documents = form->seen = form->capitals = 0;
    }
}

/* The next batch counts occurrences and numbers documents anew. */
static void end_forms(struct inverter *inverter)
{
    for (size_t i = 0; i < inverter->seen_forms.size / sizeof(uint32_t); i++) {
        struct form *form = seen_form(inverter, i);
        form->occurrences = form->last_document = 0;
    }
}

static void write_run(struct inverter *inverter, struct batch *batch)
{
    size_t words = inverter->words.size / sizeof(struct word);
    const struct place *places = (const struct place *)(void *)inverter->sorted.data;
    uint32_t *lengths = (uint32_t *)(void *)batch->lengths.data;
    unsigned part = 0;
    for (size_t i = 0; i < words; i++) {
        const struct word *word = word_in_order(inverter, i);
        while (part <= word->text.data[0]) {
            batch->parts[part++] = batch->run.size;
        }
        run_writer_append(&inverter->writer, word->text, places + word->start, word->count, lengths,
                          &batch->run);
        inverter->word_of_term[word->term] = NO_WORD;
    }
    while (part <= RUN_PARTS) {
        batch->parts[part++] = batch->run.size;
    }
}

enum status inverter_run(struct inverter *inverter, struct batch *batch, struct error *err)
{
    enum status status = STATUS_OK;
    buffer_reset(&inverter->occurrences);
    buffer_reset(&inverter->words);
    buffer_reset(&inverter->seen_forms);
    for (size_t i = 0; i < batch->record_count && status == STATUS_OK; i++) {
        status = add_record(inverter, &batch->records[i], batch, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (inverter->occurrences.size / sizeof(struct occurrence) > UINT32_MAX ||
        batch->document_count > PLACE_MOST_DOCUMENTS) {
        return error_set(err, STATUS_LIMIT, "a batch of records has too many tokens");
    }
    if (!sort_occurrences(inverter)) {
        return error_set_memory(err);
    }
    write_run(inverter, batch);
    end_forms(inverter);
    if (form_table_bytes(&inverter->table) > inverter->table_bytes) {
        inverter_take_forms(inverter, &batch->forms);
        form_table_release(&inverter->table);
    }
    bool failed = batch->run.failed || id_list_failed(&batch->ids) || batch->lengths.failed ||
                  batch->blocks.failed || batch->forms.failed ||
                  batch->signatures.failed || inverter->seen_forms.failed;
    buffer_release(&batch->bytes);
    return failed ? error_set_memory(err) : STATUS_OK;
}

#include "common/text/analyzer.h"

#include <assert.h>
#include <libstemmer.h>
#include <string.h>
#include <xxhash.h>

#include "common/base/memory.h"
#include "common/text/cistem.h"
#include "common/text/german.h"
#include "common/text/segment.h"

struct analyzer {
    enum analyzer_kind kind;
    struct sb_stemmer *stemmer; /* ANALYZER_GERMAN only */
    uint8_t key[GERMAN_KEY_BYTES];
};
static_assert(2 * ANALYZER_MAX_FORM_BYTES <= GERMAN_KEY_BYTES &&
                  (size_t)GERMAN_KEY_BYTES <= (size_t)CISTEM_MAX_BYTES,
              "keys have room, and CISTEM takes each");

const char *analyzer_name(enum analyzer_kind kind)
{
    static const char *const names[ANALYZER_KINDS] = {"german", "whitespace", "german-cistem"};
    return names[kind];
}

enum status analyzer_create(struct analyzer **created, enum analyzer_kind kind, struct error *err)
{
    struct analyzer *analyzer = memory_alloc_array(1, sizeof *analyzer);
    if (analyzer == NULL) {
        return error_set_memory(err);
    }
    analyzer->kind = kind;
    if (kind == ANALYZER_GERMAN) {
        analyzer->stemmer = sb_stemmer_new("german", "UTF_8");
        if (analyzer->stemmer == NULL) {
            memory_free(analyzer);
            return error_set(err, STATUS_INCOMPATIBLE, "libstemmer has no German stemmer");
        }
    }
    *created = analyzer;
    return STATUS_OK;
}

void analyzer_destroy(struct analyzer *analyzer)
{
    if (analyzer != NULL) {
        if (analyzer->stemmer != NULL) {
            sb_stemmer_delete(analyzer->stemmer);
        }
        memory_free(analyzer);
    }
}

enum status analyzer_segment(struct analyzer *analyzer, struct bytes text, struct token_list *list,
                             struct error *err)
{
    bool done = analyzer->kind == ANALYZER_WHITESPACE ? segment_whitespace(text, list)
                                                      : segment_german(text, list);
    return done ? STATUS_OK : error_set_memory(err);
}

void token_list_reset(struct token_list *list)
{
    list->count = 0;
    list->next_position = 0;
    buffer_reset(&list->forms);
}

void token_list_release(struct token_list *list)
{
    memory_free(list->tokens);
    buffer_release(&list->forms);
    *list = (struct token_list){0};
}

enum status analyzer_term(struct analyzer *analyzer, struct bytes form, struct bytes *term,
                          struct error *err)
{
    if (analyzer->kind == ANALYZER_WHITESPACE || form.size > ANALYZER_MAX_FORM_BYTES) {
        *term = form;
        return STATUS_OK;
    }
    struct bytes stem = bytes_of(analyzer->key, german_key(form, analyzer->key));
    if (analyzer->kind == ANALYZER_CISTEM) {
        stem.size = cistem_stem(stem, analyzer->key);
    } else {
        stem.data = sb_stemmer_stem(analyzer->stemmer, analyzer->key, (int)stem.size);
        if (stem.data == NULL) {
            return error_set_memory(err);
        }
        stem.size = (size_t)sb_stemmer_length(analyzer->stemmer);
    }
    bool usable = stem.size > 0 && stem.size <= ANALYZER_MAX_FORM_BYTES;
    *term = usable ? stem : form;
    return STATUS_OK;
}

bool analyzer_is_stop_word(const struct analyzer *analyzer, struct bytes form)
{
    return analyzer->kind != ANALYZER_WHITESPACE && german_is_stop_word(form);
}

/* Words whose stems differ between stemmer versions, and one of each rule of ours. */
static const char probes[] =
    "Häuser Hauses schön schöner Müller Mueller Straße Strasse neue Quelle aktuell Museen Konten "
    "Literatur-Lexikon Nutzer:innen 10.000 5,5 C++ C# § z. B. Kundinnen gekündigt gegrüßt "
    "Veröffentlichung verschoben Systemen Lehrerinnen laufend Mitgliedern Ergebnisse Autorin "
    "erledigt eilend kategorisch Spiele spielend fu\xCD\xA4r Kohlenstoff\xC2\xAD"
    "dioxid lustigsten "
    "z.B. U.S.A. geht's Ku'damm Lehrer/-innen Lehrer(in) BürgerInnen jede:r Besucher:innenzentrum "
    "Vor- und Nachname Kündi-\ngung Arbeits\xC2\xAD\nvertrag 3-5 10'000 1.234,56 1,2,3 14.08.2024 "
    "1.2.3 §§ 14 info@beispiel.de www.beispiel.de Schiffahrt Photo Delphin potentiell Bäuerin "
    "Cafe\xCC\x81 İstanbul M&uuml;ller Dvořák Erdős Statue 3. Mai 2021 2021-05-03 Alben Autos "
    "Parties Kurs Antibiotika "
    "Theil seyn Druk jezt Waare Fabrication regirt Baum\xE2\xB8\x97Wolle Regi=\nment "
    "He\xEA\x9D\x9Bzog "
    "Schüler Ärztin Königinnen ging anerkannt angerufen anzurufen gearbeitet gehört lachend "
    "handelt Regeln Sprachkurs "
    "Nr. zwölf 3-jährig 2.5 Bahnhofstr. Art. 3 zu Hause so genannten 35 % 50 € 5kg 7 500 Meter "
    "16:45 lächle kletterst Busse recyclen. "
    "Messer seit Fälle Müllerin Interviews Handies Nachbarn PCs einundzwanzig 35-jährig 50,00 "
    "Ceau\xC8\x99"
    "escu Sinfonie Symphonie Ketschup Jänner km 3.5.90 24.12. 20\xC2\xB0 $5 gewünscht gewinnt "
    "schwömme riefe lebend beste "
    "Er ruft morgen den Wirt an. Sie stand früh auf.";

enum status analyzer_fingerprint(enum analyzer_kind kind, uint64_t *fingerprint, struct error *err)
{
    struct analyzer *analyzer = NULL;
    struct token_list list = {0};
    struct buffer out = {0};
    enum status status = analyzer_create(&analyzer, kind, err);
    if (status != STATUS_OK) {
        return status;
    }
    status = analyzer_segment(
        analyzer, bytes_of_text(kind == ANALYZER_WHITESPACE ? "taken as they are" : probes), &list,
        err);
    for (size_t i = 0; status == STATUS_OK && i < list.count; i++) {
        struct bytes term;
        status = analyzer_term(analyzer, token_form(&list, &list.tokens[i]), &term, err);
        if (status == STATUS_OK) {
            buffer_append_varint(&out, list.tokens[i].position);
            buffer_append(&out, term.data, term.size);
            buffer_append_byte(&out, 0);
        }
    }
    if (status == STATUS_OK && out.failed) {
        status = error_set_memory(err);
    }
    if (status == STATUS_OK) {
        *fingerprint = XXH3_64bits_withSeed(out.data, out.size, (XXH64_hash_t)kind);
    }
    buffer_release(&out);
    token_list_release(&list);
    analyzer_destroy(analyzer);
    return status;
}

enum status analyzer_trace(struct analyzer *analyzer, struct bytes text,
                           const struct trace_note *note, struct buffer *out, struct error *err)
{
    uint8_t copy[ANALYZER_MAX_FORM_BYTES]; /* the analyzer's is gone when the note uses it */
    struct token_list list = {0};
    enum status status = analyzer_segment(analyzer, text, &list, err);
    for (size_t i = 0; status == STATUS_OK && i < list.count; i++) {
        const struct token *token = &list.tokens[i];
        struct bytes form = token_form(&list, token), term;
        status = analyzer_term(analyzer, form, &term, err);
        if (status != STATUS_OK) {
            break;
        }
        buffer_append_format(out, "%u\t", token->position);
        buffer_append(out, text.data + token->text_start, token->text_end - token->text_start);
        buffer_append_byte(out, '\t');
        buffer_append(out, form.data, form.size);
        buffer_append_text(out, analyzer_is_stop_word(analyzer, form) ? "\tstop\t" : "\t\t");
        buffer_append(out, term.data, term.size);
        if (note != NULL) {
            memcpy(copy, term.data, term.size);
            status = note->append(note->context, form, bytes_of(copy, term.size), out, err);
        }
        buffer_append_byte(out, '\n');
    }
    token_list_release(&list);
    return status == STATUS_OK && out->failed ? error_set_memory(err) : status;
}

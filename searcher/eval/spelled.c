#include "searcher/eval/spelled.h"

#include "common/format/lexicon.h"
#include "common/format/spellings.h"
#include "common/text/spelling.h"

/* Without sets all documents have all forms of the term. */
static enum status open_forms(const struct segment *segment, const struct search_term *wanted,
                              uint32_t number, bool *there, struct error *err)
{
    struct lexicon_entry lexicon;
    struct lexicon_form form;
    enum status status = lexicon_find(segment, number, wanted->term, &lexicon, err);
    for (uint32_t i = 0; status == STATUS_OK && i < lexicon.forms; i++) {
        if (!lexicon_next_form(&lexicon, &form)) {
            return segment_damaged(segment, lexicon.at, "lexicon", err);
        }
        uint8_t spelling = spelling_of(bytes_of(form.text, form.size));
        *there = *there || (form.documents > 0 && /* 0: known from older segments only */
                            (spelling == wanted->spelling || spelling == wanted->transcribed));
    }
    return status;
}

enum status spelled_open_term(struct spelled *spelled, const struct segment *segment,
                              const struct codec *codec, const struct search_term *wanted,
                              const struct term_entry *entry, struct error *err)
{
    struct spellings spellings;
    bool there = false;
    *spelled = (struct spelled){0};
    if (!wanted->spelled || entry->df == 0) {
        return STATUS_OK;
    }
    enum status status = spellings_read(segment, entry, &spellings, err);
    if (status != STATUS_OK || spellings.set_count == 0) {
        status = status == STATUS_OK ? open_forms(segment, wanted, entry->number, &there, err)
                                     : status;
        *spelled = (struct spelled){.wanted = there};
    } else {
        *spelled = (struct spelled){.codec = codec, .codes = spellings.codes};
        for (uint32_t i = 0; i < spellings.count; i++) {
            uint8_t spelling = spellings.bytes[i];
            spelled->wanted |= spelling == wanted->spelling || spelling == wanted->transcribed
                                   ? spellings.sets[i]
                                   : 0;
        }
    }
    spelled->bonus = spelled->wanted ? SPELLED_SHARE * wanted->weight : 0;
    return status;
}

enum status spelled_open(struct segment_run *run, const struct codec *codec, struct error *err)
{
    const struct plan *plan = run->plan;
    enum status status = STATUS_OK;
    run->bonus = 0;
    for (uint32_t t = 0; t < plan->term_count && status == STATUS_OK; t++) {
        status = spelled_open_term(&run->spelled[t], &run->segment->segment, codec, &plan->terms[t],
                                   run_entry(run, t), err);
        run->bonus += run->spelled[t].bonus;
    }
    return status;
}

#include "indexer/verify/spelling_check.h"

#include "common/format/lexicon.h"
#include "common/text/spelling.h"

/* The spellings of the lexicon's forms; false if these cannot be read, which is told elsewhere. */
static bool read_forms(const struct segment *segment, const struct term_entry *entry,
                       struct bytes term, bool there[256])
{
    struct lexicon_entry lexicon;
    struct lexicon_form form;
    struct error ignored = ERROR_NONE;
    if (!lexicon_exists(segment) ||
        lexicon_find(segment, entry->number, term, &lexicon, &ignored) != STATUS_OK) {
        return false;
    }
    for (uint32_t i = 0; i < lexicon.forms; i++) {
        if (!lexicon_next_form(&lexicon, &form)) {
            return false;
        }
        there[spelling_of(bytes_of(form.text, form.size))] |= form.documents > 0;
    }
    return true;
}

/* Each set once, of rising spellings that forms of the term have. */
static bool sets_fit(const struct spellings *spellings, const bool *forms)
{
    for (uint32_t i = 0; i < spellings->set_count; i++) {
        struct bytes set = spellings->sets[i];
        for (size_t j = 0; j < set.size; j++) {
            if ((j > 0 && set.data[j] <= set.data[j - 1]) || (forms && !forms[set.data[j]])) {
                return false;
            }
        }
        for (uint32_t j = 0; j < i; j++) {
            if (bytes_equal(set, spellings->sets[j])) {
                return false;
            }
        }
    }
    return true;
}

/* How many documents have each set, and the first of them. */
struct usage {
    uint32_t count[FORMAT_SPELLING_SETS], first[FORMAT_SPELLING_SETS];
};

/* Codes are those of sets; words have a set that is not empty, if all sets are told. */
static bool codes_fit(const struct spellings *spellings, const struct lexicon_check_list *list,
                      struct usage *usage)
{
    bool all = spellings->set_count < FORMAT_SPELLING_SETS;
    uint64_t bits = (uint64_t)list->count * spellings->width;
    for (uint32_t i = 0; i < list->count; i++) {
        uint32_t code = spellings_code(spellings, i);
        if (code >= spellings->set_count ||
            (all && list->words[i] == 0 && spellings->sets[code].size > 0)) {
            return false;
        }
        usage->first[code] = usage->count[code]++ == 0 ? i : usage->first[code];
    }
    return bits % 8 == 0 || spellings->codes.data[bits / 8] >> bits % 8 == 0;
}

static bool goes_before(const struct usage *usage, uint32_t a, uint32_t b)
{
    return usage->count[a] > usage->count[b] ||
           (usage->count[a] == usage->count[b] && usage->first[a] < usage->first[b]);
}

/* Sets stand in the builder's order. How many documents each has is known only if all are told. */
static bool order_fits(const struct spellings *spellings, const struct usage *usage)
{
    bool all = spellings->set_count < FORMAT_SPELLING_SETS;
    uint32_t singles = 0, some = FORMAT_SPELLING_SETS / 2;
    for (uint32_t i = 0; i < spellings->set_count; i++) {
        singles += spellings->sets[i].size <= 1;
    }
    singles = singles < some ? singles : some;
    for (uint32_t i = 0; i < spellings->set_count; i++) {
        bool single = spellings->sets[i].size <= 1;
        bool follows = i == 0 || (i == singles && !single) || goes_before(usage, i - 1, i);
        if (i > singles && single) { /* the last of those that are sure to be told */
            follows = follows && goes_before(usage, singles - 1, i);
        }
        if (usage->count[i] == 0 || (i < singles && !single) || (all && !follows)) {
            return false;
        }
    }
    return true;
}

enum status spelling_check(struct faults *faults, const struct term_entry *entry, struct bytes term,
                           const struct lexicon_check_list *list, struct error *err)
{
    const struct segment *segment = faults->segment;
    struct spellings spellings;
    struct usage usage = {{0}, {0}};
    struct error found = ERROR_NONE;
    bool forms[256] = {false};
    enum status status = segment_spellings(segment, entry, &spellings, &found);
    if (status != STATUS_OK || spellings.set_count == 0) {
        return faults_note(faults, status, &found, err);
    }
    bool known = read_forms(segment, entry, term, forms);
    if (!sets_fit(&spellings, known ? forms : NULL) || !codes_fit(&spellings, list, &usage) ||
        !order_fits(&spellings, &usage)) {
        faults_add(faults, entry->positions.data, "spellings");
    }
    return STATUS_OK;
}

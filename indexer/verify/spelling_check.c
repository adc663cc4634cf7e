#include "indexer/verify/spelling_check.h"

#include "common/base/memory.h"
#include "common/format/lexicon.h"
#include "common/format/spellings.h"
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

/* Rising spellings that forms of the term have and some set, each set once. */
static bool sets_fit(const struct spellings *spellings, const bool *forms)
{
    for (uint32_t i = 0; i < spellings->count; i++) {
        if (spellings->sets[i] == 0 || (i > 0 && spellings->bytes[i] <= spellings->bytes[i - 1]) ||
            (forms && !forms[spellings->bytes[i]])) {
            return false;
        }
    }
    for (uint32_t a = 1; a < spellings->set_count; a++) {
        for (uint32_t b = 0; b < a; b++) {
            bool differ = false;
            for (uint32_t i = 0; i < spellings->count; i++) {
                unsigned sets = spellings->sets[i];
                differ = differ || (sets >> a & 1) != (sets >> b & 1);
            }
            if (!differ) {
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

static bool is_empty(const struct spellings *spellings, uint32_t set)
{
    unsigned some = 0;
    for (uint32_t i = 0; i < spellings->count; i++) {
        some |= spellings->sets[i];
    }
    return (some >> set & 1) == 0;
}

/* Codes are those of sets; words have a set that is not empty, if all sets are told. */
static bool read_codes(const struct spellings *spellings, const struct lexicon_check_list *list,
                       uint8_t *codes, struct usage *usage)
{
    bool all = spellings->set_count < FORMAT_SPELLING_SETS, empty[FORMAT_SPELLING_SETS] = {false};
    for (uint32_t i = 0; i < spellings->set_count; i++) {
        empty[i] = is_empty(spellings, i);
    }
    for (uint32_t i = 0; i < list->count; i++) {
        uint32_t code = spellings_code(spellings, i);
        if (code >= spellings->set_count || (all && list->words[i] == 0 && !empty[code])) {
            return false;
        }
        codes[i] = (uint8_t)code;
        usage->first[code] = usage->count[code]++ == 0 ? i : usage->first[code];
    }
    return true;
}

/* Each set has documents; those with the most stand first. */
static bool order_fits(const struct spellings *spellings, const struct usage *usage)
{
    for (uint32_t i = 0; i < spellings->set_count; i++) {
        bool follows = i == 0 || usage->count[i - 1] > usage->count[i] ||
                       (usage->count[i - 1] == usage->count[i] && usage->first[i - 1] < usage->first[i]);
        if (usage->count[i] == 0 || !follows) {
            return false;
        }
    }
    return true;
}

/* The bytes are those that a builder gives these sets and codes. */
static enum status check_bytes(struct faults *faults, const struct term_entry *entry,
                               const struct spellings *spellings, const uint8_t *codes, struct error *err)
{
    struct buffer again = {0};
    struct bytes all, positions;
    bool cut = spellings_cut(entry, &all, &positions);
    spellings_write(spellings, codes, entry->df, &again);
    bool failed = again.failed;
    if (!failed && (!cut || !bytes_equal(all, buffer_bytes(&again)))) {
        faults_add(faults, entry->positions.data, "spellings");
    }
    buffer_release(&again);
    return failed ? error_set_memory(err) : STATUS_OK;
}

enum status spelling_check(struct faults *faults, const struct term_entry *entry, struct bytes term,
                           const struct lexicon_check_list *list, struct error *err)
{
    const struct segment *segment = faults->segment;
    struct spellings spellings;
    struct usage usage = {{0}, {0}};
    struct error found = ERROR_NONE;
    bool forms[256] = {false};
    enum status status = spellings_read(segment, entry, &spellings, &found);
    if (status != STATUS_OK || spellings.set_count == 0) {
        return faults_note(faults, status, &found, err);
    }
    uint8_t *codes = memory_alloc_array(list->count, 1);
    if (codes == NULL) {
        return error_set_memory(err);
    }
    bool known = read_forms(segment, entry, term, forms);
    if (sets_fit(&spellings, known ? forms : NULL) && read_codes(&spellings, list, codes, &usage) &&
        order_fits(&spellings, &usage)) {
        status = check_bytes(faults, entry, &spellings, codes, err);
    } else {
        faults_add(faults, entry->positions.data, "spellings");
    }
    memory_free(codes);
    return status;
}

#include "common/text/scanner.h"
#include "common/text/words.h"

/* Two words that are also written as one, or in short. `open`: the second goes on (so genannten).
 */
static const struct pair {
    struct word first, second, joined;
    bool open;
} pairs[] = {
    {W("zum"), W("beispiel"), W("zb"), false},
    {W("das"), W("heisst"), W("dh"), false},
    {W("unter"), W("anderem"), W("ua"), false},
    {W("mit"), W("hilfe"), W("mithilfe"), false},
    {W("zu"), W("hause"), W("zuhause"), false},
    {W("zu"), W("gunsten"), W("zugunsten"), false},
    {W("zu"), W("lasten"), W("zulasten"), false},
    {W("zu"), W("stande"), W("zustande"), false},
    {W("so"), W("genannt"), W("sogenannt"), true},
    {W("so"), W("dass"), W("sodass"), false},
    {W("kennen"), W("lern"), W("kennenlern"), true},
    {W("kennen"), W("gelernt"), W("kennengelernt"), true},
    {W("an"), W("hand"), W("anhand"), false},
    {W("auf"), W("grund"), W("aufgrund"), false},
    {W("von"), W("seiten"), W("vonseiten"), false},
    {W("in"), W("frage"), W("infrage"), false},
    {W("zur"), W("zeit"), W("zurzeit"), false},
};

/* By the first letter of the first word, with which letters its second words begin: most words of a
 * text are told by that. */
#define BIT(letter) (1U << ((letter) - 'a'))
static const uint32_t second_letters[26] = {
    ['a' - 'a'] = BIT('h') | BIT('g'),
    ['d' - 'a'] = BIT('h'),
    ['i' - 'a'] = BIT('f'),
    ['k' - 'a'] = BIT('l') | BIT('g'),
    ['m' - 'a'] = BIT('h'),
    ['s' - 'a'] = BIT('g') | BIT('d'),
    ['u' - 'a'] = BIT('a'),
    ['v' - 'a'] = BIT('s'),
    ['z' - 'a'] = BIT('b') | BIT('h') | BIT('g') | BIT('l') | BIT('s') | BIT('z'),
};

uint32_t word_pair_letters(uint8_t letter)
{
    uint8_t number = (uint8_t)(letter - 'a');
    return number < 26 ? second_letters[number] : 0;
}

static bool may_fit(struct bytes first, struct bytes second)
{
    return word_pair_begins(word_pair_letters(first.data[0]), second.data[0]);
}

static bool fits(struct bytes form, const struct word *word, bool open)
{
    return (open ? form.size >= word->size : form.size == word->size) &&
           memcmp(form.data, word->text, word->size) == 0;
}

static const struct pair *find(struct bytes first, struct bytes second)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (fits(first, &pairs[i].first, false) && fits(second, &pairs[i].second, pairs[i].open)) {
            return &pairs[i];
        }
    }
    return NULL;
}

bool word_pair_join(struct scanner *scan)
{
    enum { LONGEST_FIRST = 6, LEAST_SECOND = 4 };
    struct token_list *list = scan->list;
    if (list->count < 2 || scan->suspended != 0) {
        return true;
    }
    const struct token *first = &list->tokens[list->count - 2], *second = first + 1;
    if (!may_fit(token_form(list, first), token_form(list, second)) ||
        first->form_size > LONGEST_FIRST || second->form_size < LEAST_SECOND ||
        second->position != first->position + 1 || second->text_start != first->text_end + 1) {
        return true;
    }
    struct bytes rest = token_form(list, second);
    const struct pair *pair = find(token_form(list, first), rest);
    uint8_t between = scan->start[first->text_end];
    if (pair == NULL || (between != ' ' && between != '\n')) {
        return true;
    }
    size_t form = list->forms.size;
    const uint8_t *from = scan->start + first->text_start;
    uint32_t position = first->position;
    if (!buffer_reserve(&list->forms, pair->joined.size + rest.size)) {
        return false;
    }
    rest = token_form(list, second);
    buffer_append(&list->forms, pair->joined.text, pair->joined.size);
    buffer_append(&list->forms, rest.data + pair->second.size, rest.size - pair->second.size);
    return scanner_insert(scan, form, from, position);
}

#include "common/text/scanner.h"

enum { MAX_BYTES = 255 };

/* Ends of host names that are no German words and stand in German pages. */
static const char domains[][5] = {"at", "ch", "com", "de",  "dk", "edu", "eu", "fr", "gov", "info",
                                  "io", "li", "lu",  "net", "nl", "org", "pl", "ru", "tv",  "uk"};

static bool is_domain(const uint8_t *at, size_t size)
{
    for (size_t i = 0; i < sizeof domains / sizeof *domains; i++) {
        if (size == strlen(domains[i]) && memcmp(at, domains[i], size) == 0) {
            return true;
        }
    }
    return false;
}

/* Where the run of letters, digits and the signs of addresses ends, at most MAX_BYTES further. */
static const uint8_t *run_end(const struct scanner *scan, const uint8_t *at)
{
    const uint8_t *stop = scan->end - at > MAX_BYTES ? at + MAX_BYTES : scan->end;
    while (at < stop) {
        if (fold_ascii[*at] != 0 || (*at != 0 && strchr("._%+-@", *at) != NULL)) {
            at++;
        } else if (*at == 0xC3 && stop - at > 1 && fold_latin1[at[1]] != 0) {
            at += 2;
        } else {
            break;
        }
    }
    return at;
}

/* Labels of letters, digits and hyphens, two or more; a mail's host may have any domain. */
static bool is_host(const uint8_t *at, const uint8_t *end, bool mail)
{
    const uint8_t *label = at;
    bool www = end - at > 4 && memcmp(at, "www.", 4) == 0, dot = false;
    for (const uint8_t *p = at; p < end; p++) {
        if (*p == '.') {
            if (p == label) {
                return false;
            }
            dot = true;
            label = p + 1;
        } else if (*p < 0x80 && fold_ascii[*p] == 0 && *p != '-') {
            return false;
        }
    }
    size_t size = (size_t)(end - label);
    bool letters = size >= 2;
    for (size_t i = 0; i < size; i++) {
        letters = letters && (uint8_t)((label[i] | 0x20) - 'a') < 26;
    }
    return dot && letters && (mail || www || is_domain(label, size));
}

static bool is_address(const uint8_t *at, const uint8_t *end)
{
    const uint8_t *sign = memchr(at, '@', (size_t)(end - at));
    return sign != NULL ? is_host(sign + 1, end, true) : is_host(at, end, false);
}

/* Folds [from, scan->end) with its signs. */
static void append_whole(struct scanner *scan, const uint8_t *from)
{
    scan->at = from;
    while (scan->at < scan->end && !scan->list->forms.failed) {
        if (!scanner_fold_run(scan)) {
            buffer_append_byte(&scan->list->forms, *scan->at++);
        }
    }
}

/* The parts at positions of their own, the whole in front of the first, the host of a mail's address
 * in front of its own first; www. is not part of it. */
static bool add_address(struct scanner *scan, const uint8_t *word)
{
    uint32_t position = scan->list->next_position, host_position = 0;
    const uint8_t *host = NULL;
    scan->at = word;
    while (scan->at < scan->end) {
        if (*scan->at == '@') {
            host = scan->at + 1;
            host_position = scan->list->next_position;
        }
        const uint8_t *before = scan->at;
        if (scanner_is_word_byte(*scan->at) && !scanner_word(scan)) {
            return false;
        }
        scan->at += scan->at == before;
    }
    if (scan->end - word > 4 && memcmp(word, "www.", 4) == 0) {
        word += 4;
        position++;
    }
    size_t form = scan->list->forms.size;
    if (host != NULL) {
        append_whole(scan, host);
        if (!scanner_insert(scan, form, host, host_position)) {
            return false;
        }
        form = scan->list->forms.size;
    }
    append_whole(scan, word);
    return scanner_insert(scan, form, word, position);
}

bool address_scan(struct scanner *scan, size_t form, const uint8_t *word, bool *done)
{
    *done = false;
    if (word < scan->plain_until) {
        return true;
    }
    const uint8_t *stop = run_end(scan, word), *end = stop, *text_end = scan->end;
    while (end > word && strchr("._%+-@", end[-1]) != NULL) {
        end--;
    }
    scan->plain_until = stop;
    if (stop - word >= MAX_BYTES || !is_address(word, end)) {
        return true;
    }
    *done = true;
    scan->list->forms.size = form;
    scan->end = end;
    bool added = add_address(scan, word);
    scan->end = text_end;
    return added;
}

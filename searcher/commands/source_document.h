/* The document that --terms and --like are about. */
#ifndef STICHWORT_SEARCHER_COMMANDS_SOURCE_DOCUMENT_H
#define STICHWORT_SEARCHER_COMMANDS_SOURCE_DOCUMENT_H

#include <stdbool.h>

#include "searcher/eval/key_terms.h"
#include "searcher/index/index.h"

struct source_document { /* all zero is releasable */
    bool found;
    uint64_t number;
    struct stored_document stored; /* views into `record` */
    struct buffer record;
};

/* Finds and reads it. That there is none with this id is no error. STATUS_USAGE if the index keeps
 * no text. */
enum status source_document_read(struct source_document *document, const struct index *index,
                                 struct bytes id, struct error *err);

void source_document_release(struct source_document *document);

/* Tells on stderr that there is none. */
void source_document_tell_missing(const struct index *index, const char *id);

#endif

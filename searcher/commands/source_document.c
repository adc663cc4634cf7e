#include "searcher/commands/source_document.h"

#include <stdio.h>

#include "searcher/commands/arguments.h"

enum status source_document_read(struct source_document *document, const struct index *index,
                                 struct bytes id, struct error *err)
{
    enum status status = index_find_document(index, id, &document->number, &document->found, err);
    if (status != STATUS_OK || !document->found) {
        return status;
    }
    uint32_t local;
    const struct index_segment *home = index_locate(index, document->number, &local);
    if (!(home->segment.facts.flags & FACTS_STORED)) {
        return error_set_file(err, STATUS_USAGE, index->path, -1,
                              "keeps no text of its documents (--no-store), which --terms and --like "
                              "read");
    }
    return index_stored_document(index, document->number, &document->record, &document->stored, err);
}

void source_document_release(struct source_document *document)
{
    buffer_release(&document->record);
}

void source_document_tell_missing(const struct index *index, const char *id)
{
    fprintf(stderr, "%s: %s: has no document '%s'\n", SEARCH_PROGRAM, index->path, id);
}

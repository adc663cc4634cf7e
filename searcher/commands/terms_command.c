#include "common/cli/cli.h"
#include "searcher/commands/session.h"
#include "searcher/commands/source_document.h"
#include "searcher/output/term_list.h"

static enum status print(const struct arguments *arguments, const struct index *index,
                         struct analyzer *analyzer, bool *found, struct error *err)
{
    struct source_document document = {0};
    struct key_terms key = {0};
    struct buffer out = {0};
    struct bytes id = bytes_of_text(arguments->terms);
    const struct key_terms_options options = {arguments->search.top, 1, arguments->search.k1,
                                              arguments->search.b};
    enum status status = source_document_read(&document, index, id, err);
    if (status == STATUS_OK && document.found) {
        status = key_terms_make(&key, index, analyzer, document.number, &document.stored, &options,
                                err);
    }
    if (status == STATUS_OK) {
        status = term_list_write(&key, id, document.found, arguments->answer.format, &out, err);
    }
    if (status == STATUS_OK) {
        status = cli_write(&out, err);
    }
    if (status == STATUS_OK && !document.found && !arguments->quiet) {
        source_document_tell_missing(index, arguments->terms);
    }
    *found = key.count > 0;
    buffer_release(&out);
    key_terms_release(&key);
    source_document_release(&document);
    return status;
}

enum status terms_run(const struct arguments *arguments, bool *found, struct error *err)
{
    struct index *index = NULL;
    struct analyzer *analyzer = NULL;
    *found = false;
    enum status status = index_open(&index, arguments->index, err);
    if (status == STATUS_OK) {
        status = analyzer_create(&analyzer, index->analyzer, err);
    }
    if (status == STATUS_OK) {
        status = print(arguments, index, analyzer, found, err);
    }
    analyzer_destroy(analyzer);
    index_close(index);
    return status;
}

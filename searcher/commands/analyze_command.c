#include "common/cli/cli.h"
#include "searcher/commands/session.h"
#include "searcher/index/index.h"

enum status analyze_run(const struct arguments *arguments, struct error *err)
{
    struct index *index = NULL;
    struct analyzer *analyzer = NULL;
    struct buffer out = {0};
    enum status status =
        arguments->index ? index_open(&index, arguments->index, err) : STATUS_OK;
    if (status == STATUS_OK) {
        status = analyzer_create(&analyzer, index ? index->analyzer : ANALYZER_GERMAN, err);
    }
    if (status == STATUS_OK) {
        status = analyzer_trace(analyzer, bytes_of_text(arguments->analyze), &out, err);
    }
    if (status == STATUS_OK) {
        status = cli_write(&out, err);
    }
    buffer_release(&out);
    analyzer_destroy(analyzer);
    index_close(index);
    return status;
}

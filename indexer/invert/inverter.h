/* Inverts batches: records -> documents -> tokens -> a run of postings in order of terms. The
 * scratch memory of one thread. */
#ifndef STICHWORT_INDEXER_INVERT_INVERTER_H
#define STICHWORT_INDEXER_INVERT_INVERTER_H

#include "common/text/analyzer.h"
#include "indexer/invert/batch.h"

struct inverter;

/* `store`: keep the documents' text. The table of forms is emptied when it passes
 * `table_bytes`. The inverter is the caller's. */
enum status inverter_create(struct inverter **inverter, enum analyzer_kind kind, bool store,
                            size_t table_bytes, struct error *err);

/* Fills the second half of a batch and frees the first. STATUS_MEMORY, STATUS_LIMIT. */
enum status inverter_run(struct inverter *inverter, struct batch *batch, struct error *err);

/* Appends what was counted of forms since they were taken last (struct batch_form each): once all
 * batches are run, beside what those have. A failure is the buffer's. */
void inverter_take_forms(struct inverter *inverter, struct buffer *out);

void inverter_destroy(struct inverter *inverter);

#endif

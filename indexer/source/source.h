/* The corpus as one sequence of records, whatever the inputs are: files, folders (recursive,
 * names in byte order), standard input, plain or gzip. Trouble with one input or record is
 * noted in the report and the rest goes on. One thread at a time. */
#ifndef STICHWORT_INDEXER_SOURCE_SOURCE_H
#define STICHWORT_INDEXER_SOURCE_SOURCE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/base/error.h"
#include "indexer/source/document.h"
#include "indexer/source/skips.h"

enum source_format { SOURCE_AUTO, SOURCE_TEXT, SOURCE_JSONL, SOURCE_LINES };

enum { SOURCE_MAX_RECORD_BYTES = 64 << 20 };

struct source;

/* `inputs` (borrowed) are paths, "-" is standard input. The source is the caller's. An input
 * that does not exist at all is STATUS_INPUT: nothing was asked of a corpus that is not there. */
enum status source_open(struct source **source, const char *const *inputs, size_t count,
                        enum source_format format, struct error *err);

/* While an input keeps us waiting, `stop` (borrowed) is looked at: not zero ends the inputs. */
void source_watch(struct source *source, const atomic_int *stop);

/* The next record in input order; *found is false at the end. STATUS_MEMORY only: all else is
 * noted in `skips` (borrowed). */
enum status source_next(struct source *source, struct record *record, bool *found,
                        struct skips *skips, struct error *err);

/* Bytes read from the inputs so far (compressed as they lie there), and of all regular files
 * that are known (0: unknown), for progress. */
void source_progress(const struct source *source, uint64_t *read_bytes, uint64_t *total_bytes);

void source_close(struct source *source);

struct parser; /* scratch memory of one thread */

enum status parser_create(struct parser **parser, struct error *err);

/* Parses a record. *usable is false, and the reason noted in `skips`, if it has no document in it
 * (invalid JSON, no text, ...). */
enum status parser_parse(struct parser *parser, const struct record *record,
                         struct document *document, bool *usable, struct skips *skips,
                         struct error *err);

void parser_destroy(struct parser *parser);

#endif

/* A file of queries for measuring: lines of class TAB query. */
#ifndef STICHWORT_BENCH_QUERY_SET_H
#define STICHWORT_BENCH_QUERY_SET_H

#include "common/base/buffer.h"
#include "common/base/error.h"
#include "searcher/query/query.h"

struct bench_query {
    struct bytes class_name, text; /* views into query_set.file */
    size_t line;                   /* from 1 */
};

struct query_set { /* all zero is releasable */
    struct buffer file;
    struct bench_query *queries;
    size_t count, capacity;
};

/* STATUS_INPUT if the file cannot be read or a line has no TAB. Empty lines are passed over. */
enum status query_set_read(struct query_set *set, const char *path, struct error *err);

/* Parses query `number` (from 0); STATUS_USAGE names its line. */
enum status query_set_parse(const struct query_set *set, size_t number, struct query *query,
                            struct error *err);

void query_set_release(struct query_set *set);

#endif

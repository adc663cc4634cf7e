/* The parts of the test of indexer/source. */
#ifndef STICHWORT_TESTS_UNIT_SOURCE_SOURCE_TESTS_H
#define STICHWORT_TESTS_UNIT_SOURCE_SOURCE_TESTS_H

#include "common/base/buffer.h"

/* Appends the bytes as a gzip member. */
void gzip_append(struct buffer *out, struct bytes content);

int byte_source_tests(void);
int parser_tests(void);
int plain_json_tests(void);
int skips_tests(void);
int walk_tests(void);

#endif

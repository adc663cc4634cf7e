/* The parts of the test of searcher/query. */
#ifndef STICHWORT_TESTS_UNIT_QUERY_QUERY_TESTS_H
#define STICHWORT_TESTS_UNIT_QUERY_QUERY_TESTS_H

int query_limits_tests(void);

#endif

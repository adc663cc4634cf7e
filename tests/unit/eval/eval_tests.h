/* The parts of the test of searcher/eval. */
#ifndef STICHWORT_TESTS_UNIT_EVAL_EVAL_TESTS_H
#define STICHWORT_TESTS_UNIT_EVAL_EVAL_TESTS_H

int damage_tests(void);
int topk_tests(void);
int segments_tests(void);

#endif

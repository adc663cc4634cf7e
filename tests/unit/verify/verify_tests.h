/* Groups of the verify test. */
#ifndef STICHWORT_TESTS_UNIT_VERIFY_VERIFY_TESTS_H
#define STICHWORT_TESTS_UNIT_VERIFY_VERIFY_TESTS_H

#include "tests/unit/write/small_index.h"

/* Faults of the file; one if it cannot even be opened. */
uint64_t verify_faults_of(const char *path);

int lexicon_check_tests(void);

int spelling_check_tests(void);

#endif

/* The parts of the test of indexer/invert. */
#ifndef STICHWORT_TESTS_UNIT_INVERT_INVERT_TESTS_H
#define STICHWORT_TESTS_UNIT_INVERT_INVERT_TESTS_H

int batch_tests(void);
int form_table_tests(void);
int forms_tests(void);
int inverter_tests(void);
int pipeline_tests(void);
int spool_tests(void);

#endif

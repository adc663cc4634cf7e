/* CMocka with the headers that it wants to see first. */
#ifndef STICHWORT_TESTS_SUPPORT_CMOCKA_ALL_H
#define STICHWORT_TESTS_SUPPORT_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#endif

/* A small segment, made by hand from FORMAT.md and CODEC.md without the project's writers.
 *
 *   0  id "a"   text "aa bb"
 *   1  id "ab"  text "aa"
 *   2  id "b"   text "aa aa"
 */
#ifndef STICHWORT_TESTS_UNIT_FORMAT_HANDMADE_H
#define STICHWORT_TESTS_UNIT_FORMAT_HANDMADE_H

#include "common/base/buffer.h"

/* The file's bytes; offsets[1] to [14] are where its sections begin. */
struct buffer handmade_segment(size_t offsets[15]);

#endif

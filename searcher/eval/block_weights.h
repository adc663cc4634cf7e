/* Frequencies and parts of a block become weights and words: see FORMAT_WORD_WEIGHT. */
#ifndef STICHWORT_SEARCHER_EVAL_BLOCK_WEIGHTS_H
#define STICHWORT_SEARCHER_EVAL_BLOCK_WEIGHTS_H

#include <stdint.h>

#include "common/cpu/cpu.h"

/* `words` has the parts and gets the occurrences as a word, `tfs` has all occurrences and gets the
 * weights. */
void block_weights(enum cpu_path path, uint32_t count, uint32_t *tfs, uint32_t *words);

/* The same with AVX2, for machines that have it. */
void block_weights_avx2(uint32_t count, uint32_t *tfs, uint32_t *words);

#endif

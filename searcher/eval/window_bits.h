/* The documents of a window that have any of the lists, for counts: of lists that have been added up the
 * sums tell, and only the others are read. */
#ifndef STICHWORT_SEARCHER_EVAL_WINDOW_BITS_H
#define STICHWORT_SEARCHER_EVAL_WINDOW_BITS_H

#include "searcher/eval/window_held.h"

/* Sets the bits in window->pass->bits; the sums are lost. */
void window_set_bits(struct window *window);

#endif

/* SIGINT, SIGTERM and SIGHUP ask a builder to stop at the next safe place. */
#ifndef STICHWORT_INDEXER_COMMANDS_INTERRUPT_H
#define STICHWORT_INDEXER_COMMANDS_INTERRUPT_H

#include <stdatomic.h>

/* Installs the handlers; the flag becomes 1 when a signal came. A second one ends the process. */
const atomic_int *interrupt_watch(void);

#endif

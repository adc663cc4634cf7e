/* Spellings of the 18th and 19th century. Inside common/text. */
#ifndef STICHWORT_COMMON_TEXT_HISTORIC_H
#define STICHWORT_COMMON_TEXT_HISTORIC_H

#include <stddef.h>
#include <stdint.h>

enum { HISTORIC_GROWTH = 2 }; /* a key has at most so many times the bytes of its word */

/* A folded word with umlauts as it has been written since 1902, in place (room for
 * HISTORIC_GROWTH times its bytes); its size.
 *
 * Sources: the wordlist and the rules of the conference of 1876 ("Verhandlungen der zur Herstellung
 * größerer Einigung in der deutschen Rechtschreibung berufenen Konferenz"), the Prussian "Regeln
 * und Wörterverzeichnis" of 1880 and those of the conference of 1901, in force from 1902 on. */
size_t historic_key(uint8_t *word, size_t size);

#endif

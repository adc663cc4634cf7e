/* Words that are written in short or in figures: Nr. and Nummer, § and Paragraf, zwölf and 12,
 * 3-jährig and dreijährig, 2.5 and 2,5. Inside common/text. */
#ifndef STICHWORT_COMMON_TEXT_SHORT_FORMS_H
#define STICHWORT_COMMON_TEXT_SHORT_FORMS_H

#include <stddef.h>
#include <stdint.h>

/* In place; the word has room for SHORT_FORM_MORE bytes more. The new size. */
enum { SHORT_FORM_MORE = 16 };
size_t short_form_key(uint8_t *word, size_t size);

#endif

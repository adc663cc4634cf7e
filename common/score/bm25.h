/* BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) with the
 * idf that is never negative (Lucene's). Pure functions, doubles, one fixed order of
 * operations: the reported score of a document is the same on every machine.
 *
 *   score(q, d) = sum over words w of q, in query order: idf(w) * tf / (tf + K(d))
 *   idf(w) = ln(1 + (N - df + 0.5) / (df + 0.5))
 *   K(d)   = k1 * (1 - b + b * length(d) / average length)
 *
 * The factor (k1 + 1) of the textbook formula scales all scores alike and is left out. */
#ifndef STICHWORT_COMMON_SCORE_BM25_H
#define STICHWORT_COMMON_SCORE_BM25_H

#include <math.h>
#include <stdint.h>

#define BM25_DEFAULT_K1 1.2
#define BM25_DEFAULT_B 0.75

struct bm25 {
    double k1;       /* 0 to 100 */
    double b;        /* 0 to 1 */
    double constant; /* k1 * (1 - b) */
    double slope;    /* k1 * b / average length; 0 when there is no token at all */
};

static inline struct bm25 bm25_make(double k1, double b, double average_length)
{
    double slope = average_length > 0 ? k1 * b / average_length : 0;
    return (struct bm25){k1, b, k1 * (1 - b), slope};
}

static inline double bm25_idf(uint64_t documents, uint64_t document_frequency)
{
    double df = (double)document_frequency;
    return log(1 + ((double)documents - df + 0.5) / (df + 0.5));
}

/* K(d) for a document of `length` tokens. */
static inline double bm25_norm(const struct bm25 *bm25, uint32_t length)
{
    return bm25->constant + bm25->slope * (double)length;
}

/* tf / (tf + K): the part of the weight that is below 1; 0 for tf 0. */
static inline double bm25_saturation(const struct bm25 *bm25, double tf, uint32_t length)
{
    return tf > 0 ? tf / (tf + bm25_norm(bm25, length)) : 0;
}

#endif

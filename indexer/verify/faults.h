/* Where faults of a segment go. */
#ifndef STICHWORT_INDEXER_VERIFY_FAULTS_H
#define STICHWORT_INDEXER_VERIFY_FAULTS_H

#include "indexer/verify/verify.h"

struct faults {
    const struct segment *segment;
    verify_fault *report;
    void *context;
};

/* `at`: a byte of the segment; one outside is told without a place. */
void faults_add(struct faults *faults, const void *at, const char *what);

/* A library call that answers "damaged" becomes a fault; memory stays an error. */
enum status faults_note(struct faults *faults, enum status status, struct error *found,
                        struct error *err);

#endif

#include "indexer/verify/faults.h"

void faults_add(struct faults *faults, const void *at, const char *what)
{
    const uint8_t *start = faults->segment->map.bytes.data, *place = at;
    bool inside = place >= start && place <= start + faults->segment->map.bytes.size;
    faults->report(faults->context, faults->segment->path, inside ? place - start : -1, what);
}

enum status faults_note(struct faults *faults, enum status status, struct error *found,
                        struct error *err)
{
    if (status == STATUS_DAMAGED) {
        faults->report(faults->context, found->file, found->offset, found->message);
        return STATUS_OK;
    }
    if (status != STATUS_OK && err != NULL) {
        *err = *found;
    }
    return status;
}

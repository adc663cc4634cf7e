#include "common/base/status.h"

static const struct {
    int exit_code;
    const char *kind;
} table[] = {
    [STATUS_OK] = {0, "ok"},
    [STATUS_USAGE] = {2, "usage"},
    [STATUS_MISSING] = {3, "missing"},
    [STATUS_LOCKED] = {3, "locked"},
    [STATUS_INCOMPATIBLE] = {3, "incompatible"},
    [STATUS_DAMAGED] = {4, "damaged"},
    [STATUS_IO] = {5, "io"},
    [STATUS_INPUT] = {5, "input"},
    [STATUS_MEMORY] = {5, "memory"},
    [STATUS_LIMIT] = {5, "limit"},
    [STATUS_INTERRUPTED] = {130, "interrupted"},
};

int status_exit_code(enum status status)
{
    return table[status].exit_code;
}

const char *status_kind(enum status status)
{
    return table[status].kind;
}

#include "common/base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void copy_tail(char *out, size_t size, const char *text)
{
    size_t length = strlen(text);
    if (length >= size) {
        text += length - (size - 1);
    }
    snprintf(out, size, "%s", text);
}

__attribute__((format(printf, 5, 0))) static void fill(struct error *err, enum status status,
                                                       const char *file, int64_t offset,
                                                       const char *format, va_list arguments)
{
    if (err == NULL || err->status != STATUS_OK) {
        return;
    }
    err->status = status;
    err->offset = offset;
    copy_tail(err->file, sizeof err->file, file);
    vsnprintf(err->message, sizeof err->message, format, arguments);
}

enum status error_set(struct error *err, enum status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(err, status, "", -1, format, arguments);
    va_end(arguments);
    return status;
}

enum status error_set_file(struct error *err, enum status status, const char *file, int64_t offset,
                           const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(err, status, file, offset, format, arguments);
    va_end(arguments);
    return status;
}

enum status error_set_errno(struct error *err, enum status status, const char *file,
                            const char *action)
{
    return error_set_file(err, status, file, -1, "cannot %s: %s", action, strerror(errno));
}

enum status error_set_memory(struct error *err)
{
    return error_set(err, STATUS_MEMORY, "out of memory");
}

void error_format(const struct error *err, char *out, size_t size)
{
    snprintf(out, size, "%s%s%s", err->file, err->file[0] ? ": " : "", err->message);
}

#include "common/cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "common/base/json.h"
#include "common/base/utf8.h"
#include "common/cpu/cpu.h"
#include "common/io/folder.h"
#include "common/text/analyzer.h"

enum { MAX_INPUT_BYTES = 1 << 30 };

int cli_fail(const char *program, bool json, const struct error *err)
{
    char line[1100];
    int code = status_exit_code(err->status);
    if (!json) {
        error_format(err, line, sizeof line);
        utf8_hide_controls((uint8_t *)line, strlen(line));
        fprintf(stderr, "%s: %s\n", program, line);
        return code;
    }
    struct buffer out = {0};
    buffer_append_format(&out, "{\"schema\":1,\"error\":{\"exit\":%d,\"kind\":\"%s\",\"message\":",
                         code, status_kind(err->status));
    json_append_string(&out, bytes_of_text(err->message));
    buffer_append_text(&out, ",\"file\":");
    if (err->file[0] != '\0') {
        json_append_string(&out, bytes_of_text(err->file));
    } else {
        buffer_append_text(&out, "null");
    }
    if (err->offset >= 0) {
        buffer_append_format(&out, ",\"offset\":%lld}}\n", (long long)err->offset);
    } else {
        buffer_append_text(&out, ",\"offset\":null}}\n");
    }
    struct error written = ERROR_NONE;
    if (cli_write(&out, &written) != STATUS_OK) { /* nobody would hear of it */
        cli_fail(program, false, err);
    }
    buffer_release(&out);
    return code;
}

int cli_print_version(const char *program)
{
    uint64_t fingerprint = 0;
    if (analyzer_fingerprint(ANALYZER_GERMAN, &fingerprint, NULL) != STATUS_OK) {
        fprintf(stderr, "%s: libstemmer has no German stemmer\n", program);
        return status_exit_code(STATUS_INCOMPATIBLE);
    }
    printf("%s %s\nlibstemmer: German, analyzer fingerprint %016llx\nzlib: %s\nCPU path: %s\n",
           program, STICHWORT_VERSION, (unsigned long long)fingerprint, zlibVersion(),
           cpu_path_name(cpu_best_path()));
    return cli_finish(program, 0);
}

enum status cli_write(const struct buffer *out, struct error *err)
{
    if (out->failed) {
        return error_set_memory(err);
    }
    bool written = out->size == 0 || fwrite(out->data, 1, out->size, stdout) == out->size;
    if (fflush(stdout) != 0 || !written) {
        return error_set_errno(err, STATUS_IO, "stdout", "write");
    }
    return STATUS_OK;
}

int cli_finish(const char *program, int code)
{
    struct error error = ERROR_NONE;
    if (code != 0 || (fflush(stdout) == 0 && !ferror(stdout))) {
        return code;
    }
    error_set_errno(&error, STATUS_IO, "stdout", "write");
    return cli_fail(program, false, &error);
}

bool cli_wants_json(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--json") == 0) {
            return true;
        }
    }
    return false;
}

bool cli_use_color(int mode, int file)
{
    const char *no_color = getenv("NO_COLOR");
    return mode == 1 || (mode == 0 && isatty(file) && (no_color == NULL || no_color[0] == '\0'));
}

static void drop_byte_order_mark(struct buffer *text)
{
    if (text->size >= 3 && memcmp(text->data, "\xEF\xBB\xBF", 3) == 0) {
        text->size -= 3;
        memmove(text->data, text->data + 3, text->size);
    }
}

enum status cli_read_input(const char *path, struct buffer *out, struct error *err)
{
    enum status status = strcmp(path, "-") == 0
                             ? folder_read_open_file(STDIN_FILENO, "stdin", MAX_INPUT_BYTES, out, err)
                             : folder_read_file(path, MAX_INPUT_BYTES, out, err);
    if (status == STATUS_MISSING) { /* which would mean an index */
        status = err->status = STATUS_INPUT;
    }
    drop_byte_order_mark(out);
    return status;
}

enum status cli_choose_path(int choice, enum cpu_path *path, struct error *err)
{
    static const enum cpu_path paths[] = {CPU_SCALAR, CPU_SCALAR, CPU_SSE41, CPU_AVX2, CPU_NEON};
    *path = choice == 0 ? cpu_best_path() : paths[choice];
    return cpu_supports(*path) ? STATUS_OK
                               : error_set(err, STATUS_USAGE, "this machine has no %s", cpu_path_name(*path));
}

/* Manners that the programs share: errors, version, colour, files that users name. For programs only. */
#ifndef STICHWORT_COMMON_CLI_CLI_H
#define STICHWORT_COMMON_CLI_CLI_H

#include <stdbool.h>

#include "common/base/buffer.h"
#include "common/base/error.h"
#include "common/cpu/cpu.h"

/* Prints the error as one line on stderr ("PROGRAM: FILE: message"), or with `json` as one
 * object on stdout; returns the exit code of its status. */
int cli_fail(const char *program, bool json, const struct error *err);

/* Prints the version of the program, of what it was built with and the CPU path in use. */
int cli_print_version(const char *program);

/* Writes the buffer to stdout and flushes; STATUS_IO if the output is closed or full. */
enum status cli_write(const struct buffer *out, struct error *err);

/* The exit code at the end of a program: `code`, or that of STATUS_IO, told on stderr, if it is 0
 * but what was printed did not reach stdout. */
int cli_finish(const char *program, int code);

/* Whether --json is among the arguments: a wrong one before it is an error in JSON too. */
bool cli_wants_json(int argc, char **argv);

/* Whether talk may use colour: `mode` 0 auto (terminal, no NO_COLOR), 1 always, 2 never. */
bool cli_use_color(int mode, int file);

/* Reads a whole file that the user named, "-" is standard input, without a byte order mark.
 * STATUS_INPUT if it does not exist, STATUS_LIMIT above 1 GiB. */
enum status cli_read_input(const char *path, struct buffer *out, struct error *err);

#define CLI_CPU_CHOICES "auto|scalar|sse4.1|avx2|neon"

/* The path of number `choice` of these; STATUS_USAGE if this machine does not have it. */
enum status cli_choose_path(int choice, enum cpu_path *path, struct error *err);

#endif

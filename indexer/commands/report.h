/* What a build says in the end. */
#ifndef STICHWORT_INDEXER_COMMANDS_REPORT_H
#define STICHWORT_INDEXER_COMMANDS_REPORT_H

#include "indexer/write/build.h"

/* One JSON object on stdout, or lines for people on stderr. Answers the exit code. */
int report_print(const char *index, const struct build_report *report,
                 const struct build_options *options, uint64_t elapsed_ns, bool json, bool quiet);

#endif

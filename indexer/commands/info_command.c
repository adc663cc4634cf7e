#include <stdio.h>

#include "common/base/json.h"
#include "common/base/memory.h"
#include "common/base/options.h"
#include "common/cli/cli.h"
#include "common/text/analyzer.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/compound_list.h"
#include "indexer/write/index_folder.h"

static const char help[] =
    "stichwort-index info [--json] INDEX      what is in an index and what it costs\n"
    "stichwort-index info --compounds INDEX   its compounds: 'word TAB part+part', one a line\n";

static const char *const section_names[SECTION_END] = {
    [SECTION_FACTS] = "facts",         [SECTION_TERM_INDEX] = "term_index",
    [SECTION_TERMS] = "terms",         [SECTION_POSTINGS] = "postings",
    [SECTION_POSITIONS] = "positions", [SECTION_LENGTHS] = "lengths",
    [SECTION_LONG_LENGTHS] = "long_lengths", [SECTION_IDS] = "ids",
    [SECTION_STORED_INDEX] = "stored_index", [SECTION_STORED] = "stored",
    [SECTION_LEXICON] = "lexicon",     [SECTION_SPLITS] = "splits",
    [SECTION_SIGNATURES] = "signatures", [SECTION_PAGES] = "pages"};

struct info {
    uint64_t documents, deleted, terms, tokens, postings, bytes, segments;
    uint64_t sections[SECTION_END];
    struct segment_facts facts; /* of the first segment: the settings */
};

static enum status gather(struct info *info, const char *path, struct error *err)
{
    struct index_folder folder = {.path = path, .lock = -1};
    enum status status = manifest_read(&folder.manifest, path, err);
    info->segments = folder.manifest.segment_count;
    for (size_t i = 0; i < folder.manifest.segment_count && status == STATUS_OK; i++) {
        struct folder_segment segment = {0};
        status = folder_segment_open(&segment, &folder, i, err);
        const struct segment_facts *facts = &segment.segment.facts;
        info->facts = i == 0 ? *facts : info->facts;
        info->documents += facts->documents - folder.manifest.segments[i].deleted_count;
        info->deleted += folder.manifest.segments[i].deleted_count;
        info->terms += facts->terms;
        info->tokens += facts->tokens;
        info->postings += facts->postings;
        info->bytes += segment.segment.map.bytes.size;
        for (int s = SECTION_FACTS; s < SECTION_END; s++) {
            info->sections[s] += segment.segment.sections[s].size;
        }
        folder_segment_close(&segment);
    }
    manifest_release(&folder.manifest);
    return status;
}

static double bits(const struct info *info, uint64_t bytes)
{
    return info->postings ? 8.0 * (double)bytes / (double)info->postings : 0;
}

static void append_json(struct buffer *out, const struct info *info, const char *path)
{
    const struct {
        const char *name;
        uint64_t value;
    } numbers[] = {{"documents", info->documents}, {"deleted", info->deleted},
                   {"terms", info->terms},         {"tokens", info->tokens},
                   {"postings", info->postings},   {"segments", info->segments},
                   {"bytes", info->bytes}};
    buffer_append_text(out, "{\"schema\":1,\"index\":");
    json_append_string(out, bytes_of_text(path));
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        buffer_append_byte(out, ',');
        json_append_number(out, numbers[i].name, numbers[i].value);
    }
    buffer_append_format(out, ",\"analyzer\":\"%s\",\"fingerprint\":\"%016llx\",\"k1\":%g,\"b\":%g",
                         analyzer_name((enum analyzer_kind)info->facts.analyzer),
                         (unsigned long long)info->facts.fingerprint, info->facts.k1, info->facts.b);
    buffer_append_text(out, ",\"sections\":{");
    for (int s = SECTION_FACTS; s < SECTION_END; s++) {
        json_append_number(out, section_names[s], info->sections[s]);
        buffer_append_byte(out, s + 1 < SECTION_END ? ',' : '}');
    }
    buffer_append_text(out, ",\"bits_per_posting\":{");
    for (int s = SECTION_FACTS; s < SECTION_END; s++) {
        buffer_append_format(out, "\"%s\":%.3f%c", section_names[s], bits(info, info->sections[s]),
                             s + 1 < SECTION_END ? ',' : '}');
    }
    buffer_append_text(out, "}\n");
}

static void append_lines(struct buffer *out, const struct info *info)
{
    buffer_append_format(out, "documents        %14llu\ndeleted          %14llu\n"
                              "segments         %14llu\nterms            %14llu\n"
                              "tokens           %14llu\npostings         %14llu\n"
                              "bytes            %14llu\n",
                         (unsigned long long)info->documents, (unsigned long long)info->deleted,
                         (unsigned long long)info->segments, (unsigned long long)info->terms,
                         (unsigned long long)info->tokens, (unsigned long long)info->postings,
                         (unsigned long long)info->bytes);
    buffer_append_format(out, "analyzer         %14s\nk1, b            %7g %6g\n\n",
                         analyzer_name((enum analyzer_kind)info->facts.analyzer), info->facts.k1,
                         info->facts.b);
    buffer_append_text(out, "section                   bytes  bits a posting\n");
    for (int s = SECTION_FACTS; s < SECTION_END; s++) {
        buffer_append_format(out, "%-16s %14llu %15.3f\n", section_names[s],
                             (unsigned long long)info->sections[s], bits(info, info->sections[s]));
    }
}

static enum status append_info(struct buffer *out, const char *path, bool json, struct error *err)
{
    struct info info = {0};
    enum status status = gather(&info, path, err);
    if (status == STATUS_OK && json) {
        append_json(out, &info, path);
    } else if (status == STATUS_OK) {
        append_lines(out, &info);
    }
    return status;
}

int info_command(int argc, char **argv)
{
    bool json = false, compounds = false, all_help = false, short_help = false;
    const struct option_spec specs[] = {
        {"json", 0, OPTION_FLAG, NULL, "one JSON object on stdout", &json, 0, 0, NULL},
        {"compounds", 0, OPTION_FLAG, NULL, "the compounds and their parts", &compounds, 0, 0, NULL},
        {"help", 0, OPTION_FLAG, NULL, "this help", &all_help, 0, 0, NULL},
        {"h", 'h', OPTION_FLAG, NULL, "this help", &short_help, 0, 0, NULL},
    };
    struct error error = ERROR_NONE;
    struct buffer out = {0};
    size_t count = 0;
    const char **names = memory_alloc_array((size_t)argc, sizeof *names);
    enum status status = names ? options_parse(specs, sizeof specs / sizeof *specs, argc, argv, names,
                                               &count, &error)
                               : error_set_memory(&error);
    json = json || cli_wants_json(argc, argv);
    if (status == STATUS_OK && (all_help || short_help)) {
        buffer_append_text(&out, help);
    } else if (status == STATUS_OK && count != 1) {
        status = error_set(&error, STATUS_USAGE, "info needs one INDEX");
    } else if (status == STATUS_OK && compounds && json) {
        status = error_set(&error, STATUS_USAGE, "--compounds prints no JSON");
    } else if (status == STATUS_OK) {
        status = compounds ? compound_list_append(names[0], &out, &error)
                           : append_info(&out, names[0], json, &error);
    }
    if (status == STATUS_OK) {
        status = cli_write(&out, &error);
    }
    buffer_release(&out);
    memory_free(names);
    return status == STATUS_OK ? 0 : cli_fail(INDEX_PROGRAM, json, &error);
}

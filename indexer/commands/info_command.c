#include "common/base/json.h"
#include "common/cli/cli.h"
#include "common/text/analyzer.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/compound_list.h"
#include "indexer/commands/published.h"
#include "indexer/commands/verb.h"

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

static void add_segment(struct info *info, const struct index_folder *folder, size_t number,
                        const struct segment *segment)
{
    const struct segment_facts *facts = &segment->facts;
    uint64_t deleted = folder->manifest.segments[number].deleted_count;
    info->facts = number == 0 ? *facts : info->facts;
    info->documents += facts->documents - deleted;
    info->deleted += deleted;
    info->terms += facts->terms;
    info->tokens += facts->tokens;
    info->postings += facts->postings;
    info->bytes += segment->map.bytes.size;
    for (int s = SECTION_FACTS; s < SECTION_END; s++) {
        info->sections[s] += segment->sections[s].size;
    }
}

static enum status add_segments(void *context, const struct index_folder *folder,
                                struct error *err)
{
    struct info *info = context;
    enum status status = STATUS_OK;
    *info = (struct info){.segments = folder->manifest.segment_count};
    for (size_t i = 0; i < info->segments && status == STATUS_OK; i++) {
        struct folder_segment segment = {0};
        status = folder_segment_open(&segment, folder, i, err);
        if (status == STATUS_OK) {
            add_segment(info, folder, i, &segment.segment);
        }
        folder_segment_close(&segment);
    }
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
    enum status status = published_read(path, add_segments, &info, err);
    if (status == STATUS_OK && json) {
        append_json(out, &info, path);
    } else if (status == STATUS_OK) {
        append_lines(out, &info);
    }
    return status;
}

static enum status append_answer(struct buffer *out, const struct verb *verb, bool compounds,
                                 struct error *err)
{
    if (verb->name_count != 1) {
        return error_set(err, STATUS_USAGE, "info needs one INDEX");
    }
    if (compounds && verb->json) {
        return error_set(err, STATUS_USAGE, "--compounds prints no JSON");
    }
    return compounds ? compound_list_make(verb->names[0], out, err)
                     : append_info(out, verb->names[0], verb->json, err);
}

int info_command(int argc, char **argv)
{
    bool compounds = false;
    const struct option_spec specs[] = {
        {"compounds", 0, OPTION_FLAG, NULL, "the compounds and their parts", &compounds, 0, 0, NULL},
    };
    struct verb verb = {.help = help, .specs = specs, .spec_count = 1};
    if (verb_begin(&verb, argc, argv)) {
        struct error error = ERROR_NONE;
        struct buffer out = {0};
        enum status status = append_answer(&out, &verb, compounds, &error);
        if (status == STATUS_OK) {
            status = cli_write(&out, &error);
        }
        verb.code = verb_answer(&verb, status, &error);
        buffer_release(&out);
    }
    verb_end(&verb);
    return verb.code;
}

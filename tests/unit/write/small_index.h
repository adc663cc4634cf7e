/* Small indexes for tests: JSON lines in, an index folder out, and searches in it. */
#ifndef STICHWORT_TESTS_UNIT_WRITE_SMALL_INDEX_H
#define STICHWORT_TESTS_UNIT_WRITE_SMALL_INDEX_H

#include "cmocka_all.h"

#include "indexer/write/build.h"
#include "scratch_folder.h"

struct small_index {
    struct scratch_folder folder;
    struct scratch_path input, index;
    enum analyzer_kind analyzer;
    unsigned threads;
    struct bytes splits; /* the user's compounds */
    bool no_parts;
};

static inline void small_index_begin(struct small_index *small, enum analyzer_kind analyzer)
{
    small->folder = scratch_folder_make();
    small->input = scratch_folder_path(&small->folder, "input.jsonl");
    small->index = scratch_folder_path(&small->folder, "index");
    small->analyzer = analyzer;
    small->threads = 1;
    small->splits = bytes_of(NULL, 0);
    small->no_parts = false;
}

static inline struct build_options small_index_options(const struct small_index *small)
{
    return (struct build_options){.format = SOURCE_JSONL, .analyzer = small->analyzer, .k1 = 1.2,
                                  .b = 0.75, .no_parts = small->no_parts,
                                  .splits = small->splits, .threads = small->threads,
                                  .memory_bytes = BUILD_LEAST_MEMORY};
}

static inline void small_index_check(enum status status, const struct error *err)
{
    if (status != STATUS_OK) {
        fail_msg("%s: %s", err->file, err->message);
    }
}

static inline struct build_report small_index_build(struct small_index *small, struct bytes json)
{
    struct error err = ERROR_NONE;
    struct build_report report;
    struct build_options options = small_index_options(small);
    const char *inputs[] = {small->input.text};
    scratch_folder_write(&small->folder, "input.jsonl", json);
    small_index_check(index_build(small->index.text, inputs, 1, &options, &report, &err), &err);
    return report;
}

static inline struct build_report small_index_add(struct small_index *small, struct bytes json)
{
    struct error err = ERROR_NONE;
    struct build_report report;
    struct build_options options = small_index_options(small);
    const char *inputs[] = {small->input.text};
    scratch_folder_write(&small->folder, "input.jsonl", json);
    small_index_check(index_add(small->index.text, inputs, 1, &options, &report, &err), &err);
    return report;
}

static inline uint64_t small_index_delete(struct small_index *small, const struct bytes *ids,
                                          size_t count)
{
    struct error err = ERROR_NONE;
    struct id_list list = {0};
    struct delete_report report;
    for (size_t i = 0; i < count; i++) {
        id_list_add(&list, ids[i]);
    }
    small_index_check(index_delete(small->index.text, &list, &report, &err), &err);
    id_list_release(&list);
    return report.deleted;
}

static inline struct build_report small_index_merge(struct small_index *small)
{
    struct error err = ERROR_NONE;
    struct build_report report;
    struct build_options options = small_index_options(small);
    small_index_check(index_merge(small->index.text, &options, &report, &err), &err);
    return report;
}

static inline void small_index_end(struct small_index *small)
{
    scratch_folder_remove(&small->folder);
}

#endif

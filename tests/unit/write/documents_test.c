/* Documents that are taken out of a collection, against a list of those that stay. */
#include "cmocka_all.h"

#include <string.h>

#include "common/base/memory.h"
#include "common/format/signature.h"
#include "indexer/write/documents.h"
#include "indexer/write/posting_merge.h"
#include "random.h"

enum { DOCUMENTS = 10000 };

struct fixture {
    struct collection collection;
    uint8_t dropped[DOCUMENTS];
    uint32_t numbers[DOCUMENTS], stay[DOCUMENTS], stay_count;
};

/* The n-th document has the length n, and n in its id and signature. */
static void fill(struct fixture *fixture, uint64_t one_in)
{
    struct random random = {one_in};
    struct batch batch = {.document_count = DOCUMENTS};
    memset(fixture, 0, sizeof *fixture);
    fixture->collection.signatures.memory_limit = fixture->collection.runs.memory_limit = 1 << 20;
    fixture->collection.stored.memory_limit = 1 << 20;
    for (uint32_t d = 0; d < DOCUMENTS; d++) {
        buffer_append(&batch.lengths, &d, sizeof d);
        buffer_append_u64(&batch.signatures, d);
        buffer_append_u64(&batch.signatures, UINT64_MAX - d);
        id_list_add(&batch.ids, bytes_of((const uint8_t *)&d, sizeof d));
        fixture->dropped[d] = random_below(&random, one_in) == 0;
        if (!fixture->dropped[d]) {
            fixture->stay[fixture->stay_count++] = d;
        }
    }
    assert_int_equal(collection_add(&fixture->collection, &batch, NULL), STATUS_OK);
    batch_release(&batch);
}

static void check(const struct fixture *fixture)
{
    const struct collection *collection = &fixture->collection;
    assert_int_equal(collection->document_count, fixture->stay_count);
    assert_int_equal(spool_size(&collection->signatures),
                     (uint64_t)SIGNATURE_BYTES * fixture->stay_count);
    for (uint32_t i = 0; i < fixture->stay_count; i++) {
        const uint32_t d = fixture->stay[i];
        uint8_t raw[SIGNATURE_BYTES];
        assert_int_equal(spool_read(&collection->signatures, (uint64_t)SIGNATURE_BYTES * i, raw,
                                    sizeof raw, NULL),
                         STATUS_OK);
        assert_int_equal(format_u64(raw), d);
        assert_int_equal(format_u64(raw + 8), UINT64_MAX - d);
        assert_int_equal(collection_lengths(collection)[i], d);
        assert_memory_equal(id_list_at(&collection->ids, i).data, &d, sizeof d);
        assert_int_equal(fixture->numbers[d], i);
    }
}

static void some_go(void **state)
{
    static struct fixture fixture;
    static const uint64_t one_in[] = {1, 2, 3, 1000, 1u << 30};
    (void)state;
    for (size_t i = 0; i < sizeof one_in / sizeof *one_in; i++) {
        fill(&fixture, one_in[i]);
        assert_int_equal(documents_compact(&fixture.collection, fixture.dropped, fixture.numbers,
                                           NULL),
                         STATUS_OK);
        check(&fixture);
        for (uint32_t d = 0; d < DOCUMENTS; d++) {
            assert_int_equal(fixture.numbers[d] == DOCUMENT_DROPPED, fixture.dropped[d]);
        }
        collection_release(&fixture.collection);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(some_go)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

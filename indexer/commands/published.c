#include "indexer/commands/published.h"

enum status published_read(const char *path, published_reader *read, void *context,
                           struct error *err)
{
    struct index_folder folder = {.path = path, .lock = -1};
    enum status status;
    bool replaced;
    do {
        struct error found = ERROR_NONE;
        status = manifest_read(&folder.manifest, path, &found);
        bool opened = status == STATUS_OK;
        if (opened) {
            status = read(context, &folder, &found);
        }
        replaced = opened && status == STATUS_MISSING && manifest_is_replaced(&folder.manifest, path);
        if (opened && status == STATUS_MISSING && !replaced) { /* named, but not there */
            status = found.status = STATUS_DAMAGED;
        }
        if (status != STATUS_OK && !replaced) {
            *err = found;
        }
        manifest_release(&folder.manifest);
    } while (replaced);
    return status;
}

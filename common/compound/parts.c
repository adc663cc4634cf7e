#include "common/compound/parts.h"

const struct part_group part_groups[] = {
    {30, true, "haus schule wasser arbeit betrieb rat wand halterung zeit stadt land"},
};

const size_t part_group_count = sizeof part_groups / sizeof *part_groups;

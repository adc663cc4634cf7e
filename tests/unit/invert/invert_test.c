#include "invert_tests.h"

int main(void)
{
    return batch_tests() + form_table_tests() + forms_tests() + inverter_tests() + pipeline_tests() + spool_tests();
}

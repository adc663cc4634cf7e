#include "indexer/commands/interrupt.h"

#include <signal.h>
#include <string.h>

static atomic_int stop_flag; /* signal handlers reach nothing else */

static void on_signal(int number)
{
    (void)number;
    atomic_store(&stop_flag, 1);
}

const atomic_int *interrupt_watch(void)
{
    const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = (int)SA_RESETHAND | SA_RESTART;
    for (int i = 0; i < 3; i++) {
        sigaction(numbers[i], &action, NULL);
    }
    signal(SIGPIPE, SIG_IGN); /* a closed output is a write error */
    return &stop_flag;
}

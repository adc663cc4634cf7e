#include "common/cpu/cpu.h"

int cpu_supports(enum cpu_path path)
{
    switch (path) {
    case CPU_SCALAR:
        return 1;
#if defined(__x86_64__)
    case CPU_SSE41:
        return __builtin_cpu_supports("sse4.1") && __builtin_cpu_supports("popcnt");
    case CPU_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
               __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
#elif defined(__aarch64__)
    case CPU_NEON:
        return 1;
#endif
    default:
        return 0;
    }
}

enum cpu_path cpu_best_path(void)
{
    static const enum cpu_path falling[] = {CPU_AVX2, CPU_NEON, CPU_SSE41};
    for (unsigned i = 0; i < sizeof falling / sizeof *falling; i++) {
        if (cpu_supports(falling[i])) {
            return falling[i];
        }
    }
    return CPU_SCALAR;
}

const char *cpu_path_name(enum cpu_path path)
{
    static const char *const names[] = {"scalar", "sse4.1", "avx2", "neon"};
    return names[path];
}

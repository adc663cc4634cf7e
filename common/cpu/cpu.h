/* Which vector instructions the codec kernels may use. */
#ifndef STICHWORT_COMMON_CPU_CPU_H
#define STICHWORT_COMMON_CPU_CPU_H

enum cpu_path { CPU_SCALAR, CPU_SSE41, CPU_AVX2, CPU_NEON };

/* The best path of this machine; tests and benches pick a lower one themselves. */
enum cpu_path cpu_best_path(void);

/* Whether this machine can run the path. */
int cpu_supports(enum cpu_path path);

/* "scalar", "sse4.1", "avx2", "neon"; static storage. */
const char *cpu_path_name(enum cpu_path path);

#endif

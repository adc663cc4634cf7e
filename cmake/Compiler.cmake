# Warnings, hardening and sanitizers for every target of the project.
add_compile_definitions(_POSIX_C_SOURCE=200809L _FILE_OFFSET_BITS=64)
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes
                    -Wmissing-prototypes -Wvla -Wundef -Wpointer-arith -Wcast-qual
                    -Wwrite-strings -Wformat=2 -fno-common
                    # scores must round alike on every CPU path
                    -ffp-contract=off)
if(STICHWORT_WERROR)
  add_compile_options(-Werror)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-fstack-protector-strong
                      # where a function begins in a cache line is chance otherwise: up to 4 %
                      -falign-functions=64)
  add_compile_definitions(_FORTIFY_SOURCE=2)
endif()
if(STICHWORT_SANITIZE)
  add_compile_options(-fsanitize=${STICHWORT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${STICHWORT_SANITIZE})
endif()
if(STICHWORT_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()

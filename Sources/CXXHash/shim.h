#include <stddef.h>
#include <stdint.h>

/* The header alone is the library: nothing is linked. Inlined so, its functions bear names that Swift cannot see. */
#define XXH_INLINE_ALL
#include <xxhash.h>

static inline uint64_t baton_xxh3(const void *bytes, size_t count, uint64_t seed) {
  return XXH3_64bits_withSeed(bytes, count, seed);
}

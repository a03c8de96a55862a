/* Preloaded into the hub: lets it die, as by kill -9, at the BATON_KILL_SYSCALLth durable system call of the process.
 *
 * Counts pwrite, pwrite64, fdatasync and fsync over all threads; the call at which the process dies is not made. */

#define _GNU_SOURCE
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static long last;
static atomic_long calls;

__attribute__((constructor)) static void read_environment(void) {
  const char *count = getenv("BATON_KILL_SYSCALL");
  if (count != NULL) last = atol(count);
  unsetenv("LD_PRELOAD");
}

static void count_one(void) {
  if (last > 0 && atomic_fetch_add(&calls, 1) + 1 >= last) kill(getpid(), SIGKILL);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
  count_one();
  return syscall(SYS_pwrite64, descriptor, bytes, length, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
  count_one();
  return syscall(SYS_pwrite64, descriptor, bytes, length, offset);
}

int fdatasync(int descriptor) {
  count_one();
  return (int)syscall(SYS_fdatasync, descriptor);
}

int fsync(int descriptor) {
  count_one();
  return (int)syscall(SYS_fsync, descriptor);
}

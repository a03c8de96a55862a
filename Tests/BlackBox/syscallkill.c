/* Preloaded into the hub: counts its durable system calls, and lets it die, as by kill -9, at one of them.
 *
 * Counts pwrite, pwrite64, fdatasync and fsync over all threads; with BATON_KILL_CALLS=names those that make, move, cut
 * and remove files, with BATON_KILL_CALLS=sends what is said to a database's server; the call at which the process dies is not made. The file
 * BATON_KILL_COUNTER is shared with the test, which may look and change it while the hub runs: two 64-bit numbers, the
 * calls so far and the one that kills; 0 is none. It outlives the process. */

#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

struct counter {
  atomic_long calls;
  atomic_long deadly;
};

enum kind { DURABLE, NAMES, SENDS };

static struct counter *counter;
static enum kind counted;

__attribute__((constructor)) static void share(void) {
  const char *path = getenv("BATON_KILL_COUNTER");
  const char *calls = getenv("BATON_KILL_CALLS");
  if (calls != NULL && strcmp(calls, "names") == 0) counted = NAMES;
  if (calls != NULL && strcmp(calls, "sends") == 0) counted = SENDS;
  unsetenv("LD_PRELOAD");
  if (path == NULL) return;
  int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) abort();
  void *page = mmap(NULL, sizeof(struct counter), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (page == MAP_FAILED) abort();
  close(file);
  counter = page;
}

static void count_one(enum kind kind) {
  if (counter == NULL || kind != counted) return;
  long call = atomic_fetch_add(&counter->calls, 1) + 1;
  long deadly = atomic_load(&counter->deadly);
  /* Another thread's call may come before the signal has ended the process; it is not made, either. */
  if (deadly > 0 && call >= deadly) kill(getpid(), SIGKILL);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
  count_one(DURABLE);
  return syscall(SYS_pwrite64, descriptor, bytes, length, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
  count_one(DURABLE);
  return syscall(SYS_pwrite64, descriptor, bytes, length, offset);
}

int fdatasync(int descriptor) {
  count_one(DURABLE);
  return (int)syscall(SYS_fdatasync, descriptor);
}

int fsync(int descriptor) {
  count_one(DURABLE);
  return (int)syscall(SYS_fsync, descriptor);
}

int rename(const char *from, const char *to) {
  count_one(NAMES);
  return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int link(const char *from, const char *to) {
  count_one(NAMES);
  return (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char *path) {
  count_one(NAMES);
  return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int mkdir(const char *path, mode_t mode) {
  count_one(NAMES);
  return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int ftruncate(int descriptor, off_t length) {
  count_one(NAMES);
  return (int)syscall(SYS_ftruncate, descriptor, length);
}

int ftruncate64(int descriptor, off64_t length) {
  count_one(NAMES);
  return (int)syscall(SYS_ftruncate, descriptor, length);
}

ssize_t send(int descriptor, const void *bytes, size_t length, int flags) {
  count_one(SENDS);
  return syscall(SYS_sendto, descriptor, bytes, length, flags, NULL, 0);
}

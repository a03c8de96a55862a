/* Preloaded into the hub: lets calls on its files fail, a chosen number of them, as a broken disk or a small limit would.
 *
 * The file BATON_DISK_FAULT is shared with the test, which sets a rule in it while the hub runs and reads how often it has
 * struck. A call counts if it is of a chosen kind and on a regular file or a directory below BATON_DISK_FAULT_UNDER; those
 * from the `first` to the `last` fail with `error`. A write whose error is 0 is a short one: half of its bytes. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum kind { WRITE = 1, SYNC = 2, OPEN = 4, READ = 8, NAME = 16 };

struct rule {
  atomic_long kinds, error, first, last, seen, struck;
};

static struct rule *rule;
static const char *under;

__attribute__((constructor)) static void share(void) {
  const char *path = getenv("BATON_DISK_FAULT");
  under = getenv("BATON_DISK_FAULT_UNDER");
  unsetenv("LD_PRELOAD");
  if (path == NULL || under == NULL) return;
  int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
  if (file < 0) abort();
  void *page = mmap(NULL, sizeof(struct rule), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (page == MAP_FAILED) abort();
  close(file);
  rule = page;
}

static int is_below(const char *path) { return path != NULL && strncmp(path, under, strlen(under)) == 0; }

/* Whether this call is one that fails; errno is set then. */
static int strikes(enum kind kind, int descriptor, const char *path) {
  if (rule == NULL || !(atomic_load(&rule->kinds) & kind)) return 0;
  if (path == NULL) {
    char link[64], target[PATH_MAX];
    if (descriptor <= STDERR_FILENO) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, target, sizeof target - 1);
    if (length <= 0) return 0;
    target[length] = 0;
    if (!is_below(target)) return 0;
  } else if (!is_below(path)) {
    return 0;
  }
  long call = atomic_fetch_add(&rule->seen, 1) + 1;
  if (call < atomic_load(&rule->first) || call > atomic_load(&rule->last)) return 0;
  atomic_fetch_add(&rule->struck, 1);
  errno = (int)atomic_load(&rule->error);
  return 1;
}

static ssize_t written(int descriptor, const void *bytes, size_t length, off_t offset, int has_offset) {
  if (strikes(WRITE, descriptor, NULL)) {
    if (errno != 0) return -1;
    length = length > 1 ? length / 2 : length;
  }
  return has_offset ? syscall(SYS_pwrite64, descriptor, bytes, length, offset)
                    : syscall(SYS_write, descriptor, bytes, length);
}

ssize_t write(int descriptor, const void *bytes, size_t length) { return written(descriptor, bytes, length, 0, 0); }

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
  return written(descriptor, bytes, length, offset, 1);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
  return written(descriptor, bytes, length, offset, 1);
}

ssize_t pread(int descriptor, void *bytes, size_t length, off_t offset) {
  return strikes(READ, descriptor, NULL) ? -1 : syscall(SYS_pread64, descriptor, bytes, length, offset);
}

ssize_t pread64(int descriptor, void *bytes, size_t length, off64_t offset) {
  return strikes(READ, descriptor, NULL) ? -1 : syscall(SYS_pread64, descriptor, bytes, length, offset);
}

int fdatasync(int descriptor) {
  return strikes(SYNC, descriptor, NULL) ? -1 : (int)syscall(SYS_fdatasync, descriptor);
}

int fsync(int descriptor) { return strikes(SYNC, descriptor, NULL) ? -1 : (int)syscall(SYS_fsync, descriptor); }

int rename(const char *from, const char *to) {
  return strikes(NAME, -1, from) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int link(const char *from, const char *to) {
  return strikes(NAME, -1, from) ? -1 : (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int ftruncate(int descriptor, off_t length) {
  return strikes(NAME, descriptor, NULL) ? -1 : (int)syscall(SYS_ftruncate, descriptor, length);
}

int ftruncate64(int descriptor, off64_t length) {
  return strikes(NAME, descriptor, NULL) ? -1 : (int)syscall(SYS_ftruncate, descriptor, length);
}

static int opened(const char *path, int flags, va_list rest) {
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
  return strikes(OPEN, -1, path) ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  int descriptor = opened(path, flags, rest);
  va_end(rest);
  return descriptor;
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  int descriptor = opened(path, flags | O_LARGEFILE, rest);
  va_end(rest);
  return descriptor;
}

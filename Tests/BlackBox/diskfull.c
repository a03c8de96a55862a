/* Preloaded into the hub: while the file named by BATON_DISK_FULL exists, nothing more can be written to a regular file.
 *
 * Standard output and error stay writable: what is tried is the disk of the data, not that of the log. */

#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *flag;

__attribute__((constructor)) static void read_environment(void) {
  flag = getenv("BATON_DISK_FULL");
  unsetenv("LD_PRELOAD");
}

static int is_full(int descriptor) {
  struct stat file;
  if (flag == NULL || descriptor <= STDERR_FILENO || access(flag, F_OK) != 0) return 0;
  if (fstat(descriptor, &file) != 0 || !S_ISREG(file.st_mode)) return 0;
  errno = ENOSPC;
  return 1;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
  return is_full(descriptor) ? -1 : syscall(SYS_write, descriptor, bytes, length);
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
  return is_full(descriptor) ? -1 : syscall(SYS_writev, descriptor, parts, count);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
  return is_full(descriptor) ? -1 : syscall(SYS_pwrite64, descriptor, bytes, length, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
  return is_full(descriptor) ? -1 : syscall(SYS_pwrite64, descriptor, bytes, length, offset);
}

/* Preloaded into the hub: writes down what it does to the files below BATON_DISK_LOG_UNDER, and each answer 2xx that it sends,
 * in their order, so that the test can make up what a power cut at any moment would have left.
 *
 * A write is noted once it was done, an answer before it is sent, a sync when it begins and when it ends: what is noted
 * before the beginning of a sync is durable at its end, and an answer is never noted too late. With BATON_DISK_LOG_FAILS=N
 * one sync in N fails with EIO and makes nothing durable. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITE = 1, CUT, SYNC, SYNCED, FAILED, CREATE, RENAME, LINK, UNLINK, MKDIR, ANSWER };

struct record {
  uint32_t kind, length;
  uint64_t inode, number;
};

static int notes = -1;
static const char *under;
static long fails_each;
static atomic_long syncs;
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("BATON_DISK_LOG"), *each = getenv("BATON_DISK_LOG_FAILS");
  under = getenv("BATON_DISK_LOG_UNDER");
  fails_each = each == NULL ? 0 : atol(each);
  unsetenv("LD_PRELOAD");
  if (path == NULL || under == NULL) return;
  notes = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (notes < 0) abort();
}

static void note(enum kind kind, uint64_t inode, uint64_t number, const void *bytes, size_t length) {
  struct record record = {kind, (uint32_t)length, inode, number};
  struct iovec parts[2] = {{&record, sizeof record}, {(void *)bytes, length}};
  int before = errno;
  if (syscall(SYS_writev, notes, parts, 2) != (long)(sizeof record + length)) abort();
  errno = before;
}

static int is_below(const char *path) { return path != NULL && strncmp(path, under, strlen(under)) == 0; }

/* The inode of a file or directory below; 0 where it is none of them. */
static uint64_t inode_of(int descriptor) {
  char link[64], target[PATH_MAX];
  struct stat file;
  if (notes < 0 || descriptor <= STDERR_FILENO || fstat(descriptor, &file) != 0) return 0;
  if (!S_ISREG(file.st_mode) && !S_ISDIR(file.st_mode)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, target, sizeof target - 1);
  if (length <= 0) return 0;
  target[length] = 0;
  return is_below(target) ? file.st_ino : 0;
}

static void note_answer(int descriptor, const struct iovec *parts, int count) {
  struct stat file;
  if (notes < 0 || count == 0 || parts[0].iov_len < 10 || memcmp(parts[0].iov_base, "HTTP/1.1 2", 10) != 0) return;
  if (fstat(descriptor, &file) != 0 || !S_ISSOCK(file.st_mode)) return;
  char head[2048];
  size_t length = 0;
  for (int part = 0; part < count && length < sizeof head; part++) {
    size_t size = parts[part].iov_len < sizeof head - length ? parts[part].iov_len : sizeof head - length;
    memcpy(head + length, parts[part].iov_base, size);
    length += size;
  }
  pthread_mutex_lock(&one_at_a_time);
  note(ANSWER, 0, 0, head, length);
  pthread_mutex_unlock(&one_at_a_time);
}

static ssize_t written(int descriptor, const void *bytes, size_t length, off_t offset, int has_offset) {
  uint64_t inode = inode_of(descriptor);
  if (inode == 0) {
    struct iovec whole = {(void *)bytes, length};
    if (!has_offset) note_answer(descriptor, &whole, 1);
    return has_offset ? syscall(SYS_pwrite64, descriptor, bytes, length, offset)
                      : syscall(SYS_write, descriptor, bytes, length);
  }
  pthread_mutex_lock(&one_at_a_time);
  ssize_t done = has_offset ? syscall(SYS_pwrite64, descriptor, bytes, length, offset)
                            : syscall(SYS_write, descriptor, bytes, length);
  /* Looked at afterwards: what is appended goes to the end, wherever the descriptor stood. */
  if (done > 0 && !has_offset) offset = lseek(descriptor, 0, SEEK_CUR) - done;
  if (done > 0) note(WRITE, inode, (uint64_t)offset, bytes, (size_t)done);
  pthread_mutex_unlock(&one_at_a_time);
  return done;
}

ssize_t write(int descriptor, const void *bytes, size_t length) { return written(descriptor, bytes, length, 0, 0); }

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
  return written(descriptor, bytes, length, offset, 1);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
  return written(descriptor, bytes, length, offset, 1);
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
  note_answer(descriptor, parts, count);
  return syscall(SYS_writev, descriptor, parts, count);
}

ssize_t sendmsg(int descriptor, const struct msghdr *message, int flags) {
  note_answer(descriptor, message->msg_iov, (int)message->msg_iovlen);
  return syscall(SYS_sendmsg, descriptor, message, flags);
}

static int synced(long call, int descriptor) {
  uint64_t inode = inode_of(descriptor);
  if (inode == 0) return (int)syscall(call, descriptor);
  long number = atomic_fetch_add(&syncs, 1) + 1;
  pthread_mutex_lock(&one_at_a_time);
  note(SYNC, inode, (uint64_t)number, NULL, 0);
  pthread_mutex_unlock(&one_at_a_time);
  /* Scattered, lest it were always the same one of a round of syncs. */
  int fails = fails_each > 0 && ((uint64_t)number * 2654435761U >> 16) % (uint64_t)fails_each == 0;
  int result = fails ? -1 : (int)syscall(call, descriptor);
  if (fails) errno = EIO;
  pthread_mutex_lock(&one_at_a_time);
  note(result == 0 ? SYNCED : FAILED, inode, (uint64_t)number, NULL, 0);
  pthread_mutex_unlock(&one_at_a_time);
  return result;
}

int fdatasync(int descriptor) { return synced(SYS_fdatasync, descriptor); }

int fsync(int descriptor) { return synced(SYS_fsync, descriptor); }

static int cut(int descriptor, off_t length) {
  uint64_t inode = inode_of(descriptor);
  if (inode == 0) return (int)syscall(SYS_ftruncate, descriptor, length);
  pthread_mutex_lock(&one_at_a_time);
  int result = (int)syscall(SYS_ftruncate, descriptor, length);
  if (result == 0) note(CUT, inode, (uint64_t)length, NULL, 0);
  pthread_mutex_unlock(&one_at_a_time);
  return result;
}

int ftruncate(int descriptor, off_t length) { return cut(descriptor, length); }

int ftruncate64(int descriptor, off64_t length) { return cut(descriptor, length); }

/* A change of names: the call, and a note of it with the names, NUL between them. */
static int named(enum kind kind, long call, const char *one, const char *two, long mode) {
  char names[2 * PATH_MAX];
  if (notes < 0 || !is_below(one))
    return two != NULL ? (int)syscall(call, AT_FDCWD, one, AT_FDCWD, two, 0) : (int)syscall(call, AT_FDCWD, one, mode);
  int length = snprintf(names, sizeof names, "%s%c%s", one, 0, two == NULL ? "" : two);
  pthread_mutex_lock(&one_at_a_time);
  int result = two != NULL ? (int)syscall(call, AT_FDCWD, one, AT_FDCWD, two, 0) : (int)syscall(call, AT_FDCWD, one, mode);
  struct stat made;
  uint64_t inode = kind == MKDIR && result == 0 && stat(one, &made) == 0 ? made.st_ino : 0;
  if (result == 0) note(kind, inode, 0, names, (size_t)length);
  pthread_mutex_unlock(&one_at_a_time);
  return result;
}

int rename(const char *from, const char *to) { return named(RENAME, SYS_renameat2, from, to, 0); }

int link(const char *from, const char *to) { return named(LINK, SYS_linkat, from, to, 0); }

int unlink(const char *path) { return named(UNLINK, SYS_unlinkat, path, NULL, 0); }

int mkdir(const char *path, mode_t mode) { return named(MKDIR, SYS_mkdirat, path, NULL, mode); }

static int opened(const char *path, int flags, va_list rest) {
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
  if (notes < 0 || !(flags & O_CREAT) || !is_below(path)) return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
  pthread_mutex_lock(&one_at_a_time);
  int is_new = access(path, F_OK) != 0;
  int descriptor = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
  struct stat file;
  if (descriptor >= 0 && is_new && fstat(descriptor, &file) == 0) note(CREATE, file.st_ino, 0, path, strlen(path));
  pthread_mutex_unlock(&one_at_a_time);
  return descriptor;
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

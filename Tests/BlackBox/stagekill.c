/* Preloaded into the hub: lets it die, as by kill -9, in the middle of a handoff stage.
 *
 * At `--log-level trace` the hub tells each stage (S0 to S8) in a line on standard error. When the BATON_KILL_COUNTth line
 * that bears "stage":"<BATON_KILL_STAGE>" has been written, the process kills itself before write() returns, so that
 * nothing of what follows the stage has happened. With BATON_KILL_SIGNAL it falls by that signal instead, as over a fault of
 * its own. */

#define _GNU_SOURCE
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static char mark[32];
static long last;
static int by = SIGKILL;
static atomic_long seen;

__attribute__((constructor)) static void read_environment(void) {
  const char *stage = getenv("BATON_KILL_STAGE");
  const char *count = getenv("BATON_KILL_COUNT");
  if (stage == NULL || strlen(stage) > 4) return;
  snprintf(mark, sizeof mark, "\"stage\":\"%s\"", stage);
  last = count == NULL ? 1 : atol(count);
  const char *number = getenv("BATON_KILL_SIGNAL");
  if (number != NULL) by = atoi(number);
  /* Children of the hub live. */
  unsetenv("LD_PRELOAD");
}

static long lines_with_mark(const char *text, size_t length) {
  long lines = 0;
  size_t size = strlen(mark);
  const char *end = text + length;
  while ((text = memmem(text, (size_t)(end - text), mark, size)) != NULL) {
    lines += 1;
    text += size;
  }
  return lines;
}

/* In this thread, which does nothing more. Workers hold back what the system would not send them for their own faults. */
static void fall(void) {
  sigset_t own;
  sigemptyset(&own);
  sigaddset(&own, by);
  pthread_sigmask(SIG_UNBLOCK, &own, NULL);
  raise(by);
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
  ssize_t written = syscall(SYS_write, descriptor, bytes, length);
  if (descriptor == STDERR_FILENO && mark[0] != 0 && written > 0) {
    long found = lines_with_mark(bytes, (size_t)written);
    if (found > 0 && atomic_fetch_add(&seen, found) + found >= last) fall();
  }
  return written;
}

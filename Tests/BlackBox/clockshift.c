/* Preloaded into the hub: its wall clock goes as the test says, whatever the machine's says.
 *
 * The file BATON_CLOCK is shared with the test: how many nanoseconds to add to the true time, the time at which the clock
 * stands still (0: it goes), and how often the hub has been told a time that is not the true one. Time that only measures
 * spans is left alone. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000LL

struct wall {
  atomic_llong offset, frozen, told;
};

static struct wall *wall;
static int (*true_clock)(clockid_t, struct timespec *);

__attribute__((constructor)) static void share(void) {
  const char *path = getenv("BATON_CLOCK");
  unsetenv("LD_PRELOAD");
  true_clock = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  if (path == NULL) return;
  int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) abort();
  void *page = mmap(NULL, sizeof(struct wall), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (page == MAP_FAILED) abort();
  close(file);
  wall = page;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result =
      true_clock != NULL ? true_clock(clock, time) : (int)syscall(SYS_clock_gettime, clock, time);
  if (wall == NULL || result != 0 || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return result;
  long long frozen = atomic_load(&wall->frozen), offset = atomic_load(&wall->offset);
  if (frozen == 0 && offset == 0) return 0;
  long long now = frozen != 0 ? frozen : time->tv_sec * SECOND + time->tv_nsec + offset;
  time->tv_sec = now / SECOND;
  time->tv_nsec = now % SECOND;
  atomic_fetch_add(&wall->told, 1);
  return 0;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  (void)zone;
  struct timespec now;
  int result = clock_gettime(CLOCK_REALTIME, &now);
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return result;
}

time_t time(time_t *place) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (place != NULL) *place = now.tv_sec;
  return now.tv_sec;
}

int timespec_get(struct timespec *now, int base) {
  return base == TIME_UTC && clock_gettime(CLOCK_REALTIME, now) == 0 ? base : 0;
}

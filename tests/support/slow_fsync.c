/* Every fsync and fdatasync takes SLOW_FSYNC_MS milliseconds more, as on a slower disk. For LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int slow(const char *name, int fd) {
    const char *told = getenv("SLOW_FSYNC_MS");
    long ms = told ? atol(told) : 0;
    struct timespec more = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&more, NULL);
    return ((int (*)(int))dlsym(RTLD_NEXT, name))(fd);
}

int fsync(int fd) { return slow("fsync", fd); }
int fdatasync(int fd) { return slow("fdatasync", fd); }

/* Faults of a machine for one process: loaded before libc (LD_PRELOAD), told by a file of numbers that is mapped into
 * memory, so that a test changes them while the process runs. Without faults it changes nothing. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct faults {
    int64_t clock_ahead;  /* seconds by which the time of day is wrong; the monotonic clock stays true */
    int32_t fsync_errno;  /* what a sync fails with, after it was done: the outcome is unknown */
    int32_t fsync_millis; /* how long a sync takes */
    int32_t write_errno;  /* what writing to a file fails with, with nothing written */
    int32_t unused;
};

static const struct faults none;
static const volatile struct faults *now = &none;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FAULTS");
    int file = path ? open(path, O_RDONLY) : -1;
    if (file < 0) return;
    void *there = mmap(NULL, sizeof(struct faults), PROT_READ, MAP_SHARED, file, 0);
    if (there != MAP_FAILED) now = there;
    close(file);
}

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

static int is_file(int file) {
    struct stat found;
    return fstat(file, &found) == 0 && S_ISREG(found.st_mode);
}

static int fails_to_write(int file) {
    if (!now->write_errno || !is_file(file)) return 0;
    errno = now->write_errno;
    return 1;
}

static int synced(const char *name, int file) {
    int32_t millis = now->fsync_millis;
    if (millis) nanosleep(&(struct timespec){millis / 1000, (millis % 1000) * 1000000L}, NULL);
    int done = ((int (*)(int))next(name))(file);
    if (!now->fsync_errno) return done;
    errno = now->fsync_errno;
    return -1;
}

int fsync(int file) { return synced("fsync", file); }
int fdatasync(int file) { return synced("fdatasync", file); }

#define WRITES(name, ...) \
    if (fails_to_write(file)) return -1; \
    return ((ssize_t (*)(int, const void *, size_t, ...))next(name))(file, data, size, ##__VA_ARGS__)

ssize_t write(int file, const void *data, size_t size) { WRITES("write"); }
ssize_t pwrite(int file, const void *data, size_t size, off_t at) { WRITES("pwrite", at); }
ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) { WRITES("pwrite64", at); }

int clock_gettime(clockid_t which, struct timespec *time) {
    int done = syscall(SYS_clock_gettime, which, time);
    if (done == 0 && which == CLOCK_REALTIME) time->tv_sec += now->clock_ahead;
    return done;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    int done = syscall(SYS_gettimeofday, time, zone);
    if (done == 0) time->tv_sec += now->clock_ahead;
    return done;
}

time_t time(time_t *into) {
    struct timespec found;
    clock_gettime(CLOCK_REALTIME, &found);
    if (into) *into = found.tv_sec;
    return found.tv_sec;
}

#include "platform.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int input = -1, output = -1;

enum load_result platform_load(const char *path, void **library, char *reason, size_t reason_size) {
  if (access(path, F_OK) != 0) return LOAD_ABSENT;
  *library = dlopen(path, RTLD_NOW);
  if (*library) return LOAD_OK;
  const char *error = dlerror();
  if (strstr(error, "wrong ELF class") || strstr(error, "invalid ELF header")) return LOAD_ARCHITECTURE;
  const char *colon = strstr(error, ": ");
  snprintf(reason, reason_size, "%s", colon ? colon + 2 : error);
  return LOAD_FAILED;
}

void *platform_load_beside(const char *path, const char *name) {
  char beside[1200];
  const char *slash = strrchr(path, '/');
  if (!slash) return NULL;
  snprintf(beside, sizeof beside, "%.*s%s", (int)(slash - path + 1), path, name);
  return dlopen(beside, RTLD_NOW | RTLD_GLOBAL);
}

any_function platform_symbol(void *library, const char *name, int argument_bytes) {
  (void)argument_bytes;
  any_function found;
  void *address = dlsym(library, name);
  memcpy(&found, &address, sizeof found);
  return found;
}

const char *platform_companion(void) { return "libsgdlux.so"; }

/* The vendor's library may print: standard output is kept for the messages under another number. */
void platform_prepare_streams(void) {
  input = dup(0);
  output = dup(1);
  int nowhere = open("/dev/null", O_RDWR);
  dup2(nowhere, 0);
  dup2(nowhere, 1);
}

int platform_read(void *bytes, size_t size) {
  char *next = bytes;
  while (size > 0) {
    ssize_t got = read(input, next, size);
    if (got <= 0) return 0;
    next += got;
    size -= (size_t)got;
  }
  return 1;
}

int platform_write(const void *bytes, size_t size) {
  const char *next = bytes;
  while (size > 0) {
    ssize_t put = write(output, next, size);
    if (put <= 0) return 0;
    next += put;
    size -= (size_t)put;
  }
  return 1;
}

void platform_sleep_ms(unsigned milliseconds) {
  struct timespec time = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000L};
  nanosleep(&time, NULL);
}

void platform_exit_now(int code) { _exit(code); }

static void (*thread_function)(void);

static void *thread_start(void *unused) {
  (void)unused;
  thread_function();
  return NULL;
}

int platform_start_thread(void (*reader)(void)) {
  pthread_t thread;
  thread_function = reader;
  return pthread_create(&thread, NULL, thread_start, NULL) == 0;
}

void platform_lock(void) { pthread_mutex_lock(&lock); }
void platform_unlock(void) { pthread_mutex_unlock(&lock); }
void platform_signal(void) { pthread_cond_signal(&changed); }
void platform_wait(void) { pthread_cond_wait(&changed, &lock); }

/* The little that differs between 32-bit Windows, where the helper serves, and Unix, where it is also tested. */
#ifndef PLATFORM_H
#define PLATFORM_H

#include <stddef.h>

#if defined(_WIN32) && !defined(_WIN64)
#define VENDOR_CALL __stdcall
#else
#define VENDOR_CALL
#endif

typedef void (*any_function)(void);

enum load_result { LOAD_OK, LOAD_ABSENT, LOAD_ARCHITECTURE, LOAD_FAILED };

/* `path` is UTF-8. On LOAD_FAILED `reason` says why, without the path. */
enum load_result platform_load(const char *path, void **library, char *reason, size_t reason_size);
/* Loads a library that lives in the same folder as `path`, if it is there; NULL otherwise. */
void *platform_load_beside(const char *path, const char *name);
/* `argument_bytes` is for the decorated names of __stdcall functions. NULL when there is no such function. */
any_function platform_symbol(void *library, const char *name, int argument_bytes);
/* The companion library's file name. */
const char *platform_companion(void);

void platform_prepare_streams(void);
/* Exactly `size` bytes from standard input; 0 at its end. */
int platform_read(void *bytes, size_t size);
int platform_write(const void *bytes, size_t size);
void platform_sleep_ms(unsigned milliseconds);
/* Ends the process at once, even while another thread is in vendor code. */
void platform_exit_now(int code);

/* Runs `reader` in a thread of its own. */
int platform_start_thread(void (*reader)(void));
/* A lock, and a signal that something was put under it. */
void platform_lock(void);
void platform_unlock(void);
void platform_signal(void);
/* Called with the lock held; comes back with it. */
void platform_wait(void);

#endif

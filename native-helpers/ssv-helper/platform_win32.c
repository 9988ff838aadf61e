#include "platform.h"

#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

static CRITICAL_SECTION lock;
static CONDITION_VARIABLE changed = CONDITION_VARIABLE_INIT;
static HANDLE input, output;

static int wide(const char *utf8, WCHAR *out, int size) {
  return MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, utf8, -1, out, size) > 0;
}

enum load_result platform_load(const char *path, void **library, char *reason, size_t reason_size) {
  WCHAR file[1100];
  if (!wide(path, file, 1100) || GetFileAttributesW(file) == INVALID_FILE_ATTRIBUTES) return LOAD_ABSENT;
  /* The vendor's library needs others of its own folder. */
  *library = (void *)LoadLibraryExW(file, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
  if (*library) return LOAD_OK;
  DWORD error = GetLastError();
  if (error == ERROR_BAD_EXE_FORMAT) return LOAD_ARCHITECTURE;
  snprintf(reason, reason_size, "Windows %lu", (unsigned long)error);
  return LOAD_FAILED;
}

void *platform_load_beside(const char *path, const char *name) {
  char beside[1200];
  const char *slash = strrchr(path, '\\');
  const char *other = strrchr(path, '/');
  if (!slash || (other && other > slash)) slash = other;
  if (!slash) return NULL;
  snprintf(beside, sizeof beside, "%.*s%s", (int)(slash - path + 1), path, name);
  void *library = NULL;
  char reason[64];
  return platform_load(beside, &library, reason, sizeof reason) == LOAD_OK ? library : NULL;
}

any_function platform_symbol(void *library, const char *name, int argument_bytes) {
  char decorated[80];
  any_function found = (any_function)GetProcAddress((HMODULE)library, name);
  if (found) return found;
  snprintf(decorated, sizeof decorated, "_%s@%d", name, argument_bytes);
  found = (any_function)GetProcAddress((HMODULE)library, decorated);
  return found ? found : (any_function)GetProcAddress((HMODULE)library, decorated + 1);
}

const char *platform_companion(void) { return "sgdw32.dll"; }

/* The vendor's library may print: standard output is kept for the messages under another handle. */
void platform_prepare_streams(void) {
  InitializeCriticalSection(&lock);
  HANDLE self = GetCurrentProcess();
  DuplicateHandle(self, GetStdHandle(STD_INPUT_HANDLE), self, &input, 0, FALSE, DUPLICATE_SAME_ACCESS);
  DuplicateHandle(self, GetStdHandle(STD_OUTPUT_HANDLE), self, &output, 0, FALSE, DUPLICATE_SAME_ACCESS);
  freopen("NUL", "w", stdout);
  SetStdHandle(STD_OUTPUT_HANDLE, GetStdHandle(STD_ERROR_HANDLE));
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
}

int platform_read(void *bytes, size_t size) {
  char *next = bytes;
  while (size > 0) {
    DWORD got = 0;
    if (!ReadFile(input, next, (DWORD)size, &got, NULL) || got == 0) return 0;
    next += got;
    size -= got;
  }
  return 1;
}

int platform_write(const void *bytes, size_t size) {
  const char *next = bytes;
  while (size > 0) {
    DWORD put = 0;
    if (!WriteFile(output, next, (DWORD)size, &put, NULL)) return 0;
    next += put;
    size -= put;
  }
  return 1;
}

void platform_sleep_ms(unsigned milliseconds) { Sleep(milliseconds); }

void platform_exit_now(int code) { TerminateProcess(GetCurrentProcess(), (UINT)code); }

static void (*thread_function)(void);

static DWORD WINAPI thread_start(LPVOID unused) {
  (void)unused;
  thread_function();
  return 0;
}

int platform_start_thread(void (*reader)(void)) {
  thread_function = reader;
  HANDLE thread = CreateThread(NULL, 0, thread_start, NULL, 0, NULL);
  if (!thread) return 0;
  CloseHandle(thread);
  return 1;
}

void platform_lock(void) { EnterCriticalSection(&lock); }
void platform_unlock(void) { LeaveCriticalSection(&lock); }
void platform_signal(void) { WakeConditionVariable(&changed); }
void platform_wait(void) { SleepConditionVariableCS(&changed, &lock, INFINITE); }

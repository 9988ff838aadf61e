/*
 * Runs a program as a service of Windows: in the session of services, under its control, with an environment of its own.
 *
 *   service.exe ENVIRONMENT OUTPUT PROGRAM ARGUMENT…
 *
 * ENVIRONMENT is a file of lines NAME=VALUE in UTF-8 without a byte order mark, OUTPUT receives what the program says.
 * It stops with the program, or ends it when it is asked to stop.
 */
#include <windows.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static SERVICE_STATUS_HANDLE handle;
static HANDLE asked;
static int count;
static wchar_t **words;

static void say(DWORD state, DWORD code) {
  SERVICE_STATUS status = {.dwServiceType = SERVICE_WIN32_OWN_PROCESS, .dwCurrentState = state};
  status.dwControlsAccepted = state == SERVICE_RUNNING ? SERVICE_ACCEPT_STOP : 0;
  status.dwWin32ExitCode = code == 0 ? NO_ERROR : ERROR_SERVICE_SPECIFIC_ERROR;
  status.dwServiceSpecificExitCode = code;
  SetServiceStatus(handle, &status);
}

static DWORD WINAPI control(DWORD order, DWORD type, void *data, void *context) {
  (void)type, (void)data, (void)context;
  if (order == SERVICE_CONTROL_STOP) SetEvent(asked);
  return order == SERVICE_CONTROL_STOP || order == SERVICE_CONTROL_INTERROGATE ? NO_ERROR
                                                                               : ERROR_CALL_NOT_IMPLEMENTED;
}

/* The block that CreateProcess wants: each line ends with a zero, the last one with two. */
static wchar_t *environment(const wchar_t *path) {
  HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
  if (file == INVALID_HANDLE_VALUE) return NULL;
  DWORD size = GetFileSize(file, NULL), read = 0;
  char *text = calloc(size + 2, 1);
  ReadFile(file, text, size, &read, NULL);
  CloseHandle(file);
  wchar_t *block = calloc(size + 2, sizeof(wchar_t));
  MultiByteToWideChar(CP_UTF8, 0, text, (int)read, block, (int)size);
  for (DWORD at = 0; at < size; at++)
    if (block[at] == L'\n') block[at] = 0;
  free(text);
  return block;
}

static DWORD run(void) {
  SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
  HANDLE nothing = CreateFileW(L"NUL", GENERIC_READ, 0, &inherited, OPEN_EXISTING, 0, NULL);
  HANDLE out = CreateFileW(words[2], GENERIC_WRITE, FILE_SHARE_READ, &inherited, CREATE_ALWAYS, 0, NULL);
  wchar_t command[4096] = L"";
  for (int at = 3; at < count; at++) {
    wcscat(command, L"\"");
    wcscat(command, words[at]);
    wcscat(command, L"\" ");
  }
  STARTUPINFOW how = {.cb = sizeof how, .dwFlags = STARTF_USESTDHANDLES};
  how.hStdInput = nothing, how.hStdOutput = out, how.hStdError = out;
  PROCESS_INFORMATION made;
  if (!CreateProcessW(NULL, command, NULL, NULL, TRUE, CREATE_UNICODE_ENVIRONMENT, environment(words[1]), NULL,
                      &how, &made))
    return GetLastError();
  HANDLE either[] = {made.hProcess, asked};
  if (WaitForMultipleObjects(2, either, FALSE, INFINITE) == WAIT_OBJECT_0 + 1) TerminateProcess(made.hProcess, 0);
  WaitForSingleObject(made.hProcess, INFINITE);
  DWORD code = 0;
  GetExitCodeProcess(made.hProcess, &code);
  return code;
}

static void WINAPI service(DWORD number, wchar_t **names) {
  (void)number;
  asked = CreateEventW(NULL, TRUE, FALSE, NULL);
  handle = RegisterServiceCtrlHandlerExW(names[0], control, NULL);
  say(SERVICE_RUNNING, 0);
  say(SERVICE_STOPPED, run());
}

int wmain(int argc, wchar_t **argv) {
  count = argc, words = argv;
  SERVICE_TABLE_ENTRYW table[] = {{L"", service}, {NULL, NULL}};
  return StartServiceCtrlDispatcherW(table) ? 0 : 1;
}

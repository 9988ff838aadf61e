/*
 * A stand-in for Windows' winscard.dll, compiled against the real header (mingw's), for what a real service does not do
 * when asked: faults, odd names, a pseudo-reader that does not answer. It plays the scenario file named by the
 * environment variable DMP_WINSCARD_SCENARIO, read anew at each call and while a call waits, so that a test changes it
 * under a running program. UTF-8, one line per instruction, written by winscard.ts:
 *
 *   pnp STATE                       event state of the pseudo-reader, hexadecimal; without the line it is unknown
 *   reader STATE ATR NAME           event state, ATR in hexadecimal or -, name to the end of the line
 *   answer [A|B]COMMAND RESPONSE    of the card, hexadecimal, before (A) or after (B) its application is selected by
 *                                   name; without a line for it 6D00
 *   return FUNCTION CODE TIMES SKIP the function returns that code (hexadecimal) so many times (-1: for ever) after that
 *                                   many calls of it
 *
 * Every call that ends is told in the file <scenario>.calls.
 */
#define WINSCARDAPI
#include <windows.h>
#include <winscard.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The layouts that src/native/pcsc/layout.ts goes by, said by the compiler. */
_Static_assert(sizeof(SCARD_READERSTATEW) == 64, "SCARD_READERSTATEW");
_Static_assert(sizeof(SCARD_IO_REQUEST) == 8, "SCARD_IO_REQUEST");
_Static_assert(sizeof(SCARDCONTEXT) == 8, "SCARDCONTEXT");

#define EXPORT __declspec(dllexport)
#define PNP L"\\\\?PnP?\\Notification"
enum { MOST = 16, TEXT = 65536 };

typedef struct { DWORD state; BYTE atr[36]; DWORD atr_length; WCHAR name[128]; } reader;
typedef struct { char function[40]; DWORD code; long times, skip; } fault;
typedef struct {
  reader readers[MOST];
  int reader_count;
  fault faults[MOST];
  int fault_count;
  int knows_pnp;
  DWORD pnp;
  char text[TEXT];
} scenario;

/* 64 bits that do not survive being cut to 32, nor read as a signed number. */
static const SCARDCONTEXT FIRST_CONTEXT = 0xCD00000000000001ULL;
static const SCARDHANDLE FIRST_CARD = 0xEA00000100000001ULL;

static volatile LONG64 contexts;
static volatile LONG cancelled;
static char selected = 'A';
static char last_text[TEXT];
static volatile LONG used[MOST];
static CRITICAL_SECTION lock;

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, LPVOID reserved) {
  (void)instance, (void)reserved;
  if (reason == DLL_PROCESS_ATTACH) InitializeCriticalSection(&lock);
  return TRUE;
}

static int from_hex(const char *text, BYTE *out, int room) {
  int length = 0;
  unsigned value;
  for (; length < room && isxdigit((BYTE)text[2 * length]); length++) {
    sscanf(text + 2 * length, "%2x", &value);
    out[length] = (BYTE)value;
  }
  return length;
}

static void take_line(scenario *all, char *line) {
  char word[40] = "", atr[80] = "";
  int used_up = 0;
  sscanf(line, "%39s", word);
  if (!strcmp(word, "pnp")) all->knows_pnp = sscanf(line, "%*s %lx", &all->pnp) == 1;
  else if (!strcmp(word, "reader") && all->reader_count < MOST) {
    reader *one = &all->readers[all->reader_count];
    if (sscanf(line, "%*s %lx %79s %n", &one->state, atr, &used_up) < 2) return;
    one->atr_length = atr[0] == '-' ? 0 : (DWORD)from_hex(atr, one->atr, sizeof one->atr);
    MultiByteToWideChar(CP_UTF8, 0, line + used_up, -1, one->name, 128);
    all->reader_count++;
  } else if (!strcmp(word, "return") && all->fault_count < MOST) {
    fault *one = &all->faults[all->fault_count++];
    sscanf(line, "%*s %39s %lx %ld %ld", one->function, &one->code, &one->times, &one->skip);
  }
}

static void load(scenario *all) {
  memset(all, 0, sizeof *all);
  const char *path = getenv("DMP_WINSCARD_SCENARIO");
  FILE *file = path ? fopen(path, "rb") : NULL;
  if (!file) return;
  size_t length = fread(all->text, 1, TEXT - 1, file);
  fclose(file);
  all->text[length] = 0;
  EnterCriticalSection(&lock);
  if (strcmp(all->text, last_text)) {
    memset((void *)used, 0, sizeof used);
    strcpy(last_text, all->text);
  }
  LeaveCriticalSection(&lock);
  static __thread char copy[TEXT];
  strcpy(copy, all->text);
  for (char *line = strtok(copy, "\n"); line; line = strtok(NULL, "\n")) take_line(all, line);
}

static LONG told(const char *function, LONG code) {
  char path[1024];
  snprintf(path, sizeof path, "%s.calls", getenv("DMP_WINSCARD_SCENARIO"));
  EnterCriticalSection(&lock);
  FILE *file = fopen(path, "ab");
  if (file) {
    fprintf(file, "%s %08lX\n", function, (unsigned long)code);
    fclose(file);
  }
  LeaveCriticalSection(&lock);
  return code;
}

/* The code planned for this call of the function, or -1. */
static LONGLONG planned(scenario *all, const char *function) {
  for (int i = 0; i < all->fault_count; i++) {
    fault *one = &all->faults[i];
    if (strcmp(one->function, function)) continue;
    long call = InterlockedIncrement(&used[i]);
    if (call <= one->skip || (one->times >= 0 && call > one->skip + one->times)) continue;
    return one->code;
  }
  return -1;
}

static reader *named(scenario *all, LPCWSTR name) {
  for (int i = 0; i < all->reader_count; i++)
    if (!wcscmp(all->readers[i].name, name)) return &all->readers[i];
  return NULL;
}

#define BEGIN(name)                                    \
  static __thread scenario all;                        \
  load(&all);                                          \
  LONGLONG fault_code = planned(&all, name);           \
  if (fault_code > 0) return told(name, (LONG)fault_code)

EXPORT LONG WINAPI SCardEstablishContext(DWORD scope, LPCVOID one, LPCVOID two, LPSCARDCONTEXT out) {
  (void)one, (void)two;
  BEGIN("SCardEstablishContext");
  if (scope != SCARD_SCOPE_SYSTEM) return told("SCardEstablishContext", SCARD_E_INVALID_VALUE);
  *out = FIRST_CONTEXT + (SCARDCONTEXT)InterlockedIncrement64(&contexts);
  return told("SCardEstablishContext", 0);
}

static int is_context(SCARDCONTEXT context) {
  return context > FIRST_CONTEXT && context <= FIRST_CONTEXT + (SCARDCONTEXT)contexts;
}

EXPORT LONG WINAPI SCardReleaseContext(SCARDCONTEXT context) {
  return told("SCardReleaseContext", is_context(context) ? 0 : SCARD_E_INVALID_HANDLE);
}

EXPORT LONG WINAPI SCardCancel(SCARDCONTEXT context) {
  InterlockedIncrement(&cancelled);
  return told("SCardCancel", is_context(context) ? 0 : SCARD_E_INVALID_HANDLE);
}

EXPORT LONG WINAPI SCardListReadersW(SCARDCONTEXT context, LPCWSTR groups, LPWSTR out, LPDWORD length) {
  (void)groups;
  BEGIN("SCardListReadersW");
  if (!is_context(context)) return told("SCardListReadersW", SCARD_E_INVALID_HANDLE);
  if (all.reader_count == 0) return told("SCardListReadersW", SCARD_E_NO_READERS_AVAILABLE);
  DWORD needed = 1;
  for (int i = 0; i < all.reader_count; i++) needed += (DWORD)wcslen(all.readers[i].name) + 1;
  if (*length < needed) {
    *length = needed;
    return told("SCardListReadersW", SCARD_E_INSUFFICIENT_BUFFER);
  }
  WCHAR *end = out;
  for (int i = 0; i < all.reader_count; i++) {
    wcscpy(end, all.readers[i].name);
    end += wcslen(end) + 1;
  }
  *end = 0;
  *length = needed;
  return told("SCardListReadersW", 0);
}

/* Fills the states; says whether one of them is not what the caller knew. An unknown reader ends the call. */
static LONG look(scenario *all, LPSCARD_READERSTATEW states, DWORD count, int *news) {
  *news = 0;
  for (DWORD i = 0; i < count; i++) {
    SCARD_READERSTATEW *one = &states[i];
    DWORD state;
    one->cbAtr = 0;
    if (!wcscmp(one->szReader, PNP)) {
      state = all->knows_pnp ? all->pnp : SCARD_STATE_UNKNOWN;
    } else {
      reader *found = named(all, one->szReader);
      if (!found) return SCARD_E_UNKNOWN_READER;
      state = found->state;
      one->cbAtr = found->atr_length;
      memcpy(one->rgbAtr, found->atr, sizeof one->rgbAtr);
    }
    int changed = state != (one->dwCurrentState & ~(DWORD)SCARD_STATE_CHANGED);
    one->dwEventState = state | (changed ? SCARD_STATE_CHANGED : 0);
    *news |= changed;
  }
  return 0;
}

EXPORT LONG WINAPI SCardGetStatusChangeW(SCARDCONTEXT context, DWORD timeout, LPSCARD_READERSTATEW states, DWORD count) {
  BEGIN("SCardGetStatusChangeW");
  if (!is_context(context)) return told("SCardGetStatusChangeW", SCARD_E_INVALID_HANDLE);
  LONG before = cancelled;
  for (DWORD waited = 0;; waited += 20) {
    int news;
    LONG code = look(&all, states, count, &news);
    if (code || news) return told("SCardGetStatusChangeW", code);
    /* A planned 0: a driver whose waits return at once without news. */
    if (fault_code == 0) return told("SCardGetStatusChangeW", 0);
    if (waited >= timeout) return told("SCardGetStatusChangeW", SCARD_E_TIMEOUT);
    if (cancelled != before) return told("SCardGetStatusChangeW", SCARD_E_CANCELLED);
    Sleep(20);
    load(&all);
    fault_code = planned(&all, "SCardGetStatusChangeW");
    if (fault_code > 0) return told("SCardGetStatusChangeW", (LONG)fault_code);
  }
}

EXPORT LONG WINAPI SCardConnectW(SCARDCONTEXT context, LPCWSTR name, DWORD share, DWORD protocols, LPSCARDHANDLE card, LPDWORD protocol) {
  BEGIN("SCardConnectW");
  if (!is_context(context)) return told("SCardConnectW", SCARD_E_INVALID_HANDLE);
  if (share != SCARD_SHARE_SHARED || protocols != (SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1))
    return told("SCardConnectW", SCARD_E_INVALID_VALUE);
  reader *found = named(&all, name);
  if (!found) return told("SCardConnectW", SCARD_E_UNKNOWN_READER);
  if (!(found->state & SCARD_STATE_PRESENT)) return told("SCardConnectW", SCARD_E_NO_SMARTCARD);
  *card = FIRST_CARD;
  *protocol = SCARD_PROTOCOL_T1;
  return told("SCardConnectW", 0);
}

EXPORT LONG WINAPI SCardReconnect(SCARDHANDLE card, DWORD share, DWORD protocols, DWORD what, LPDWORD protocol) {
  (void)share, (void)protocols, (void)what;
  BEGIN("SCardReconnect");
  *protocol = SCARD_PROTOCOL_T1;
  return told("SCardReconnect", card == FIRST_CARD ? 0 : SCARD_E_INVALID_HANDLE);
}

EXPORT LONG WINAPI SCardDisconnect(SCARDHANDLE card, DWORD what) {
  (void)what;
  return told("SCardDisconnect", card == FIRST_CARD ? 0 : SCARD_E_INVALID_HANDLE);
}

EXPORT LONG WINAPI SCardBeginTransaction(SCARDHANDLE card) {
  BEGIN("SCardBeginTransaction");
  return told("SCardBeginTransaction", card == FIRST_CARD ? 0 : SCARD_E_INVALID_HANDLE);
}

EXPORT LONG WINAPI SCardEndTransaction(SCARDHANDLE card, DWORD what) {
  (void)what;
  return told("SCardEndTransaction", card == FIRST_CARD ? 0 : SCARD_E_INVALID_HANDLE);
}

EXPORT LONG WINAPI SCardTransmit(SCARDHANDLE card, LPCSCARD_IO_REQUEST header, LPCBYTE command, DWORD length,
                                 LPSCARD_IO_REQUEST back, LPBYTE response, LPDWORD room) {
  (void)back;
  BEGIN("SCardTransmit");
  if (card != FIRST_CARD) return told("SCardTransmit", SCARD_E_INVALID_HANDLE);
  if (header->dwProtocol != SCARD_PROTOCOL_T1 || header->cbPciLength != sizeof *header)
    return told("SCardTransmit", SCARD_E_PROTO_MISMATCH);
  if (length > 2 && command[1] == 0xA4) selected = command[2] == 4 ? 'B' : 'A';
  char wanted[600] = "answer ";
  wanted[7] = selected;
  for (DWORD i = 0; i < length; i++) sprintf(wanted + 8 + 2 * i, "%02X", command[i]);
  strcat(wanted, " ");
  const char *line = strstr(all.text, wanted);
  BYTE answer[300] = {0x6D, 0x00};
  int size = line ? from_hex(line + strlen(wanted), answer, sizeof answer) : 2;
  if (*room < (DWORD)size) return told("SCardTransmit", SCARD_E_INSUFFICIENT_BUFFER);
  memcpy(response, answer, (size_t)size);
  *room = (DWORD)size;
  return told("SCardTransmit", 0);
}

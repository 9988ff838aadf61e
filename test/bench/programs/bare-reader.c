/*
 * The baseline: a PC/SC program with nothing around it. It waits for a card in one reader, sends the four commands of
 * a direct read, prints the names with the moment at which they were known, and waits for the card to leave.
 *   bare-reader READER            one line per insertion: milliseconds, bytes, names
 *   bare-reader --decode ID N     walks the identity file ID for N times; prints nanoseconds in all and names found
 * The prototypes are those of pcsc-lite's public interface, written here so that no development package is needed.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef long LONG;
typedef unsigned long DWORD;
typedef LONG SCARDCONTEXT;
typedef LONG SCARDHANDLE;
typedef struct {
  const char *szReader;
  void *pvUserData;
  DWORD dwCurrentState, dwEventState, cbAtr;
  unsigned char rgbAtr[33];
} SCARD_READERSTATE;
typedef struct {
  unsigned long dwProtocol, cbPciLength;
} SCARD_IO_REQUEST;

extern const SCARD_IO_REQUEST g_rgSCardT0Pci, g_rgSCardT1Pci;
LONG SCardEstablishContext(DWORD, const void *, const void *, SCARDCONTEXT *);
LONG SCardGetStatusChange(SCARDCONTEXT, DWORD, SCARD_READERSTATE *, DWORD);
LONG SCardConnect(SCARDCONTEXT, const char *, DWORD, DWORD, SCARDHANDLE *, DWORD *);
LONG SCardBeginTransaction(SCARDHANDLE);
LONG SCardEndTransaction(SCARDHANDLE, DWORD);
LONG SCardTransmit(SCARDHANDLE, const SCARD_IO_REQUEST *, const unsigned char *, DWORD, SCARD_IO_REQUEST *,
                   unsigned char *, DWORD *);
LONG SCardDisconnect(SCARDHANDLE, DWORD);

enum { PRESENT = 0x20, EMPTY = 0x10, SHARED = 2, T0_OR_T1 = 3, LEAVE = 0, USER_SCOPE = 0 };
#define FOREVER 0xFFFFFFFFul

static double milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Walks one level; gives the offset after the TLV, or 0 at the end. */
static size_t next_tlv(const uint8_t *bytes, size_t at, size_t size, uint8_t *tag, size_t *start, size_t *length) {
  if (at + 2 > size || bytes[at] == 0) return 0;
  *tag = bytes[at++];
  *length = bytes[at++];
  if (*length == 0x81 && at < size) *length = bytes[at++];
  else if (*length == 0x82 && at + 1 < size) {
    *length = (size_t)(bytes[at] << 8 | bytes[at + 1]);
    at += 2;
  }
  *start = at;
  return at + *length <= size ? at + *length : 0;
}

/* Writes the names of an identity file, one after the other; gives their number. */
static int names_of(const uint8_t *file, size_t size, char *out, size_t room) {
  int people = 0;
  uint8_t tag, inner;
  size_t at = 0, start, length, from, inner_length, written = 0;
  while ((at = next_tlv(file, at, size, &tag, &start, &length)) != 0) {
    if (tag != 0x65) continue;
    people += 1;
    const size_t end = start + length;
    size_t inside = start;
    while (inside < end && (inside = next_tlv(file, inside, end, &inner, &from, &inner_length)) != 0) {
      if (inner != 0x80 && inner != 0x81 && inner != 0x82) continue;
      while (inner_length > 0 && file[from + inner_length - 1] == ' ') inner_length -= 1;
      if (written + inner_length + 2 > room) return people;
      memcpy(out + written, file + from, inner_length);
      written += inner_length;
      out[written++] = ' ';
    }
  }
  out[written] = 0;
  return people;
}

static int decode(const char *path, long times) {
  static uint8_t file[65536];
  char names[8192] = "";
  FILE *stream = fopen(path, "rb");
  if (stream == NULL) return 1;
  const size_t size = fread(file, 1, sizeof file, stream);
  fclose(stream);
  long people = 0;
  const double begun = milliseconds();
  for (long time = 0; time < times; time += 1) people += names_of(file, size, names, sizeof names);
  printf("%.6f %ld\n", milliseconds() - begun, people);
  return 0;
}

static int send(SCARDHANDLE card, DWORD protocol, const char *hex, uint8_t *answer, DWORD *length) {
  uint8_t command[64];
  const DWORD size = strlen(hex) / 2;
  for (DWORD index = 0; index < size; index += 1) {
    unsigned int byte;
    sscanf(hex + 2 * index, "%2x", &byte);
    command[index] = (uint8_t)byte;
  }
  const SCARD_IO_REQUEST *pci = protocol == 2 ? &g_rgSCardT1Pci : &g_rgSCardT0Pci;
  *length = 300;
  return SCardTransmit(card, pci, command, size, NULL, answer, length) == 0;
}

static void read_card(SCARDCONTEXT context, const char *reader) {
  SCARDHANDLE card;
  DWORD protocol, length;
  uint8_t identity[300], answer[300];
  char names[8192] = "";
  if (SCardConnect(context, reader, SHARED, T0_OR_T1, &card, &protocol) != 0) {
    printf("connect failed\n");
    return;
  }
  SCardBeginTransaction(card);
  DWORD identity_length = 0;
  const int read = send(card, protocol, "00A40000023F00", answer, &length) &&
                   send(card, protocol, "00B0820000", identity, &identity_length) &&
                   send(card, protocol, "00A404000BD250000002564954414C45", answer, &length) &&
                   send(card, protocol, "00B0820000", answer, &length);
  SCardEndTransaction(card, LEAVE);
  SCardDisconnect(card, LEAVE);
  if (!read || identity_length < 2) {
    printf("read failed\n");
    return;
  }
  names_of(identity, identity_length - 2, names, sizeof names);
  printf("%.6f %lu %s\n", milliseconds(), identity_length + length, names);
}

int main(int count, char **arguments) {
  if (count == 4 && strcmp(arguments[1], "--decode") == 0) return decode(arguments[2], atol(arguments[3]));
  if (count != 2) return 2;
  setvbuf(stdout, NULL, _IOLBF, 0);
  SCARDCONTEXT context;
  if (SCardEstablishContext(USER_SCOPE, NULL, NULL, &context) != 0) return 1;
  SCARD_READERSTATE state = {.szReader = arguments[1]};
  int was_in = 0;
  for (;;) {
    if (SCardGetStatusChange(context, FOREVER, &state, 1) != 0) return 1;
    state.dwCurrentState = state.dwEventState;
    const int is_in = (state.dwEventState & PRESENT) != 0;
    if (is_in && !was_in) read_card(context, arguments[1]);
    was_in = is_in;
  }
}

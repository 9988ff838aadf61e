/*
 * SoftHSM under another name: every PKCS#11 function is SoftHSM's own but C_GetInfo, which answers as the Cryptolib
 * does (cpx.md, lab-notes.md), with the version given at compile time. What is not defined here is found in the
 * library that this one is linked with.
 */
#include <string.h>

typedef struct {
  unsigned char major, minor;
} version;

typedef struct {
  version cryptoki;
  unsigned char manufacturer[32];
  unsigned long flags;
  unsigned char description[32];
  version library;
} info;

static void pad(unsigned char *field, const char *text) {
  memset(field, ' ', 32);
  memcpy(field, text, strlen(text));
}

unsigned long C_GetInfo(info *out) {
  out->cryptoki.major = 2;
  out->cryptoki.minor = 20;
  out->flags = 0;
  pad(out->manufacturer, "ANS");
  pad(out->description, "CPS3 PKCS#11 LINUX");
  out->library.major = LIBRARY_MAJOR;
  out->library.minor = LIBRARY_MINOR;
  return 0;
}

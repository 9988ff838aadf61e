/* The session-style functions of the vendor's library, prototypes as in ssv-api.md. */
#ifndef LIBRARY_H
#define LIBRARY_H

#include <stddef.h>

#include "platform.h"

typedef unsigned short word;

typedef struct {
  word(VENDOR_CALL *init)(void);
  /* With the configuration's path; NULL where the library does not export it. */
  word(VENDOR_CALL *init_with)(const char *sesam_ini);
  word(VENDOR_CALL *term)(void);
  word(VENDOR_CALL *reserve)(size_t size, word *session);
  word(VENDOR_CALL *release)(word session);
  word(VENDOR_CALL *read_config)(word session);
  word(VENDOR_CALL *read_ps)(const char *ps, const char *reader, const char *pin, word session);
  word(VENDOR_CALL *read_rights)(const char *ps, const char *reader, const char *pin, const char *date, word session);
  word(VENDOR_CALL *next_group)(word session, word group, word occurrence, word *next_group, word *next_occurrence);
  word(VENDOR_CALL *read_field)(word session, word group, word occurrence, word field, char *value, size_t *size);
} ssv_library;

/* Why a request failed: a failure code of the launcher and up to two details. */
typedef struct {
  const char *code;
  const char *names[2];
  char values[2][1100];
} failure;

void fail(failure *why, const char *code);
void fail_with(failure *why, const char *code, const char *name, const char *value);

/* Loads the library at `path` (UTF-8), or finds it loaded already. NULL with `why` filled in. */
const ssv_library *open_library(const char *path, failure *why);

#endif

/* The messages of docs/technical/ssv.md: a request in, a value or a failure out. */
#ifndef MESSAGES_H
#define MESSAGES_H

#include "json.h"

/* Writes the answer to one request. 0 when the text is no request with an id: nobody could be answered. */
int answer(const char *text, size_t size, writer *out);

#endif

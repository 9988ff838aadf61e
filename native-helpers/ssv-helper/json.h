/* Reading one JSON message (over jsmn) and writing another. */
#ifndef JSON_H
#define JSON_H

#include <stddef.h>

typedef struct {
  const char *text;
  void *tokens;
  int count;
} json;

/* 0 when the text is not one JSON value. Free with json_free. */
int json_parse(json *out, const char *text, size_t size);
void json_free(json *value);
/* The member of an object, or -1. The root is token 0. */
int json_member(const json *value, int object, const char *name);
/* Whether a token is that very string. */
int json_is(const json *value, int token, const char *text);
/* Whether a token is the literal null. */
int json_is_null(const json *value, int token);
/* A whole number from 0 to 2^31-1, or -1. */
long json_number(const json *value, int token);
/* Copies a string as UTF-8, escapes undone; 0 when it is no string, holds a NUL or does not fit. */
int json_string(const json *value, int token, char *out, size_t size);

/* A text that grows; `failed` once there was no memory. */
typedef struct {
  char *bytes;
  size_t length, capacity;
  int failed;
} writer;

void write_raw(writer *out, const char *text);
void write_number(writer *out, long number);
/* A JSON string from Latin-1. */
void write_latin1(writer *out, const char *text);
/* A JSON string from UTF-8. */
void write_utf8(writer *out, const char *text);
/* Zeroes and frees. */
void writer_wipe(writer *out);

/* A memset that is not optimised away. */
void wipe(void *bytes, size_t size);

#endif

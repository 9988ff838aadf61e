#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JSMN_STATIC
#define JSMN_STRICT
#define JSMN_PARENT_LINKS
#include "vendor/jsmn.h"

enum { MAX_TOKENS = 256 };

static const jsmntok_t *token_at(const json *value, int token) {
  return token < 0 || token >= value->count ? NULL : (const jsmntok_t *)value->tokens + token;
}

int json_parse(json *out, const char *text, size_t size) {
  jsmn_parser parser;
  jsmntok_t *tokens = calloc(MAX_TOKENS, sizeof *tokens);
  jsmn_init(&parser);
  int count = tokens ? jsmn_parse(&parser, text, size, tokens, MAX_TOKENS) : 0;
  if (count < 1) {
    free(tokens);
    return 0;
  }
  out->text = text;
  out->tokens = tokens;
  out->count = count;
  return 1;
}

void json_free(json *value) {
  free(value->tokens);
  value->tokens = NULL;
  value->count = 0;
}

static int same(const json *value, const jsmntok_t *token, const char *text) {
  size_t length = (size_t)(token->end - token->start);
  return strlen(text) == length && memcmp(value->text + token->start, text, length) == 0;
}

int json_member(const json *value, int object, const char *name) {
  const jsmntok_t *holder = token_at(value, object);
  if (!holder || holder->type != JSMN_OBJECT) return -1;
  for (int i = object + 1; i + 1 < value->count; i++) {
    const jsmntok_t *key = token_at(value, i);
    if (key->parent == object && key->type == JSMN_STRING && key->size == 1 && same(value, key, name)) return i + 1;
  }
  return -1;
}

int json_is(const json *value, int token, const char *text) {
  const jsmntok_t *found = token_at(value, token);
  return found && found->type == JSMN_STRING && same(value, found, text);
}

int json_is_null(const json *value, int token) {
  const jsmntok_t *found = token_at(value, token);
  return found && found->type == JSMN_PRIMITIVE && same(value, found, "null");
}

long json_number(const json *value, int token) {
  const jsmntok_t *found = token_at(value, token);
  if (!found || found->type != JSMN_PRIMITIVE || found->end - found->start > 10 || found->end == found->start) return -1;
  long long number = 0;
  for (int i = found->start; i < found->end; i++) {
    if (value->text[i] < '0' || value->text[i] > '9') return -1;
    number = number * 10 + (value->text[i] - '0');
  }
  return number > 0x7fffffffLL ? -1 : (long)number;
}

static long hex4(const char *text) {
  long number = 0;
  for (int i = 0; i < 4; i++) {
    char c = text[i];
    int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0) return -1;
    number = number * 16 + digit;
  }
  return number;
}

static size_t put_utf8(unsigned long point, char *out) {
  if (point < 0x80) {
    out[0] = (char)point;
    return 1;
  }
  size_t length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  for (size_t i = length - 1; i > 0; i--, point >>= 6) out[i] = (char)(0x80 | (point & 0x3f));
  out[0] = (char)((length == 2 ? 0xc0 : length == 3 ? 0xe0 : 0xf0) | point);
  return length;
}

/* The character after `\`, as UTF-8; how many bytes of input it took, or 0. */
static int unescape(const char *text, const char *end, char *out, size_t *length) {
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *found = text < end && *text ? strchr(letters, *text) : NULL;
  if (found) {
    *out = meanings[found - letters];
    *length = 1;
    return 1;
  }
  if (end - text < 5 || *text != 'u') return 0;
  long point = hex4(text + 1);
  if (point <= 0 || (point >= 0xdc00 && point < 0xe000)) return 0;
  if (point < 0xd800 || point >= 0xe000) {
    *length = put_utf8((unsigned long)point, out);
    return 5;
  }
  long low = end - text >= 11 && text[5] == '\\' && text[6] == 'u' ? hex4(text + 7) : -1;
  if (low < 0xdc00 || low >= 0xe000) return 0;
  *length = put_utf8(0x10000 + (((unsigned long)point - 0xd800) << 10) + ((unsigned long)low - 0xdc00), out);
  return 11;
}

int json_string(const json *value, int token, char *out, size_t size) {
  const jsmntok_t *found = token_at(value, token);
  if (!found || found->type != JSMN_STRING) return 0;
  const char *next = value->text + found->start, *end = value->text + found->end;
  size_t used = 0;
  while (next < end) {
    if (used + 5 > size || *next == 0) return 0;
    if (*next != '\\') {
      out[used++] = *next++;
      continue;
    }
    size_t length = 0;
    int taken = unescape(next + 1, end, out + used, &length);
    if (taken == 0) return 0;
    used += length;
    next += 1 + taken;
  }
  out[used] = 0;
  return 1;
}

static void put(writer *out, const char *bytes, size_t length) {
  if (out->failed) return;
  if (out->length + length + 1 > out->capacity) {
    size_t capacity = (out->length + length + 1) * 2;
    /* Not realloc: the old bytes may name a patient and are zeroed. */
    char *larger = malloc(capacity);
    if (!larger) {
      out->failed = 1;
      return;
    }
    if (out->bytes) {
      memcpy(larger, out->bytes, out->length);
      wipe(out->bytes, out->capacity);
      free(out->bytes);
    }
    out->bytes = larger;
    out->capacity = capacity;
  }
  memcpy(out->bytes + out->length, bytes, length);
  out->length += length;
  out->bytes[out->length] = 0;
}

void write_raw(writer *out, const char *text) { put(out, text, strlen(text)); }

void write_number(writer *out, long number) {
  char text[24];
  snprintf(text, sizeof text, "%ld", number);
  write_raw(out, text);
}

static void put_escaped(writer *out, const char *text, int latin1) {
  put(out, "\"", 1);
  for (; *text; text++) {
    unsigned char c = (unsigned char)*text;
    char bytes[8];
    if (c == '"' || c == '\\') {
      bytes[0] = '\\';
      bytes[1] = (char)c;
      put(out, bytes, 2);
    } else if (c < 0x20) {
      snprintf(bytes, sizeof bytes, "\\u%04x", c);
      put(out, bytes, 6);
    } else if (latin1 && c >= 0x80) {
      put(out, bytes, put_utf8(c, bytes));
    } else {
      bytes[0] = (char)c;
      put(out, bytes, 1);
    }
  }
  put(out, "\"", 1);
}

void write_latin1(writer *out, const char *text) { put_escaped(out, text, 1); }
void write_utf8(writer *out, const char *text) { put_escaped(out, text, 0); }

void writer_wipe(writer *out) {
  if (out->bytes) wipe(out->bytes, out->capacity);
  free(out->bytes);
  memset(out, 0, sizeof *out);
}

void wipe(void *bytes, size_t size) {
  volatile char *next = bytes;
  while (size-- > 0) *next++ = 0;
}

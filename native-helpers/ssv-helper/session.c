#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
/* Made from src/native/ssv/return-codes.ts by scripts/build-ssv-helper.mjs. */
#include "return-codes.h"

/* The same figures as in src/native/ssv/session.ts, where they are explained. */
enum { SESSION_BYTES = 64000, FIELD_BYTES = 1024, MAX_FIELD_BYTES = 64 * 1024, MAX_GROUPS = 1000, MAX_FIELD_NUMBER = 32 };
enum { MAX_RETRIES = 3, RETRY_DELAY_MS = 100 };
enum { OK = 0, NO_MORE_GROUPS = 0xF80B, ALREADY_INITIALISED = 0xF670, WRONG_PIN = 0xF003 };

static int is_wrong_use(word code) { return code >= 0xF800 && code <= 0xF80A; }

static const return_code_row *row_of(word code) {
  for (size_t i = 0; i < sizeof RETURN_CODES / sizeof *RETURN_CODES; i++)
    if (code >= RETURN_CODES[i].from && code <= RETURN_CODES[i].to) return &RETURN_CODES[i];
  return NULL;
}

/* Fills `why` and tells whether asking again may help: never with a PIN. */
static int call_failed(failure *why, word code, const char *call, int pin_given) {
  const return_code_row *row = row_of(code);
  fail(why, code == WRONG_PIN && !pin_given ? "SSV-CODE-DEMANDE" : row ? row->failure : "SSV-INATTENDU");
  why->names[0] = "code";
  snprintf(why->values[0], sizeof why->values[0], "%04X", code);
  why->names[1] = "call";
  snprintf(why->values[1], sizeof why->values[1], "%s", call);
  return row && row->retry && !pin_given;
}

static void wrong_field(failure *why, word group, const char *field) {
  char place[24];
  snprintf(place, sizeof place, "%d/%s", group, field);
  fail_with(why, "SSV-REPONSE", "field", place);
}

const char *text_of(const record *from, word field) {
  for (int i = 0; i < from->count; i++)
    if (from->numbers[i] == field) return from->texts[i];
  return "";
}

void wipe_records(record_list *list) {
  for (int i = 0; i < list->count; i++) {
    for (int f = 0; f < list->records[i].count; f++) {
      wipe(list->records[i].texts[f], strlen(list->records[i].texts[f]));
      free(list->records[i].texts[f]);
    }
  }
  free(list->records);
  memset(list, 0, sizeof *list);
}

static record *add_record(record_list *list, word group, word occurrence) {
  if (list->count == list->capacity) {
    int capacity = list->capacity ? list->capacity * 2 : 32;
    record *larger = realloc(list->records, (size_t)capacity * sizeof *larger);
    if (!larger) return NULL;
    list->records = larger;
    list->capacity = capacity;
  }
  record *added = &list->records[list->count++];
  memset(added, 0, sizeof *added);
  added->group = group;
  added->occurrence = occurrence;
  return added;
}

/* A copy of the text without the spaces around it. */
static char *trimmed(const char *value, size_t size) {
  const char *nul = memchr(value, 0, size);
  const char *end = nul ? nul : value + size;
  while (value < end && *value == ' ') value++;
  while (end > value && end[-1] == ' ') end--;
  char *copy = calloc(1, (size_t)(end - value) + 1);
  if (copy) memcpy(copy, value, (size_t)(end - value));
  return copy;
}

/* As readField of session.ts: `text` stays NULL for a value that never fits. */
static word read_field(const ssv_library *library, word session, const record *of, word field, char **text) {
  *text = NULL;
  for (size_t capacity = FIELD_BYTES; capacity <= MAX_FIELD_BYTES; capacity *= 2) {
    char *buffer = calloc(1, capacity);
    if (!buffer) return OK;
    size_t size = capacity;
    word code = library->read_field(session, of->group, of->occurrence, field, buffer, &size);
    int full = memchr(buffer, 0, capacity - 1) == NULL;
    int cut = size > capacity || (code == OK && size >= capacity - 1 && full);
    if (!cut && code == OK) *text = trimmed(buffer, size);
    wipe(buffer, capacity);
    free(buffer);
    if (!cut) return code;
  }
  return OK;
}

static int read_fields(const ssv_library *library, word session, const plan_row *wanted, record *into, failure *why, const read_order *order, int *retry) {
  int every = wanted->fields[0] == 0;
  for (int i = 0; every ? i < MAX_FIELD_NUMBER : i < 10 && wanted->fields[i]; i++) {
    word field = every ? (word)(i + 1) : wanted->fields[i];
    char *text = NULL;
    word code = read_field(library, session, into, field, &text);
    if (every && is_wrong_use(code)) return 1;
    if (code != OK) {
      *retry = call_failed(why, code, "SGD_LireChamp", order->pin_given);
      return 0;
    }
    if (!text) {
      char number[8];
      snprintf(number, sizeof number, "%d", field);
      wrong_field(why, into->group, number);
      return 0;
    }
    into->numbers[into->count] = field;
    into->texts[into->count++] = text;
  }
  return 1;
}

static int collect(const ssv_library *library, word session, const read_order *order, const plan_row *plan, record_list *out, failure *why, int *retry) {
  word group = 0, occurrence = 0;
  for (int count = 0; count < MAX_GROUPS; count++) {
    word next_group = 0, next_occurrence = 0;
    word code = library->next_group(session, group, occurrence, &next_group, &next_occurrence);
    if (code == NO_MORE_GROUPS) return 1;
    if (code != OK) {
      *retry = call_failed(why, code, "SGD_LireGroupeSuivant", order->pin_given);
      return 0;
    }
    group = next_group;
    occurrence = next_occurrence;
    const plan_row *wanted = plan;
    while (wanted->group && wanted->group != group) wanted++;
    if (!wanted->group) continue;
    record *into = add_record(out, group, occurrence);
    if (!into) {
      wrong_field(why, group, "*");
      return 0;
    }
    if (!read_fields(library, session, wanted, into, why, order, retry)) return 0;
  }
  wrong_field(why, group, "*");
  return 0;
}

static int with_session(const ssv_library *library, const read_order *order, const plan_row *plan, record_list *out, failure *why, int *retry) {
  static const char *const NAMES[] = {"SIS_LireConfig", "SIS_LireCartePS", "SIS_LireDroitsVitale"};
  word session = 0;
  word code = library->reserve(SESSION_BYTES, &session);
  if (code != OK) {
    *retry = call_failed(why, code, "SGD_ReserverSession", order->pin_given);
    return 0;
  }
  if (order->what == READ_CONFIG) code = library->read_config(session);
  else if (order->what == READ_PS) code = library->read_ps(order->ps, order->reader, order->pin, session);
  else code = library->read_rights(order->ps, order->reader, order->pin, order->date, session);
  int done = 0;
  if (code != OK) *retry = call_failed(why, code, NAMES[order->what], order->pin_given);
  else done = collect(library, session, order, plan, out, why, retry);
  library->release(session);
  return done;
}

static int attempt(const ssv_library *library, const read_order *order, const plan_row *plan, record_list *out, failure *why, int *retry) {
  int done = 0;
  int with_path = order->sesam_ini[0] && library->init_with;
  word code = with_path ? library->init_with(order->sesam_ini) : library->init();
  if (code != OK) *retry = call_failed(why, code, with_path ? "SSV_InitLIB2" : "SSV_InitLIB", order->pin_given);
  else done = with_session(library, order, plan, out, why, retry);
  if (code == OK || code == ALREADY_INITIALISED) library->term();
  return done;
}

int read_groups(const ssv_library *library, const read_order *order, const plan_row *plan, record_list *out, failure *why) {
  for (int retries = 0;; retries++) {
    int retry = 0;
    if (attempt(library, order, plan, out, why, &retry)) return 1;
    if (!retry || retries == MAX_RETRIES) return 0;
    wipe_records(out);
    platform_sleep_ms(RETRY_DELAY_MS);
  }
}

#include "messages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session.h"

/* The mapping of src/native/ssv/vitale-mapping.ts, field for field; a test holds the two to the same answers. */
typedef struct {
  word card_group, nir, nir_key;
  word person_group, usual_name, birth_name, first_name, birth_date, birth_rank, quality, certified, certified_key;
} layout;

static const layout CURRENT = {101, 8, 9, 104, 1, 2, 3, 12, 13, 14, 9, 10};
static const layout OLDER = {40, 4, 5, 41, 1, 2, 3, 5, 6, 7, 0, 0};

static const plan_row VITALE_PLAN[] = {
    {101, {8, 9}}, {104, {1, 2, 3, 9, 10, 12, 13, 14}}, {40, {4, 5}}, {41, {1, 2, 3, 5, 6, 7}}, {0, {0}}};
static const plan_row CONFIG_PLAN[] = {{60, {0}}, {61, {0}}, {62, {0}}, {0, {0}}};
static const plan_row PS_PLAN[] = {{1, {1, 6, 7}}, {0, {0}}};

enum { MAX_BENEFICIARIES = 99, MAX_NAME = 64, NUMBER_WITH_KEY = 15 };

static void begin(writer *out, const char *type, long id) {
  write_raw(out, "{\"type\":\"");
  write_raw(out, type);
  write_raw(out, "\",\"id\":");
  write_number(out, id);
}

static void write_failure(writer *out, long id, const failure *why) {
  begin(out, "failure", id);
  write_raw(out, ",\"failure\":{\"code\":");
  write_utf8(out, why->code);
  if (why->names[0]) {
    write_raw(out, ",\"detail\":{");
    for (int i = 0; i < 2 && why->names[i]; i++) {
      if (i) write_raw(out, ",");
      write_utf8(out, why->names[i]);
      write_raw(out, ":");
      write_utf8(out, why->values[i]);
    }
    write_raw(out, "}");
  }
  write_raw(out, "}}");
}

static int wrong(failure *why, word group, word field) {
  char place[24];
  if (field) snprintf(place, sizeof place, "%d/%d", group, field);
  else snprintf(place, sizeof place, "%d", group);
  fail_with(why, "SSV-REPONSE", "field", place);
  return 0;
}

static const char *or_null(const char *text) { return text[0] ? text : NULL; }

static void write_text_member(writer *out, const char *name, const char *text) {
  write_raw(out, ",\"");
  write_raw(out, name);
  write_raw(out, "\":");
  if (text) write_latin1(out, text);
  else write_raw(out, "null");
}

static void write_number_member(writer *out, const char *name, int number) {
  write_raw(out, ",\"");
  write_raw(out, name);
  write_raw(out, "\":");
  if (number < 0) write_raw(out, "null");
  else write_number(out, number);
}

/* Number and key as one text in `out`; "" when there is no number; 0 when it is too long. */
static int number_with_key(const record *from, word number, word key, char out[NUMBER_WITH_KEY + 1]) {
  const char *digits = number ? text_of(from, number) : "";
  out[0] = 0;
  if (!digits[0]) return 1;
  if (strlen(digits) + strlen(text_of(from, key)) > NUMBER_WITH_KEY) return 0;
  snprintf(out, NUMBER_WITH_KEY + 1, "%s%s", digits, text_of(from, key));
  return 1;
}

/* A digit, with or without a 0 before it: -1 for nothing, -2 for something else. */
static int one_digit(const char *text) {
  if (!text[0]) return -1;
  if (text[0] == '0' && text[1]) text++;
  return text[0] >= '0' && text[0] <= '9' && !text[1] ? text[0] - '0' : -2;
}

static int quality_of(const char *text) {
  int digit = one_digit(text);
  return digit < 0 || digit == 7 ? -1 : digit;
}

static int is_date(const char *text) { return strlen(text) == 8 && strspn(text, "0123456789") == 8; }

static int write_beneficiary(writer *out, const record *person, const layout *at, const char *card_nir, failure *why) {
  const char *birth_name = text_of(person, at->birth_name);
  const char *name = text_of(person, at->usual_name);
  const char *first_name = text_of(person, at->first_name);
  const char *birth_date = text_of(person, at->birth_date);
  int rank = one_digit(text_of(person, at->birth_rank));
  int quality = quality_of(text_of(person, at->quality));
  char certified[NUMBER_WITH_KEY + 1];
  if (!name[0]) name = birth_name;
  if (!name[0] || strlen(name) > MAX_NAME) return wrong(why, at->person_group, at->usual_name);
  if (strlen(birth_name) > MAX_NAME) return wrong(why, at->person_group, at->birth_name);
  if (strlen(first_name) > MAX_NAME) return wrong(why, at->person_group, at->first_name);
  if (!is_date(birth_date)) return wrong(why, at->person_group, at->birth_date);
  if (rank == -2) return wrong(why, at->person_group, at->birth_rank);
  if (!number_with_key(person, at->certified, at->certified_key, certified)) return wrong(why, at->person_group, at->certified);
  write_raw(out, "{\"name\":");
  write_latin1(out, name);
  write_text_member(out, "birthName", or_null(birth_name));
  write_text_member(out, "firstName", first_name);
  write_text_member(out, "birthDate", birth_date);
  write_number_member(out, "birthRank", rank);
  write_text_member(out, "nir", quality == 0 ? or_null(card_nir) : NULL);
  write_text_member(out, "certifiedNir", or_null(certified));
  write_number_member(out, "quality", quality);
  write_raw(out, "}");
  wipe(certified, sizeof certified);
  return 1;
}

static int write_vitale(writer *out, const record_list *list, const char *card, failure *why) {
  const layout *at = &OLDER;
  const record *holder = NULL;
  int people = 0;
  char card_nir[NUMBER_WITH_KEY + 1];
  for (int i = 0; i < list->count; i++)
    if (list->records[i].group == CURRENT.person_group) at = &CURRENT;
  for (int i = list->count - 1; i >= 0; i--) {
    if (list->records[i].group == at->card_group) holder = &list->records[i];
    if (list->records[i].group == at->person_group) people++;
  }
  if (people == 0 || people > MAX_BENEFICIARIES) return wrong(why, CURRENT.person_group, 0);
  if (!holder) return wrong(why, at->card_group, 0);
  if (!number_with_key(holder, at->nir, at->nir_key, card_nir)) return wrong(why, at->card_group, at->nir);
  write_raw(out, "{\"source\":\"ssv\",\"card\":");
  write_utf8(out, card);
  write_raw(out, ",\"validFrom\":null,\"test\":null,\"beneficiaries\":[");
  int written = 0;
  for (int i = 0; i < list->count; i++) {
    if (list->records[i].group != at->person_group) continue;
    if (written++) write_raw(out, ",");
    if (!write_beneficiary(out, &list->records[i], at, card_nir, why)) return 0;
  }
  wipe(card_nir, sizeof card_nir);
  write_raw(out, "]}");
  return 1;
}

static void write_config(writer *out, const record_list *list) {
  write_raw(out, "{\"entries\":[");
  for (int i = 0; i < list->count; i++) {
    const record *entry = &list->records[i];
    int written = 0;
    write_raw(out, i ? ",{\"group\":" : "{\"group\":");
    write_number(out, entry->group);
    write_number_member(out, "occurrence", entry->occurrence);
    write_raw(out, ",\"fields\":[");
    for (int f = 0; f < entry->count; f++) {
      if (!entry->texts[f][0]) continue;
      write_raw(out, written++ ? ",{\"field\":" : "{\"field\":");
      write_number(out, entry->numbers[f]);
      write_text_member(out, "text", entry->texts[f]);
      write_raw(out, "}");
    }
    write_raw(out, "]}");
  }
  write_raw(out, "]}");
}

static void write_ps_card(writer *out, const record_list *list) {
  static const record NOTHING;
  const record *card = list->count ? &list->records[0] : &NOTHING;
  write_raw(out, "{\"cardType\":");
  write_latin1(out, text_of(card, 1));
  write_text_member(out, "name", text_of(card, 6));
  write_text_member(out, "firstName", text_of(card, 7));
  write_raw(out, "}");
}

/* UTF-8 to Latin-1 in place; what Latin-1 lacks becomes `?`. */
static void to_latin1(char *text) {
  char *out = text;
  for (const char *in = text; *in;) {
    unsigned char c = (unsigned char)*in++;
    if (c < 0x80) *out++ = (char)c;
    else if ((c & 0xfe) == 0xc2 && *in) *out++ = (char)(((c & 3) << 6) | (*in++ & 0x3f));
    else {
      *out++ = '?';
      while ((*in & 0xc0) == 0x80) in++;
    }
  }
  *out = 0;
}

typedef struct {
  char library[1100], card[16];
  read_order order;
} request;

static int printable(const char *text) {
  size_t length = strlen(text);
  for (size_t i = 0; i < length; i++)
    if (text[i] < 0x21 || text[i] > 0x7e) return 0;
  return length >= 1 && length <= 16;
}

static int take_pin(const json *message, int params, request *into) {
  int pin = json_member(message, params, "pin");
  if (json_is_null(message, pin)) return 1;
  into->order.pin_given = 1;
  return json_string(message, pin, into->order.pin, sizeof into->order.pin) && printable(into->order.pin);
}

static int take_target(const json *message, int params, request *into) {
  int target = json_member(message, params, "target");
  if (!json_string(message, json_member(message, target, "library"), into->library, sizeof into->library)) return 0;
  if (!json_string(message, json_member(message, target, "psResource"), into->order.ps, sizeof into->order.ps)) return 0;
  if (!json_string(message, json_member(message, target, "vitaleResource"), into->order.reader, sizeof into->order.reader)) return 0;
  int sesam_ini = json_member(message, target, "sesamIni");
  if (sesam_ini >= 0 && !json_is_null(message, sesam_ini)) {
    if (!json_string(message, sesam_ini, into->order.sesam_ini, sizeof into->order.sesam_ini)) return 0;
    to_latin1(into->order.sesam_ini);
  }
  to_latin1(into->order.ps);
  to_latin1(into->order.reader);
  return into->library[0] && into->order.ps[0] && into->order.reader[0];
}

/* The request's plan, or NULL for a request that is not one of the contract. */
static const plan_row *take_request(const json *message, request *into) {
  int method = json_member(message, 0, "method"), params = json_member(message, 0, "params");
  if (!take_target(message, params, into)) return NULL;
  if (json_is(message, method, "readConfig")) {
    into->order.what = READ_CONFIG;
    return CONFIG_PLAN;
  }
  if (!take_pin(message, params, into)) return NULL;
  if (json_is(message, method, "readPsCard")) {
    into->order.what = READ_PS;
    return PS_PLAN;
  }
  into->order.what = READ_RIGHTS;
  if (!json_is(message, method, "readVitale")) return NULL;
  if (!json_string(message, json_member(message, params, "card"), into->card, sizeof into->card)) return NULL;
  if (strcmp(into->card, "vitale-1") && strcmp(into->card, "vitale-2")) return NULL;
  if (!json_string(message, json_member(message, params, "date"), into->order.date, sizeof into->order.date)) return NULL;
  return is_date(into->order.date) ? VITALE_PLAN : NULL;
}

static int carry_out(const request *asked, const plan_row *plan, writer *value, failure *why) {
  record_list list = {0};
  const ssv_library *library = open_library(asked->library, why);
  int done = library && read_groups(library, &asked->order, plan, &list, why);
  if (done && asked->order.what == READ_RIGHTS) done = write_vitale(value, &list, asked->card, why);
  else if (done && asked->order.what == READ_PS) write_ps_card(value, &list);
  else if (done) write_config(value, &list);
  wipe_records(&list);
  return done;
}

int answer(const char *text, size_t size, writer *out) {
  json message;
  if (!json_parse(&message, text, size)) return 0;
  long id = json_number(&message, json_member(&message, 0, "id"));
  if (id >= 0) {
    static request asked;
    static failure why;
    writer value = {0};
    const plan_row *plan = json_is(&message, json_member(&message, 0, "type"), "request") ? take_request(&message, &asked) : NULL;
    if (!plan) {
      fail_with(&why, "PROCESSUS-REPONSE", "role", "ssv");
      write_failure(out, id, &why);
    } else if (carry_out(&asked, plan, &value, &why)) {
      begin(out, "value", id);
      write_raw(out, ",\"value\":");
      write_raw(out, value.bytes);
      write_raw(out, "}");
      out->failed |= value.failed;
    } else {
      write_failure(out, id, &why);
    }
    writer_wipe(&value);
    wipe(&asked, sizeof asked);
  }
  json_free(&message);
  return id >= 0;
}

/* One read: initialise, open a session, fetch the planned fields, give everything back. */
#ifndef SESSION_H
#define SESSION_H

#include "library.h"

enum { READ_CONFIG, READ_PS, READ_RIGHTS };

typedef struct {
  int what;
  char ps[80], reader[80], pin[32], date[16];
  int pin_given;
  /* Empty when it is not known. */
  char sesam_ini[1100];
} read_order;

/* Which fields of a group are asked for; an empty list means every field that exists. */
typedef struct {
  word group;
  word fields[10];
} plan_row;

/* One occurrence of one group: texts are Latin-1, without padding, owned by the record. */
typedef struct {
  word group, occurrence;
  int count;
  word numbers[32];
  char *texts[32];
} record;

typedef struct {
  record *records;
  int count, capacity;
} record_list;

/* 1, or 0 with `why`. The list is to be wiped in both cases. */
int read_groups(const ssv_library *library, const read_order *order, const plan_row *plan, record_list *out, failure *why);
void wipe_records(record_list *list);
/* A field's text, "" when it was not read. */
const char *text_of(const record *from, word field);

#endif

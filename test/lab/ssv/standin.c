/*
 * A stand-in for the vendor's SESAM-Vitale library, with the exact prototypes of ssv-api.md. It does what a
 * scenario file says: one line per instruction, Latin-1, written by standin.ts. The file is named by the
 * environment variable DMP_SSV_SCENARIO and read again at every SSV_InitLIB.
 *
 *   demand-pin 1234               every read wants this PIN, else F003
 *   too-small size|silent|error   how SGD_LireChamp says that a buffer is too small
 *   return FUNCTION N CODE        the Nth call of FUNCTION (0: every call) returns CODE (hexadecimal)
 *   crash FUNCTION N              … writes to address 0
 *   hang FUNCTION N               … never comes back
 *   frame FUNCTION N BYTES        … uses that much stack first
 *   report PATH                   appends one line per call: function, arguments, sessions and zones not freed
 *   group READ NUMBER OCCURRENCE  READ is config, ps or rights
 *   field NUMBER VALUE            of the last group; the value is the rest of the line, spaces included
 *
 * Call numbers go on counting as long as the file stays the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <windows.h>
#include <malloc.h>
#define EXPORT __declspec(dllexport)
#ifdef _WIN64
#define API
#else
#define API __stdcall
#endif
#else
#include <alloca.h>
#define EXPORT __attribute__((visibility("default")))
#define API
#endif

typedef unsigned short word;

enum { OK = 0, WRONG_PIN = 0xF003, NOT_INITIALISED = 0xF600, ALREADY_INITIALISED = 0xF670 };
enum { BAD_SESSION = 0xF801, BAD_FIELD = 0xF805, TOO_SMALL = 0xF809, NO_MORE = 0xF80B, TOO_MANY_SESSIONS = 0x0002 };
enum { MAX_SESSIONS = 16, MAX_FAULTS = 64, MAX_GROUPS = 2048, MAX_FIELDS = 64, MAX_ZONES = 64 };

typedef struct { char read[8]; int group, occurrence, fields; int numbers[MAX_FIELDS]; const char *values[MAX_FIELDS]; } Group;
typedef struct { char kind[8]; char function[32]; long nth; long argument; } Fault;

static char *text;
static char *loaded;
static Group groups[MAX_GROUPS];
static int group_count;
static Fault faults[MAX_FAULTS];
static int fault_count;
static char demanded_pin[32];
static char too_small[16];
static char report_path[1024];

static int initialised;
static struct { int open; char read[8]; } sessions[MAX_SESSIONS];
static void *zones[MAX_ZONES];
static struct { char function[32]; long calls; } counters[32];

static int sessions_open(void) {
  int count = 0;
  for (int i = 0; i < MAX_SESSIONS; i++) count += sessions[i].open;
  return count;
}

static int zones_open(void) {
  int count = 0;
  for (int i = 0; i < MAX_ZONES; i++) count += zones[i] != NULL;
  return count;
}

static char *slurp(const char *path) {
  FILE *file = path ? fopen(path, "rb") : NULL;
  if (!file) return NULL;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *content = calloc(1, (size_t)size + 1);
  if (content && fread(content, 1, (size_t)size, file) != (size_t)size) content[0] = 0;
  fclose(file);
  return content;
}

static void parse_line(char *line) {
  Fault *fault = &faults[fault_count];
  char first[16] = "", function[32] = "";
  long nth = 0, argument = 0;
  sscanf(line, "%15s", first);
  if (!strcmp(first, "demand-pin")) sscanf(line, "%*s %31s", demanded_pin);
  else if (!strcmp(first, "too-small")) sscanf(line, "%*s %15s", too_small);
  else if (!strcmp(first, "report")) strncpy(report_path, line + 7, sizeof report_path - 1);
  else if (!strcmp(first, "group") && group_count < MAX_GROUPS) {
    Group *group = &groups[group_count++];
    memset(group, 0, sizeof *group);
    sscanf(line, "%*s %7s %d %d", group->read, &group->group, &group->occurrence);
  } else if (!strcmp(first, "field") && group_count > 0) {
    Group *group = &groups[group_count - 1];
    int used = 0, number = 0;
    if (sscanf(line, "%*s %d%n", &number, &used) == 1 && group->fields < MAX_FIELDS) {
      group->numbers[group->fields] = number;
      group->values[group->fields++] = line[used] ? line + used + 1 : line + used;
    }
  } else if (fault_count < MAX_FAULTS && sscanf(line, "%*s %31s %ld", function, &nth) == 2) {
    if (!strcmp(first, "return")) sscanf(line, "%*s %*s %*d %lx", (unsigned long *)&argument);
    else sscanf(line, "%*s %*s %*d %ld", &argument);
    strncpy(fault->kind, first, sizeof fault->kind - 1);
    strncpy(fault->function, function, sizeof fault->function - 1);
    fault->nth = nth;
    fault->argument = argument;
    fault_count++;
  }
}

/* On Windows not getenv: the C library copies the environment at the program's start. */
static const char *scenario_path(void) {
#ifdef _WIN32
  static char path[1024];
  DWORD length = GetEnvironmentVariableA("DMP_SSV_SCENARIO", path, sizeof path);
  return length > 0 && length < sizeof path ? path : NULL;
#else
  return getenv("DMP_SSV_SCENARIO");
#endif
}

static void load_scenario(void) {
  char *content = slurp(scenario_path());
  if (content && loaded && !strcmp(content, loaded)) {
    free(content);
    return;
  }
  free(text);
  free(loaded);
  text = content;
  loaded = content ? malloc(strlen(content) + 1) : NULL;
  if (loaded) strcpy(loaded, content);
  group_count = fault_count = 0;
  memset(faults, 0, sizeof faults);
  memset(counters, 0, sizeof counters);
  memset(demanded_pin, 0, sizeof demanded_pin);
  memset(report_path, 0, sizeof report_path);
  strcpy(too_small, "size");
  for (char *line = text; line && *line;) {
    char *end = strchr(line, '\n');
    char *next = end ? end + 1 : NULL;
    if (end) *end = 0;
    parse_line(line);
    line = next;
  }
}

static void report(const char *function, const char *arguments) {
  FILE *file = report_path[0] ? fopen(report_path, "ab") : NULL;
  if (!file) return;
  fprintf(file, "%s %s sessions=%d zones=%d\n", function, arguments, sessions_open(), zones_open());
  fclose(file);
}

static long count_call(const char *function) {
  for (int i = 0; i < 32; i++) {
    if (!counters[i].function[0]) strcpy(counters[i].function, function);
    if (!strcmp(counters[i].function, function)) return ++counters[i].calls;
  }
  return 0;
}

/* A frame of the given size, every page of it touched. */
static void use_stack(long size) {
  volatile char *frame = alloca((size_t)size);
  for (long i = size - 1; i >= 0; i -= 1024) frame[i] = 1;
}

/* Carries out what the scenario says of this call; returns the code to give back, or -1 to go on. */
static int fault_of(const char *function) {
  long call = count_call(function);
  for (int i = 0; i < fault_count; i++) {
    Fault *fault = &faults[i];
    if (strcmp(fault->function, function) || (fault->nth != 0 && fault->nth != call)) continue;
    if (!strcmp(fault->kind, "return")) return (int)fault->argument;
    if (!strcmp(fault->kind, "crash")) *(volatile int *)0 = 1;
    if (!strcmp(fault->kind, "hang")) for (volatile int forever = 1; forever;) {}
    if (!strcmp(fault->kind, "frame")) use_stack(fault->argument);
  }
  return -1;
}

#define BEGIN(function)                          \
  int planned = fault_of(function);              \
  if (planned >= 0) return (word)planned

EXPORT word API SSV_InitLIB(void) {
  load_scenario();
  BEGIN("SSV_InitLIB");
  if (initialised) return ALREADY_INITIALISED;
  initialised = 1;
  report("SSV_InitLIB", "");
  return OK;
}

EXPORT word API SSV_InitLIB2(const char *sesam_ini) {
  load_scenario();
  BEGIN("SSV_InitLIB2");
  if (initialised) return ALREADY_INITIALISED;
  initialised = 1;
  report("SSV_InitLIB2", sesam_ini);
  return OK;
}

EXPORT word API SSV_TermLIB(void) {
  BEGIN("SSV_TermLIB");
  if (!initialised) return NOT_INITIALISED;
  initialised = 0;
  report("SSV_TermLIB", "");
  return OK;
}

static word check_pin(const char *pin) {
  return demanded_pin[0] && strcmp(pin, demanded_pin) ? WRONG_PIN : OK;
}

/* The zone style: the groups' values one after the other, each ended by a NUL. */
static word make_zone(const char *read, void **out, size_t *size) {
  size_t total = 1;
  for (int i = 0; i < group_count; i++)
    for (int f = 0; f < groups[i].fields && !strcmp(groups[i].read, read); f++) total += strlen(groups[i].values[f]) + 1;
  char *zone = calloc(1, total), *end = zone;
  for (int i = 0; i < group_count; i++)
    for (int f = 0; f < groups[i].fields && !strcmp(groups[i].read, read); f++) end += sprintf(end, "%s", groups[i].values[f]) + 1;
  for (int i = 0; i < MAX_ZONES; i++) {
    if (zones[i]) continue;
    zones[i] = zone;
    *out = zone;
    *size = total;
    return OK;
  }
  free(zone);
  return 0x0010;
}

EXPORT word API SSV_LireConfig(void **out, size_t *size) {
  BEGIN("SSV_LireConfig");
  return initialised ? make_zone("config", out, size) : NOT_INITIALISED;
}

EXPORT word API SSV_LireCartePS(const char *ps, const char *reader, const char *pin, void **out, size_t *size) {
  (void)ps, (void)reader;
  BEGIN("SSV_LireCartePS");
  word code = check_pin(pin);
  return code ? code : make_zone("ps", out, size);
}

EXPORT word API SSV_LireDroitsVitale(const char *ps, const char *reader, const char *pin, const char *date, void **out, size_t *size) {
  (void)ps, (void)reader, (void)date;
  BEGIN("SSV_LireDroitsVitale");
  word code = check_pin(pin);
  return code ? code : make_zone("rights", out, size);
}

EXPORT word API SSV_LibererZoneMem(void *zone) {
  BEGIN("SSV_LibererZoneMem");
  for (int i = 0; i < MAX_ZONES; i++) {
    if (!zone || zones[i] != zone) continue;
    free(zone);
    zones[i] = NULL;
    return OK;
  }
  return BAD_SESSION;
}

/* What was taken and not given back, for a test in the same process. */
EXPORT void API standin_unfreed(int *open_sessions, int *open_zones) {
  *open_sessions = sessions_open();
  *open_zones = zones_open();
}

#ifndef WITHOUT_SESSIONS

EXPORT word API SGD_ReserverSession(size_t size, word *session) {
  BEGIN("SGD_ReserverSession");
  if (!initialised) return NOT_INITIALISED;
  if (size == 0) return BAD_SESSION;
  for (int i = 0; i < MAX_SESSIONS; i++) {
    if (sessions[i].open) continue;
    memset(&sessions[i], 0, sizeof sessions[i]);
    sessions[i].open = 1;
    *session = (word)(i + 1);
    report("SGD_ReserverSession", "");
    return OK;
  }
  return TOO_MANY_SESSIONS;
}

EXPORT word API SGD_LibererSession(word session) {
  int planned = fault_of("SGD_LibererSession");
  if (session < 1 || session > MAX_SESSIONS || !sessions[session - 1].open) return BAD_SESSION;
  sessions[session - 1].open = 0;
  report("SGD_LibererSession", "");
  return planned >= 0 ? (word)planned : OK;
}

static word start_read(word session, const char *read) {
  if (session < 1 || session > MAX_SESSIONS || !sessions[session - 1].open) return BAD_SESSION;
  strcpy(sessions[session - 1].read, read);
  return OK;
}

EXPORT word API SIS_LireConfig(word session) {
  BEGIN("SIS_LireConfig");
  report("SIS_LireConfig", "");
  return start_read(session, "config");
}

EXPORT word API SIS_LireCartePS(const char *ps, const char *reader, const char *pin, word session) {
  char arguments[128];
  snprintf(arguments, sizeof arguments, "%.40s %.40s pin=%d", ps, reader, (int)strlen(pin));
  report("SIS_LireCartePS", arguments);
  BEGIN("SIS_LireCartePS");
  word code = check_pin(pin);
  return code ? code : start_read(session, "ps");
}

EXPORT word API SIS_LireDroitsVitale(const char *ps, const char *reader, const char *pin, const char *date, word session) {
  char arguments[160];
  snprintf(arguments, sizeof arguments, "%.40s %.40s pin=%d %.8s", ps, reader, (int)strlen(pin), date);
  report("SIS_LireDroitsVitale", arguments);
  BEGIN("SIS_LireDroitsVitale");
  word code = check_pin(pin);
  return code ? code : start_read(session, "rights");
}

EXPORT word API SGD_LireGroupeSuivant(word session, word group, word occurrence, word *next_group, word *next_occurrence) {
  BEGIN("SGD_LireGroupeSuivant");
  if (session < 1 || session > MAX_SESSIONS || !sessions[session - 1].open) return BAD_SESSION;
  int passed = group == 0 && occurrence == 0;
  for (int i = 0; i < group_count; i++) {
    if (strcmp(groups[i].read, sessions[session - 1].read)) continue;
    if (passed) {
      *next_group = (word)groups[i].group;
      *next_occurrence = (word)groups[i].occurrence;
      return OK;
    }
    passed = groups[i].group == group && groups[i].occurrence == occurrence;
  }
  return NO_MORE;
}

static word give(const char *value, char *out, size_t *size) {
  size_t length = strlen(value), room = *size;
  if (length < room) {
    memcpy(out, value, length + 1);
    if (strcmp(too_small, "silent")) *size = length;
    return OK;
  }
  if (!strcmp(too_small, "error")) {
    *size = length + 1;
    return TOO_SMALL;
  }
  memcpy(out, value, room - 1);
  out[room - 1] = 0;
  if (strcmp(too_small, "silent")) *size = length + 1;
  return OK;
}

EXPORT word API SGD_LireChamp(word session, word group, word occurrence, word field, char *value, size_t *size) {
  char arguments[64];
  snprintf(arguments, sizeof arguments, "%d/%d/%d", group, occurrence, field);
  report("SGD_LireChamp", arguments);
  BEGIN("SGD_LireChamp");
  if (session < 1 || session > MAX_SESSIONS || !sessions[session - 1].open) return BAD_SESSION;
  for (int i = 0; i < group_count; i++) {
    Group *found = &groups[i];
    if (strcmp(found->read, sessions[session - 1].read) || found->group != group || found->occurrence != occurrence) continue;
    for (int f = 0; f < found->fields; f++)
      if (found->numbers[f] == field) return give(found->values[f], value, size);
  }
  return BAD_FIELD;
}

#endif

#include "library.h"

#include <stdio.h>
#include <string.h>

void fail(failure *why, const char *code) {
  memset(why, 0, sizeof *why);
  why->code = code;
}

void fail_with(failure *why, const char *code, const char *name, const char *value) {
  fail(why, code);
  why->names[0] = name;
  snprintf(why->values[0], sizeof why->values[0], "%s", value);
}

static ssv_library bound;
static char bound_path[1100];

typedef struct {
  const char *name;
  int argument_bytes;
  void *slot;
} binding;

/* `argument_bytes` counts 4 for each argument, as __stdcall does on 32 bits. */
static int bind_all(void *library, void *companion, failure *why) {
  const binding bindings[] = {
      {"SSV_InitLIB", 0, &bound.init},
      {"SSV_TermLIB", 0, &bound.term},
      {"SGD_ReserverSession", 8, &bound.reserve},
      {"SGD_LibererSession", 4, &bound.release},
      {"SIS_LireConfig", 4, &bound.read_config},
      {"SIS_LireCartePS", 16, &bound.read_ps},
      {"SIS_LireDroitsVitale", 20, &bound.read_rights},
      {"SGD_LireGroupeSuivant", 20, &bound.next_group},
      {"SGD_LireChamp", 24, &bound.read_field},
  };
  for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++) {
    any_function found = platform_symbol(library, bindings[i].name, bindings[i].argument_bytes);
    if (!found && companion) found = platform_symbol(companion, bindings[i].name, bindings[i].argument_bytes);
    if (!found) {
      fail_with(why, "SSV-FONCTIONS", "function", bindings[i].name);
      return 0;
    }
    memcpy(bindings[i].slot, &found, sizeof found);
  }
  any_function with_path = platform_symbol(library, "SSV_InitLIB2", 4);
  if (!with_path && companion) with_path = platform_symbol(companion, "SSV_InitLIB2", 4);
  memcpy(&bound.init_with, &with_path, sizeof with_path);
  return 1;
}

const ssv_library *open_library(const char *path, failure *why) {
  if (bound_path[0] && strcmp(path, bound_path) == 0) return &bound;
  bound_path[0] = 0;
  char reason[200] = "";
  void *library = NULL;
  void *companion = platform_load_beside(path, platform_companion());
  switch (platform_load(path, &library, reason, sizeof reason)) {
    case LOAD_OK: break;
    case LOAD_ABSENT: fail(why, "SSV-ABSENTE"); return NULL;
    case LOAD_ARCHITECTURE: fail_with(why, "SSV-ARCHITECTURE", "library", path); return NULL;
    case LOAD_FAILED: fail_with(why, "SSV-CHARGEMENT", "reason", reason); return NULL;
  }
  if (!bind_all(library, companion, why)) return NULL;
  snprintf(bound_path, sizeof bound_path, "%s", path);
  return &bound;
}

/*
 * A stand-in for the Cryptolib CPS on Windows, compiled against the public PKCS#11 header (p11-kit's), which packs
 * structures to one byte there. It plays the scenario file named by the environment variable DMP_CRYPTOLIB_SCENARIO,
 * read at each C_Initialize: one line per instruction, UTF-8, written by cryptolib.ts.
 *
 *   slot DESCRIPTION
 *   token FLAGS SERIAL MODEL LABEL     in the last slot; flags in hexadecimal, label to the end of the line
 *   certificate DER                    on the last token, hexadecimal
 *   object VALUE LABEL                 a public object of the last token, value in hexadecimal or -
 *   return FUNCTION CODE               whenever it is called, hexadecimal
 */
#include <windows.h>
#define CRYPTOKI_EXPORTS
#include <p11-kit/pkcs11.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The layouts that src/native/cpx/layout.ts goes by, said by the compiler. */
_Static_assert(sizeof(CK_ULONG) == 4, "CK_ULONG");
_Static_assert(sizeof(CK_INFO) == 72, "CK_INFO");
_Static_assert(sizeof(CK_SLOT_INFO) == 104, "CK_SLOT_INFO");
_Static_assert(sizeof(CK_TOKEN_INFO) == 160, "CK_TOKEN_INFO");
_Static_assert(sizeof(CK_ATTRIBUTE) == 16, "CK_ATTRIBUTE");

#define EXPORT CK_SPEC
enum { MOST_SLOTS = 8, MOST_OBJECTS = 24, MOST_BYTES = 4096, MOST_FAULTS = 16 };

typedef struct { CK_OBJECT_CLASS class; char label[80]; CK_BYTE value[MOST_BYTES]; CK_ULONG length; } object;
typedef struct {
  char description[80];
  int token;
  CK_FLAGS flags;
  char serial[40], model[40], label[80];
  object objects[MOST_OBJECTS];
  int count;
} slot;

/* Numbers that do not survive being read as signed. */
static const CK_SLOT_ID FIRST_SLOT = 0xF0000001;
static const CK_SESSION_HANDLE FIRST_SESSION = 0x90000001;

static slot slots[MOST_SLOTS];
static int slot_count;
static struct { char function[40]; CK_RV code; } faults[MOST_FAULTS];
static int fault_count;
static int initialised;
static int open_slot = -1;
static CK_OBJECT_CLASS wanted;
static int next_object = -1;

static void take_line(char *line) {
  char word[20] = "", flags[20] = "", hex[2 * MOST_BYTES + 2] = "";
  int used = 0;
  sscanf(line, "%19s", word);
  if (!strcmp(word, "slot") && slot_count < MOST_SLOTS) {
    memset(&slots[slot_count], 0, sizeof slots[0]);
    strncpy(slots[slot_count++].description, line + 5, 79);
    return;
  }
  if (!strcmp(word, "return") && fault_count < MOST_FAULTS) {
    unsigned long code = 0;
    sscanf(line, "%*s %39s %lx", faults[fault_count].function, &code);
    faults[fault_count++].code = code;
    return;
  }
  if (slot_count == 0) return;
  slot *last = &slots[slot_count - 1];
  if (!strcmp(word, "token")) {
    sscanf(line, "%*s %19s %39s %39s %n", flags, last->serial, last->model, &used);
    last->token = 1;
    last->flags = strtoul(flags, NULL, 16);
    strncpy(last->label, line + used, 79);
  } else if ((!strcmp(word, "certificate") || !strcmp(word, "object")) && last->count < MOST_OBJECTS) {
    object *one = &last->objects[last->count++];
    sscanf(line, "%*s %8192s %n", hex, &used);
    one->class = !strcmp(word, "object") ? CKO_DATA : CKO_CERTIFICATE;
    strncpy(one->label, line + used, 79);
    unsigned value;
    for (one->length = 0; isxdigit((CK_BYTE)hex[2 * one->length]); one->length++) {
      sscanf(hex + 2 * one->length, "%2x", &value);
      one->value[one->length] = (CK_BYTE)value;
    }
  }
}

static void load(void) {
  slot_count = fault_count = 0;
  const char *path = getenv("DMP_CRYPTOLIB_SCENARIO");
  FILE *file = path ? fopen(path, "rb") : NULL;
  static char line[2 * MOST_BYTES + 256];
  while (file && fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = 0;
    take_line(line);
  }
  if (file) fclose(file);
}

static CK_RV planned(const char *function) {
  for (int i = 0; i < fault_count; i++)
    if (!strcmp(faults[i].function, function)) return faults[i].code;
  return initialised ? CKR_OK : CKR_CRYPTOKI_NOT_INITIALIZED;
}

#define BEGIN(name)              \
  CK_RV code = planned(name);    \
  if (code != CKR_OK) return code

/* Texts are padded with spaces and have no end. */
static void pad(CK_UTF8CHAR *out, size_t room, const char *text) {
  memset(out, ' ', room);
  memcpy(out, text, strlen(text) < room ? strlen(text) : room);
}

static slot *slot_of(CK_SLOT_ID id) {
  return id >= FIRST_SLOT && id < FIRST_SLOT + (CK_ULONG)slot_count ? &slots[id - FIRST_SLOT] : NULL;
}

EXPORT CK_RV C_Initialize(void *arguments) {
  (void)arguments;
  if (initialised) return CKR_CRYPTOKI_ALREADY_INITIALIZED;
  load();
  initialised = 1;
  CK_RV fault = planned("C_Initialize");
  if (fault) initialised = 0;
  return fault;
}

EXPORT CK_RV C_Finalize(void *reserved) {
  (void)reserved;
  BEGIN("C_Finalize");
  initialised = 0;
  return CKR_OK;
}

EXPORT CK_RV C_GetInfo(CK_INFO_PTR info) {
  BEGIN("C_GetInfo");
  info->cryptokiVersion = (CK_VERSION){2, 20};
  pad(info->manufacturerID, sizeof info->manufacturerID, "ANS");
  info->flags = 0;
  pad(info->libraryDescription, sizeof info->libraryDescription, "CPS3 PKCS#11 WIN64");
  info->libraryVersion = (CK_VERSION){3, 4};
  return CKR_OK;
}

EXPORT CK_RV C_GetSlotList(CK_BBOOL present, CK_SLOT_ID_PTR out, CK_ULONG_PTR count) {
  BEGIN("C_GetSlotList");
  CK_ULONG found = 0;
  for (int i = 0; i < slot_count; i++) {
    if (present && !slots[i].token) continue;
    if (out && found >= *count) return CKR_BUFFER_TOO_SMALL;
    if (out) out[found] = FIRST_SLOT + (CK_ULONG)i;
    found++;
  }
  *count = found;
  return CKR_OK;
}

EXPORT CK_RV C_GetSlotInfo(CK_SLOT_ID id, CK_SLOT_INFO_PTR info) {
  BEGIN("C_GetSlotInfo");
  slot *one = slot_of(id);
  if (!one) return CKR_SLOT_ID_INVALID;
  pad(info->slotDescription, sizeof info->slotDescription, one->description);
  pad(info->manufacturerID, sizeof info->manufacturerID, "ANS");
  info->flags = CKF_REMOVABLE_DEVICE | CKF_HW_SLOT | (one->token ? CKF_TOKEN_PRESENT : 0);
  info->hardwareVersion = info->firmwareVersion = (CK_VERSION){1, 0};
  return CKR_OK;
}

EXPORT CK_RV C_GetTokenInfo(CK_SLOT_ID id, CK_TOKEN_INFO_PTR info) {
  BEGIN("C_GetTokenInfo");
  slot *one = slot_of(id);
  if (!one) return CKR_SLOT_ID_INVALID;
  if (!one->token) return CKR_TOKEN_NOT_PRESENT;
  /* Every number of the structure is told apart: a wrong offset would give one of them for the flags. */
  memset(info, 0xA5, sizeof *info);
  pad(info->label, sizeof info->label, one->label);
  pad(info->manufacturerID, sizeof info->manufacturerID, "ANS");
  pad(info->model, sizeof info->model, one->model);
  pad(info->serialNumber, sizeof info->serialNumber, one->serial);
  info->flags = one->flags;
  info->hardwareVersion = info->firmwareVersion = (CK_VERSION){4, 0};
  pad(info->utcTime, sizeof info->utcTime, "");
  return CKR_OK;
}

EXPORT CK_RV C_OpenSession(CK_SLOT_ID id, CK_FLAGS flags, void *application, CK_NOTIFY notify, CK_SESSION_HANDLE_PTR out) {
  (void)application, (void)notify;
  BEGIN("C_OpenSession");
  if (flags != CKF_SERIAL_SESSION) return CKR_SESSION_PARALLEL_NOT_SUPPORTED;
  slot *one = slot_of(id);
  if (!one || !one->token) return CKR_TOKEN_NOT_PRESENT;
  open_slot = (int)(one - slots);
  *out = FIRST_SESSION;
  return CKR_OK;
}

EXPORT CK_RV C_CloseSession(CK_SESSION_HANDLE session) {
  BEGIN("C_CloseSession");
  if (session != FIRST_SESSION || open_slot < 0) return CKR_SESSION_HANDLE_INVALID;
  open_slot = -1;
  return CKR_OK;
}

EXPORT CK_RV C_FindObjectsInit(CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR template, CK_ULONG count) {
  BEGIN("C_FindObjectsInit");
  if (session != FIRST_SESSION || open_slot < 0) return CKR_SESSION_HANDLE_INVALID;
  if (count != 1 || template->type != CKA_CLASS || template->ulValueLen != sizeof wanted) return CKR_TEMPLATE_INCONSISTENT;
  memcpy(&wanted, template->pValue, sizeof wanted);
  next_object = 0;
  return CKR_OK;
}

EXPORT CK_RV C_FindObjects(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE_PTR out, CK_ULONG most, CK_ULONG_PTR count) {
  BEGIN("C_FindObjects");
  if (session != FIRST_SESSION || next_object < 0) return CKR_OPERATION_NOT_INITIALIZED;
  *count = 0;
  for (; next_object < slots[open_slot].count && *count < most; next_object++)
    if (slots[open_slot].objects[next_object].class == wanted) out[(*count)++] = (CK_ULONG)next_object + 1;
  return CKR_OK;
}

EXPORT CK_RV C_FindObjectsFinal(CK_SESSION_HANDLE session) {
  BEGIN("C_FindObjectsFinal");
  next_object = -1;
  return session == FIRST_SESSION ? CKR_OK : CKR_SESSION_HANDLE_INVALID;
}

EXPORT CK_RV C_GetAttributeValue(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE id, CK_ATTRIBUTE_PTR out, CK_ULONG count) {
  BEGIN("C_GetAttributeValue");
  if (session != FIRST_SESSION || open_slot < 0) return CKR_SESSION_HANDLE_INVALID;
  if (id < 1 || id > (CK_ULONG)slots[open_slot].count || count != 1) return CKR_OBJECT_HANDLE_INVALID;
  object *one = &slots[open_slot].objects[id - 1];
  const void *value = out->type == CKA_VALUE ? (void *)one->value : out->type == CKA_LABEL ? (void *)one->label : NULL;
  CK_ULONG length = out->type == CKA_VALUE ? one->length : (CK_ULONG)strlen(one->label);
  if (!value) {
    out->ulValueLen = CK_UNAVAILABLE_INFORMATION;
    return CKR_ATTRIBUTE_TYPE_INVALID;
  }
  CK_ULONG room = out->ulValueLen;
  out->ulValueLen = length;
  if (!out->pValue) return CKR_OK;
  if (room < length) {
    out->ulValueLen = CK_UNAVAILABLE_INFORMATION;
    return CKR_BUFFER_TOO_SMALL;
  }
  memcpy(out->pValue, value, length);
  return CKR_OK;
}

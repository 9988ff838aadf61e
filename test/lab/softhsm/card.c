/*
 * A practitioner's card in front of SoftHSM: what a token in a file cannot do by itself. It leaves its reader, counts
 * wrong PINs and says so with the token's flags, is blocked by the third, and takes its PIN from a keypad.
 *
 * Forwards every call to SoftHSM. The card of a token lives in the folder named by DMP_LAB_CARDS, one small file per
 * fact, named <label>.<fact>, each holding one number; a fact without a file has its ordinary value:
 *   present    1; 0: the reader is empty
 *   insertion  0; grows with each insertion: sessions of an older one are dead and the PIN is to be given again
 *   tries      3; PINs left, written here
 *   keypad     0; 1: the PIN is typed on the reader
 *   typed      0; on a keypad: the PIN that is typed, waited for
 *   signs      0; what signing answers (CKR_…) instead of a signature
 * Without DMP_LAB_CARDS it is SoftHSM and nothing more.
 *
 * Constants and layouts: PKCS#11 2.20. Compiled with -DSOFTHSM="<path>".
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef unsigned long ulong;
typedef ulong rv;

enum {
  F_INITIALIZE = 0, F_FINALIZE = 1, F_GET_INFO = 2, F_GET_FUNCTION_LIST = 3, F_GET_SLOT_LIST = 4,
  F_GET_SLOT_INFO = 5, F_GET_TOKEN_INFO = 6, F_OPEN_SESSION = 12, F_CLOSE_SESSION = 13,
  F_CLOSE_ALL_SESSIONS = 14, F_GET_SESSION_INFO = 15, F_LOGIN = 18, F_CREATE_OBJECT = 20, F_GET_ATTRIBUTE_VALUE = 24,
  F_FIND_OBJECTS_INIT = 26, F_FIND_OBJECTS = 27, F_FIND_OBJECTS_FINAL = 28, F_SIGN_INIT = 42, F_SIGN = 43,
  FUNCTIONS = 68,
};

enum {
  CKR_OK = 0x0, CKR_DEVICE_REMOVED = 0x32, CKR_FUNCTION_CANCELED = 0x50, CKR_PIN_INCORRECT = 0xa0,
  CKR_PIN_LOCKED = 0xa4, CKR_TOKEN_NOT_PRESENT = 0xe0,
};
enum {
  CKF_TOKEN_PRESENT = 0x1, CKF_REMOVABLE_DEVICE = 0x2, CKF_PROTECTED_AUTHENTICATION_PATH = 0x100,
  CKF_USER_PIN_COUNT_LOW = 0x10000, CKF_USER_PIN_FINAL_TRY = 0x20000, CKF_USER_PIN_LOCKED = 0x40000,
};
/* Classes of objects that NSS has made for itself (nss/pkcs11n.h: CKO_NSS and what is counted from there). */
enum { CKA_CLASS = 0x0 };
static const unsigned long CKO_NSS = 0xce534350, CKO_NSS_MASK = 0xfffffff0;
enum { CARD_TRIES = 3, MAX_SLOTS = 64, KEYPAD_SECONDS = 20 };

typedef struct { unsigned char major, minor; void *f[FUNCTIONS]; } function_list;
typedef struct { unsigned char description[64], manufacturer[32]; ulong flags; unsigned char versions[4]; } slot_info;
typedef struct {
  unsigned char label[32], manufacturer[32], model[16], serial[16];
  ulong flags, counts[10];
  unsigned char versions[4], time[16];
} token_info;
typedef struct { ulong slot, state, flags, error; } session_info;
typedef struct { ulong type; void *value; ulong length; } attribute;

typedef rv (*fn_slot_list)(unsigned char, ulong *, ulong *);
typedef rv (*fn_slot_info)(ulong, slot_info *);
typedef rv (*fn_token_info)(ulong, token_info *);
typedef rv (*fn_open)(ulong, ulong, void *, void *, ulong *);
typedef rv (*fn_session)(ulong);
typedef rv (*fn_session_info)(ulong, session_info *);
typedef rv (*fn_login)(ulong, ulong, unsigned char *, ulong);
typedef rv (*fn_sign_init)(ulong, void *, ulong);
typedef rv (*fn_any)(void *, void *, void *, void *, void *, void *);

static function_list *real;
static function_list own;

/* The insertion that this process has last seen of each token. */
static struct { char label[33]; long insertion; } seen[MAX_SLOTS];

static function_list *load(void) {
  if (real != NULL) return real;
  void *library = dlopen(SOFTHSM, RTLD_NOW | RTLD_LOCAL);
  rv (*get)(function_list **) = library == NULL ? NULL : (rv (*)(function_list **))dlsym(library, "C_GetFunctionList");
  if (get == NULL || get(&real) != CKR_OK) abort();
  return real;
}

#define REAL(type, index) ((type)load()->f[index])

static long fact(const char *label, const char *name, long ordinary) {
  const char *folder = getenv("DMP_LAB_CARDS");
  if (folder == NULL) return ordinary;
  char path[1024];
  snprintf(path, sizeof path, "%s/%s.%s", folder, label, name);
  FILE *file = fopen(path, "r");
  if (file == NULL) return ordinary;
  long value = ordinary;
  if (fscanf(file, "%ld", &value) != 1) value = ordinary;
  fclose(file);
  return value;
}

static void note(const char *label, const char *name, long value) {
  const char *folder = getenv("DMP_LAB_CARDS");
  if (folder == NULL) return;
  char path[1024], partial[1100];
  snprintf(path, sizeof path, "%s/%s.%s", folder, label, name);
  snprintf(partial, sizeof partial, "%s.%d", path, (int)getpid());
  FILE *file = fopen(partial, "w");
  if (file == NULL) return;
  fprintf(file, "%ld\n", value);
  fclose(file);
  rename(partial, path);
}

/*
 * Labels that are known. A slot keeps its token for as long as the process lives, and SoftHSM opens and locks two files
 * for each look at one: asked before every call that was most of what a certificate's choice took.
 */
static struct { ulong slot; char label[33]; } labels[MAX_SLOTS];
static int labels_known;
static pthread_mutex_t labels_lock = PTHREAD_MUTEX_INITIALIZER;

/* The label of the token behind a slot, without its padding; 0 when there is none. */
static int read_label(ulong slot, char label[33]) {
  token_info info;
  if (REAL(fn_token_info, F_GET_TOKEN_INFO)(slot, &info) != CKR_OK) return 0;
  memcpy(label, info.label, 32);
  int end = 32;
  while (end > 0 && label[end - 1] == ' ') end--;
  label[end] = 0;
  return end > 0;
}

/* The same, asked of SoftHSM once. */
static int label_of(ulong slot, char label[33]) {
  pthread_mutex_lock(&labels_lock);
  int index = 0;
  while (index < labels_known && labels[index].slot != slot) index++;
  int known = index < labels_known;
  if (!known && read_label(slot, label)) {
    known = 1;
    if (labels_known < MAX_SLOTS) {
      labels[labels_known].slot = slot;
      strcpy(labels[labels_known++].label, label);
    }
  } else if (known) {
    strcpy(label, labels[index].label);
  }
  pthread_mutex_unlock(&labels_lock);
  return known;
}

/* Whether the card of a slot is in; a card that was put back meanwhile has forgotten sessions and PIN. */
static int is_present(ulong slot) {
  char label[33];
  if (!label_of(slot, label)) return 1;
  if (fact(label, "present", 1) == 0) return 0;
  long insertion = fact(label, "insertion", 0);
  for (int index = 0; index < MAX_SLOTS; index++) {
    if (seen[index].label[0] == 0) {
      strcpy(seen[index].label, label);
      seen[index].insertion = insertion;
      return 1;
    }
    if (strcmp(seen[index].label, label) != 0) continue;
    if (seen[index].insertion != insertion) {
      seen[index].insertion = insertion;
      REAL(fn_session, F_CLOSE_ALL_SESSIONS)(slot);
    }
    return 1;
  }
  return 1;
}

/* The slot of a session; CKR_DEVICE_REMOVED when its card has gone. */
static rv slot_of(ulong session, ulong *slot) {
  session_info info;
  rv result = REAL(fn_session_info, F_GET_SESSION_INFO)(session, &info);
  if (result != CKR_OK) return result;
  *slot = info.slot;
  if (!is_present(info.slot)) return CKR_DEVICE_REMOVED;
  return REAL(fn_session_info, F_GET_SESSION_INFO)(session, &info);
}

rv C_Initialize(void *arguments) { return REAL(fn_any, F_INITIALIZE)(arguments, 0, 0, 0, 0, 0); }
rv C_Finalize(void *reserved) { return REAL(fn_any, F_FINALIZE)(reserved, 0, 0, 0, 0, 0); }
rv C_GetInfo(void *info) { return REAL(fn_any, F_GET_INFO)(info, 0, 0, 0, 0, 0); }

rv C_GetSlotList(unsigned char with_token, ulong *list, ulong *count) {
  if (!with_token) return REAL(fn_slot_list, F_GET_SLOT_LIST)(0, list, count);
  ulong slots[MAX_SLOTS], found = MAX_SLOTS, kept = 0;
  rv result = REAL(fn_slot_list, F_GET_SLOT_LIST)(1, NULL, &found);
  found = MAX_SLOTS;
  if (result == CKR_OK) result = REAL(fn_slot_list, F_GET_SLOT_LIST)(1, slots, &found);
  if (result != CKR_OK) return result;
  for (ulong index = 0; index < found; index++)
    if (is_present(slots[index])) slots[kept++] = slots[index];
  if (list != NULL) memcpy(list, slots, (kept < *count ? kept : *count) * sizeof *list);
  *count = kept;
  return CKR_OK;
}

rv C_GetSlotInfo(ulong slot, slot_info *info) {
  rv result = REAL(fn_slot_info, F_GET_SLOT_INFO)(slot, info);
  if (result != CKR_OK) return result;
  info->flags |= CKF_REMOVABLE_DEVICE;
  if (!is_present(slot)) info->flags &= ~(ulong)CKF_TOKEN_PRESENT;
  return CKR_OK;
}

rv C_GetTokenInfo(ulong slot, token_info *info) {
  if (!is_present(slot)) return CKR_TOKEN_NOT_PRESENT;
  rv result = REAL(fn_token_info, F_GET_TOKEN_INFO)(slot, info);
  char label[33];
  if (result != CKR_OK || !label_of(slot, label)) return result;
  long tries = fact(label, "tries", CARD_TRIES);
  info->flags &= ~(ulong)(CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED);
  if (tries < CARD_TRIES) info->flags |= CKF_USER_PIN_COUNT_LOW;
  if (tries == 1) info->flags |= CKF_USER_PIN_FINAL_TRY;
  if (tries <= 0) info->flags |= CKF_USER_PIN_LOCKED;
  if (fact(label, "keypad", 0)) info->flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
  return CKR_OK;
}

rv C_OpenSession(ulong slot, ulong flags, void *application, void *notify, ulong *session) {
  if (!is_present(slot)) return CKR_TOKEN_NOT_PRESENT;
  return REAL(fn_open, F_OPEN_SESSION)(slot, flags, application, notify, session);
}

rv C_CloseSession(ulong session) { return REAL(fn_session, F_CLOSE_SESSION)(session); }

rv C_GetSessionInfo(ulong session, session_info *info) {
  ulong slot;
  rv result = slot_of(session, &slot);
  return result != CKR_OK ? result : REAL(fn_session_info, F_GET_SESSION_INFO)(session, info);
}

/* Waits for somebody to type on the keypad. */
static rv typed_pin(const char *label, unsigned char *pin, ulong *length) {
  for (int tick = 0; tick < KEYPAD_SECONDS * 20; tick++) {
    long typed = fact(label, "typed", 0);
    if (typed != 0) {
      *length = (ulong)snprintf((char *)pin, 16, "%ld", typed);
      note(label, "typed", 0);
      return CKR_OK;
    }
    struct timespec pause = {0, 50 * 1000 * 1000};
    nanosleep(&pause, NULL);
  }
  return CKR_FUNCTION_CANCELED;
}

rv C_Login(ulong session, ulong user, unsigned char *pin, ulong length) {
  ulong slot;
  char label[33];
  rv result = slot_of(session, &slot);
  if (result != CKR_OK || !label_of(slot, label)) return result;
  long tries = fact(label, "tries", CARD_TRIES);
  if (tries <= 0) return CKR_PIN_LOCKED;
  unsigned char typed[16];
  if (pin == NULL && fact(label, "keypad", 0)) {
    result = typed_pin(label, typed, &length);
    if (result != CKR_OK) return result;
    pin = typed;
  }
  result = REAL(fn_login, F_LOGIN)(session, user, pin, length);
  if (result == CKR_PIN_INCORRECT) note(label, "tries", tries - 1);
  else if (result == CKR_OK && tries != CARD_TRIES) note(label, "tries", CARD_TRIES);
  return result;
}

rv C_CreateObject(void *session, void *template, void *count, void *object) {
  return REAL(fn_any, F_CREATE_OBJECT)(session, template, count, object, 0, 0);
}

/* A card that is out signs nothing. */
rv C_SignInit(ulong session, void *mechanism, ulong key) {
  ulong slot;
  rv result = slot_of(session, &slot);
  return result != CKR_OK ? result : REAL(fn_sign_init, F_SIGN_INIT)(session, mechanism, key);
}

rv C_Sign(ulong session, void *data, void *length, void *signature, void *signature_length) {
  ulong slot;
  rv result = slot_of(session, &slot);
  if (result != CKR_OK) return result;
  char label[33];
  long answer = label_of(slot, label) ? fact(label, "signs", 0) : 0;
  if (answer != 0) return (rv)answer;
  return REAL(fn_any, F_SIGN)((void *)session, data, length, signature, signature_length, 0);
}

/*
 * Sessions with a search under way for classes that are NSS's own. No card holds such objects, and the browser looks for
 * its trust in a certificate over a hundred times for one sign-in; SoftHSM would open and lock every file for each.
 */
static ulong vain[MAX_SLOTS];
static pthread_mutex_t vain_lock = PTHREAD_MUTEX_INITIALIZER;

/* Puts `with` where `session` is; whether there was one. */
static int replace_vain(ulong session, ulong with) {
  pthread_mutex_lock(&vain_lock);
  int index = 0;
  while (index < MAX_SLOTS && vain[index] != session) index++;
  int found = index < MAX_SLOTS;
  if (found) vain[index] = with;
  pthread_mutex_unlock(&vain_lock);
  return found;
}

static int is_vain(ulong session) { return replace_vain(session, session); }

static int is_for_class_of_nss(const attribute *template, ulong count) {
  for (ulong index = 0; index < count; index++)
    if (template[index].type == CKA_CLASS && template[index].length == sizeof(ulong))
      return (*(const ulong *)template[index].value & CKO_NSS_MASK) == CKO_NSS;
  return 0;
}

rv C_FindObjectsInit(ulong session, attribute *template, ulong count) {
  ulong slot;
  rv result = slot_of(session, &slot);
  if (result != CKR_OK) return result;
  replace_vain(session, 0);
  if (is_for_class_of_nss(template, count) && replace_vain(0, session)) return CKR_OK;
  return REAL(fn_any, F_FIND_OBJECTS_INIT)((void *)session, template, (void *)count, 0, 0, 0);
}

rv C_FindObjects(ulong session, void *objects, ulong room, ulong *count) {
  if (!is_vain(session)) return REAL(fn_any, F_FIND_OBJECTS)((void *)session, objects, (void *)room, count, 0, 0);
  *count = 0;
  return CKR_OK;
}

rv C_FindObjectsFinal(ulong session) {
  if (replace_vain(session, 0)) return CKR_OK;
  return REAL(fn_any, F_FIND_OBJECTS_FINAL)((void *)session, 0, 0, 0, 0, 0);
}

rv C_GetAttributeValue(void *session, void *object, void *template, void *count) {
  return REAL(fn_any, F_GET_ATTRIBUTE_VALUE)(session, object, template, count, 0, 0);
}

rv C_GetFunctionList(function_list **list) {
  own = *load();
  own.f[F_GET_FUNCTION_LIST] = (void *)C_GetFunctionList;
  own.f[F_GET_SLOT_LIST] = (void *)C_GetSlotList;
  own.f[F_GET_SLOT_INFO] = (void *)C_GetSlotInfo;
  own.f[F_GET_TOKEN_INFO] = (void *)C_GetTokenInfo;
  own.f[F_OPEN_SESSION] = (void *)C_OpenSession;
  own.f[F_GET_SESSION_INFO] = (void *)C_GetSessionInfo;
  own.f[F_LOGIN] = (void *)C_Login;
  own.f[F_FIND_OBJECTS_INIT] = (void *)C_FindObjectsInit;
  own.f[F_FIND_OBJECTS] = (void *)C_FindObjects;
  own.f[F_FIND_OBJECTS_FINAL] = (void *)C_FindObjectsFinal;
  own.f[F_SIGN_INIT] = (void *)C_SignInit;
  own.f[F_SIGN] = (void *)C_Sign;
  *list = &own;
  return CKR_OK;
}

/*
 * A stand-in for libgssapi_krb5.so.2 (RFC 2744): the workstation's user has a ticket, which is a text, or has none.
 * It carries the names that Chromium looks up and those that libcups is linked with, under the version that they want.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned int status;
typedef struct { size_t length; void *value; } buffer;
typedef struct { unsigned int length; void *elements; } oid;

#define COMPLETE 0u
#define NO_CREDENTIALS (7u << 16)
/* What says in the environment that there is a ticket, and which. */
#define TICKET_VARIABLE "DMP_LAB_GSSAPI_TICKET"

static int something;
static oid hostbased;
oid *GSS_C_NT_HOSTBASED_SERVICE = &hostbased;

static status done(status *minor) {
  *minor = 0;
  return COMPLETE;
}

status gss_import_name(status *minor, buffer *text, oid *type, void **name) {
  (void)text;
  (void)type;
  *name = &something;
  return done(minor);
}

status gss_release_name(status *minor, void **name) {
  *name = NULL;
  return done(minor);
}

status gss_release_buffer(status *minor, buffer *of) {
  free(of->value);
  of->value = NULL;
  of->length = 0;
  return done(minor);
}

static status empty(status *minor, buffer *out) {
  out->value = NULL;
  out->length = 0;
  return done(minor);
}

status gss_display_name(status *minor, void *name, buffer *out, oid **type) {
  (void)name;
  if (type != NULL) *type = NULL;
  return empty(minor, out);
}

status gss_display_status(status *minor, status value, int kind, oid *mechanism, status *more, buffer *out) {
  (void)value;
  (void)kind;
  (void)mechanism;
  *more = 0;
  return empty(minor, out);
}

status gss_init_sec_context(status *minor, void *credentials, void **context, void *name, oid *mechanism,
                            status flags, status lifetime, void *bindings, buffer *input, oid **actual,
                            buffer *output, status *given, status *left) {
  const char *ticket = getenv(TICKET_VARIABLE);
  (void)credentials;
  (void)name;
  (void)mechanism;
  (void)flags;
  (void)lifetime;
  (void)bindings;
  (void)input;
  if (actual != NULL) *actual = NULL;
  if (given != NULL) *given = 0;
  if (left != NULL) *left = 0;
  if (ticket == NULL) {
    empty(minor, output);
    return NO_CREDENTIALS;
  }
  *context = &something;
  output->length = strlen(ticket);
  output->value = strdup(ticket);
  return done(minor);
}

status gss_wrap_size_limit(status *minor, void *context, int secret, status quality, status size, status *most) {
  (void)context;
  (void)secret;
  (void)quality;
  *most = size;
  return done(minor);
}

status gss_delete_sec_context(status *minor, void **context, buffer *token) {
  *context = NULL;
  return token == NULL ? done(minor) : empty(minor, token);
}

status gss_inquire_context(status *minor, void *context, void **source, void **target, status *lifetime,
                           oid **mechanism, status *flags, int *local, int *open) {
  (void)context;
  if (source != NULL) *source = NULL;
  if (target != NULL) *target = NULL;
  if (lifetime != NULL) *lifetime = 0;
  if (mechanism != NULL) *mechanism = NULL;
  if (flags != NULL) *flags = 0;
  if (local != NULL) *local = 1;
  if (open != NULL) *open = 1;
  return done(minor);
}

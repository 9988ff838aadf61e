/*
 * Calls the 32-bit SESAM-Vitale library in place of the launcher's own process: length-prefixed JSON on standard
 * input and output (docs/technical/ssv.md). One thread reads, the first one calls the library. When standard input
 * ends the process ends, even if the library never comes back: that is how it dies with its parent.
 */
#include <stdlib.h>

#include "json.h"
#include "messages.h"
#include "platform.h"

enum { MAX_FRAME = 1024 * 1024, EXIT_BAD_FRAME = 65 };

typedef struct frame {
  struct frame *next;
  size_t size;
  char text[];
} frame;

static frame *waiting;

static void enqueue(frame *added) {
  platform_lock();
  frame **end = &waiting;
  while (*end) end = &(*end)->next;
  *end = added;
  platform_signal();
  platform_unlock();
}

static frame *dequeue(void) {
  platform_lock();
  while (!waiting) platform_wait();
  frame *first = waiting;
  waiting = first->next;
  platform_unlock();
  return first;
}

static void read_frames(void) {
  for (;;) {
    unsigned char length[4];
    if (!platform_read(length, sizeof length)) platform_exit_now(0);
    size_t size = length[0] | (size_t)length[1] << 8 | (size_t)length[2] << 16 | (size_t)length[3] << 24;
    frame *added = size <= MAX_FRAME ? malloc(sizeof *added + size + 1) : NULL;
    if (!added) platform_exit_now(EXIT_BAD_FRAME);
    added->next = NULL;
    added->size = size;
    if (!platform_read(added->text, size)) platform_exit_now(0);
    added->text[size] = 0;
    enqueue(added);
  }
}

static int send_frame(const writer *message) {
  unsigned char length[4];
  if (message->failed || message->length > MAX_FRAME) return 0;
  for (int i = 0; i < 4; i++) length[i] = (unsigned char)(message->length >> (8 * i));
  return platform_write(length, sizeof length) && platform_write(message->bytes, message->length);
}

int main(void) {
  platform_prepare_streams();
  if (!platform_start_thread(read_frames)) return 1;
  for (;;) {
    writer out = {0};
    frame *request = dequeue();
    int answered = answer(request->text, request->size, &out);
    wipe(request->text, request->size);
    free(request);
    if (!answered || !send_frame(&out)) platform_exit_now(EXIT_BAD_FRAME);
    writer_wipe(&out);
  }
}

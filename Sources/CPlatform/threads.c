#define _GNU_SOURCE
#include "CPlatform.h"
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

// Every thread gets a stack for the handler of crashes, also those of Swift's pool and of libdispatch, which tell nobody that they begin:
// after an overflow its own has no room for a handler, and the kernel would end the program with the screen up.
#if defined(__has_feature)
#  if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#    define HAS_SANITIZER
#  endif
#endif

// A sanitizer takes the place of this function itself.
#if defined(__GLIBC__) && !defined(HAS_SANITIZER)

typedef int create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

struct start {
  void *(*work)(void *);
  void *argument;
};

static void *begin(void *given) {
  struct start start = *(struct start *)given;
  free(given);
  cp_crash_thread();
  return start.work(start.argument);
}

/// In place of the C library's, which does the work.
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*work)(void *), void *argument) {
  static create *original;
  if (!__atomic_load_n(&original, __ATOMIC_ACQUIRE))
    __atomic_store_n(&original, (create *)dlsym(RTLD_NEXT, "pthread_create"), __ATOMIC_RELEASE);
  if (!original) return EAGAIN;
  struct start *start = malloc(sizeof *start);
  if (!start) return EAGAIN;
  *start = (struct start){work, argument};
  int failed = original(thread, attributes, begin, start);
  if (failed) free(start);
  return failed;
}
#endif

#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#if defined(__GLIBC__) || defined(__APPLE__)
#  include <execinfo.h>
#endif

static const int crashes[] = {SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSYS};
static char directory[PATH_MAX];
static char program[64];
static volatile int is_crashing;
static pthread_t crashing;

// Only what may be called in a signal handler from here on.

static void say(int fd, const char *text) { cp_write_patiently(fd, text, strlen(text)); }

static char *number(uint64_t value, char *end) {
  *--end = 0;
  do *--end = (char)('0' + value % 10); while (value /= 10);
  return end;
}

static const char *name(int signo) {
  switch (signo) {
    case SIGSEGV: return "SIGSEGV";
    case SIGABRT: return "SIGABRT";
    case SIGILL: return "SIGILL";
    case SIGTRAP: return "SIGTRAP";
    case SIGBUS: return "SIGBUS";
    case SIGFPE: return "SIGFPE";
    case SIGSYS: return "SIGSYS";
    default: return "a signal";
  }
}

// The line in which Swift's runtime says what happened. While the screen is up it lies in a file in memory in place of stderr.
static void fatal_line(char *out, size_t room) {
  static char text[4096];
  out[0] = 0;
  struct stat info;
  if (fstat(2, &info) != 0 || !S_ISREG(info.st_mode)) return;
  off_t size = info.st_size;
  ssize_t count = pread(2, text, sizeof text - 1, size > (off_t)sizeof text - 1 ? size - (off_t)sizeof text + 1 : 0);
  if (count <= 0) return;
  text[count] = 0;
  char *found = NULL;
  for (char *next = text; (next = strstr(next, "Fatal error")); next++) found = next;
  if (!found) return;
  while (found > text && found[-1] != '\n') found--;
  size_t length = strcspn(found, "\n");
  if (length >= room) length = room - 1;
  memcpy(out, found, length);
  out[length] = 0;
}

static int make_report(char *path, size_t room) {
  if (!directory[0]) return -1;
  char digits[24];
  // Each part of the path in turn: the state directory may not be there yet.
  for (char *slash = strchr(directory + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = 0;
    mkdir(directory, 0700);
    *slash = '/';
  }
  mkdir(directory, 0700);
  if (strlen(directory) + 64 > room) return -1;
  strcpy(path, directory);
  strcat(path, "/crash-");
  strcat(path, number((uint64_t)time(NULL), digits + sizeof digits));
  strcat(path, "-");
  strcat(path, number((uint64_t)getpid(), digits + sizeof digits));
  strcat(path, ".txt");
  return open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

static void give_up(int signo) {
  (void)signo;
  _exit(70);
}

// The disk for the report may not answer, and the thread may hold a lock that a trace of it needs.
static void bound_the_rest(void) {
  sigset_t alarm_only;
  sigemptyset(&alarm_only);
  sigaddset(&alarm_only, SIGALRM);
  signal(SIGALRM, give_up);
  pthread_sigmask(SIG_UNBLOCK, &alarm_only, NULL);
  alarm(3);
}

static void write_report(int report, int signo, const char *line) {
  const char *parts[] = {program, "\n", name(signo), "\n", line, "\n"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) say(report, parts[i]);
#if defined(__GLIBC__) || defined(__APPLE__)
  void *frames[64];
  backtrace_symbols_fd(frames, backtrace(frames, 64), report);
#endif
}

static void on_crash(int signo) {
  if (__atomic_exchange_n(&is_crashing, 1, __ATOMIC_SEQ_CST)) {
    // A fault in what follows; or a second thread, which waits until the first one has told all.
    if (pthread_equal(crashing, pthread_self())) _exit(70);
    for (;;) pause();
  }
  crashing = pthread_self();
  bound_the_rest();
  static char path[PATH_MAX + 64], line[400], text[PATH_MAX + 1024];
  fatal_line(line, sizeof line);
  int terminal = cp_guard_restore();
  int out = terminal >= 0 ? terminal : 2;
  strcat(text, "gatehouse: ended by a fault of its own (");
  strcat(text, name(signo));
  strcat(text, line[0] ? "): " : ")");
  strcat(text, line);
  strcat(text, "\n");
  say(out, text);
  int report = make_report(path, sizeof path);
  text[0] = 0;
  strcat(text, "gatehouse: the gateways go on; ");
  strcat(text, report < 0 ? "no report of it could be written" : "a report without secrets is ");
  strcat(text, report < 0 ? "" : path);
  strcat(text, "\n");
  say(out, text);
  if (report >= 0) write_report(report, signo, line);
  _exit(70);
}

static const size_t stack_size = 1 << 17;
static pthread_key_t stack_key;
static pthread_once_t stack_once = PTHREAD_ONCE_INIT;

static void remove_stack(void *area) {
  stack_t none;
  memset(&none, 0, sizeof none);
  none.ss_flags = SS_DISABLE;
  sigaltstack(&none, NULL);
  munmap(area, stack_size);
}

static void make_key(void) { pthread_key_create(&stack_key, remove_stack); }

void cp_crash_thread(void) {
  static _Thread_local int is_ready;
  if (is_ready) return;
  is_ready = 1;
  pthread_once(&stack_once, make_key);
  stack_t stack;
  memset(&stack, 0, sizeof stack);
  stack.ss_size = stack_size;
  stack.ss_sp = mmap(NULL, stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (stack.ss_sp == MAP_FAILED) return;
  if (sigaltstack(&stack, NULL) == 0 && pthread_setspecific(stack_key, stack.ss_sp) == 0) return;
  remove_stack(stack.ss_sp);
}

void cp_crash_arm(const char *name_and_version) {
  strncpy(program, name_and_version, sizeof program - 1);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_crash;
  action.sa_flags = SA_NODEFER | SA_ONSTACK;
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) sigaction(crashes[i], &action, NULL);
  cp_crash_thread();
#if defined(__GLIBC__) || defined(__APPLE__)
  // Loads now what it would load with the first call.
  void *frames[2];
  backtrace(frames, 2);
#endif
}

void cp_crash_reports(const char *path) {
  if (strlen(path) < sizeof directory) strcpy(directory, path);
}

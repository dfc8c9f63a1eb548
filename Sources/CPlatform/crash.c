#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
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
static volatile sig_atomic_t is_crashing;

// Only what may be called in a signal handler from here on.

static void say(int fd, const char *text) {
  ssize_t ignored = write(fd, text, strlen(text));
  (void)ignored;
}

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

static void on_crash(int signo) {
  // A second thread, or a fault in what follows.
  if (__atomic_fetch_add(&is_crashing, 1, __ATOMIC_SEQ_CST)) {
    if (is_crashing > 8) _exit(70);
    struct timespec pause = {2, 0};
    nanosleep(&pause, NULL);
    _exit(70);
  }
  static char path[PATH_MAX + 64], line[400];
  fatal_line(line, sizeof line);
  int terminal = cp_guard_terminal();
  cp_guard_restore();
  int out = terminal >= 0 ? terminal : 2;
  say(out, "gatehouse: ended by a fault of its own (");
  say(out, name(signo));
  say(out, ")");
  if (line[0]) {
    say(out, ": ");
    say(out, line);
  }
  say(out, "\n");
  int report = make_report(path, sizeof path);
  if (report < 0) {
    say(out, "gatehouse: the gateways go on; no report of it could be written\n");
    _exit(70);
  }
  say(out, "gatehouse: the gateways go on; a report without secrets is ");
  say(out, path);
  say(out, "\n");
  say(report, program);
  say(report, "\n");
  say(report, name(signo));
  say(report, "\n");
  say(report, line);
  say(report, "\n");
#if defined(__GLIBC__) || defined(__APPLE__)
  void *frames[64];
  backtrace_symbols_fd(frames, backtrace(frames, 64), report);
#endif
  _exit(70);
}

void cp_crash_thread(void) {
  static _Thread_local int is_ready;
  if (is_ready) return;
  is_ready = 1;
  stack_t stack;
  memset(&stack, 0, sizeof stack);
  stack.ss_size = 1 << 17;
  stack.ss_sp = mmap(NULL, stack.ss_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (stack.ss_sp != MAP_FAILED) sigaltstack(&stack, NULL);
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

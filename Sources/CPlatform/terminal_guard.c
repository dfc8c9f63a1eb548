#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int guard_fd = -1;
static struct termios guard_termios;
static char guard_leave[256];
static size_t guard_length;
static volatile sig_atomic_t guard_armed;

static const int crashes[] = {SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE};

void cp_guard_restore(void) {
  if (!guard_armed) return;
  guard_armed = 0;
  int saved = errno;
  ssize_t ignored = write(guard_fd, guard_leave, guard_length);
  (void)ignored;
  tcsetattr(guard_fd, TCSANOW, &guard_termios);
  errno = saved;
}

static void on_crash(int signo) {
  cp_guard_restore();
  signal(signo, SIG_DFL);
  raise(signo);
}

void cp_guard_arm(int fd, const char *leave_sequence) {
  guard_fd = fd;
  if (!guard_armed && tcgetattr(fd, &guard_termios) != 0) return;
  guard_length = strlen(leave_sequence);
  if (guard_length > sizeof guard_leave) guard_length = sizeof guard_leave;
  memcpy(guard_leave, leave_sequence, guard_length);
  guard_armed = 1;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_crash;
  action.sa_flags = SA_NODEFER;
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) sigaction(crashes[i], &action, NULL);
}

void cp_guard_disarm(void) {
  guard_armed = 0;
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) signal(crashes[i], SIG_DFL);
}

static const int noted[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH};
static int wake = -1;
static volatile uint64_t taken;

static void note(int signo) {
  int saved = errno;
  __atomic_or_fetch(&taken, UINT64_C(1) << signo, __ATOMIC_SEQ_CST);
  ssize_t ignored = write(wake, "s", 1);
  (void)ignored;
  errno = saved;
}

void cp_signals_install(int wake_fd) {
  wake = wake_fd;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = note;
  for (size_t i = 0; i < sizeof noted / sizeof *noted; i++) sigaction(noted[i], &action, NULL);
}

uint64_t cp_signals_take(void) { return __atomic_exchange_n(&taken, 0, __ATOMIC_SEQ_CST); }

void cp_signals_reset(void) {
  // Not the default: what is left to be done at the end is done even when the signal comes twice.
  for (size_t i = 0; i < sizeof noted / sizeof *noted; i++) cp_signal_noop(noted[i]);
}

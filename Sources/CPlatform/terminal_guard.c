#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static int guard_fd = -1;
static struct termios guard_termios;
static char guard_leave[256];
static size_t guard_length;
static volatile sig_atomic_t guard_armed;

void cp_guard_restore(void) {
  if (!guard_armed) return;
  guard_armed = 0;
  int saved = errno;
  // A terminal whose reader has stalled takes nothing: then the sequence is lost, and the program ends all the same.
  int flags = fcntl(guard_fd, F_GETFL);
  if (flags >= 0) fcntl(guard_fd, F_SETFL, flags | O_NONBLOCK);
  ssize_t ignored = write(guard_fd, guard_leave, guard_length);
  (void)ignored;
  if (flags >= 0) fcntl(guard_fd, F_SETFL, flags);
  tcsetattr(guard_fd, TCSANOW, &guard_termios);
  errno = saved;
}

void cp_guard_arm(int fd, const char *leave_sequence) {
  guard_fd = fd;
  if (!guard_armed && tcgetattr(fd, &guard_termios) != 0) return;
  guard_length = strlen(leave_sequence);
  if (guard_length > sizeof guard_leave) guard_length = sizeof guard_leave;
  memcpy(guard_leave, leave_sequence, guard_length);
  guard_armed = 1;
}

void cp_guard_disarm(void) { guard_armed = 0; }

int cp_guard_terminal(void) { return guard_armed ? guard_fd : -1; }

// Signals that ask for an end. The first one is handled in order; whoever sends another has waited long enough.

static const int noted[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH};
// Their default would end the program without giving the terminal back, or stop it with the screen up.
static const int noted_by_screen[] = {SIGUSR1, SIGUSR2, SIGALRM,  SIGVTALRM, SIGPROF, SIGXCPU,
                                      SIGXFSZ, SIGIO,   SIGTSTP,
#if defined(SIGPWR)
                                      SIGPWR,
#endif
};
static int wake = -1;
static volatile uint64_t taken;
static volatile int64_t first_ending;
static volatile sig_atomic_t is_away;

static int64_t milliseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000 + 1;
}

// Two signals at once, as of a shell that ends, are one wish.
static void end_if_asked_again(int signo) {
  if (signo != SIGINT && signo != SIGTERM) return;
  // Ctrl-C is meant for the command that has the terminal.
  if (signo == SIGINT && is_away) return;
  int64_t now = milliseconds(), none = 0;
  if (__atomic_compare_exchange_n(&first_ending, &none, now, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) return;
  if (now - none < 300) return;
  cp_guard_restore();
  _exit(128 + signo);
}

static void note(int signo) {
  int saved = errno;
  end_if_asked_again(signo);
  __atomic_or_fetch(&taken, UINT64_C(1) << signo, __ATOMIC_SEQ_CST);
  ssize_t ignored = write(wake, "s", 1);
  (void)ignored;
  errno = saved;
}

static void handle(const int *signals, size_t count, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  for (size_t i = 0; i < count; i++) sigaction(signals[i], &action, NULL);
}

void cp_signals_install(int wake_fd, int has_screen) {
  wake = wake_fd;
  first_ending = 0;
  handle(noted, sizeof noted / sizeof *noted, note);
  if (has_screen) handle(noted_by_screen, sizeof noted_by_screen / sizeof *noted_by_screen, note);
}

uint64_t cp_signals_take(void) { return __atomic_exchange_n(&taken, 0, __ATOMIC_SEQ_CST); }

void cp_signals_away(int away) { is_away = away; }

static void note_late(int signo) {
  int saved = errno;
  if (signo == SIGINT || signo == SIGTERM) {
    static const char text[] = "gatehouse: what is under way is finished first; once more ends it at once\n";
    int is_first = first_ending == 0;
    end_if_asked_again(signo);
    if (is_first) {
      ssize_t ignored = write(2, text, sizeof text - 1);
      (void)ignored;
    }
  }
  errno = saved;
}

void cp_signals_reset(void) {
  // Not the default: what is left to be done at the end is done even when one more comes.
  is_away = 0;
  handle(noted, sizeof noted / sizeof *noted, note_late);
  handle(noted_by_screen, sizeof noted_by_screen / sizeof *noted_by_screen, note_late);
  signal(SIGTSTP, SIG_DFL);
}

static volatile sig_atomic_t continued;

static void note_continued(int signo) {
  (void)signo;
  continued = 1;
}

int cp_stop_self(void) {
  struct sigaction before_stop, before_continue, action;
  memset(&action, 0, sizeof action);
  action.sa_handler = note_continued;
  continued = 0;
  sigaction(SIGCONT, &action, &before_continue);
  // First whoever else is of this job, as the terminal itself would; then this process.
  action.sa_handler = SIG_IGN;
  sigaction(SIGTSTP, &action, &before_stop);
  kill(0, SIGTSTP);
  action.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &action, NULL);
  raise(SIGTSTP);
  // Where nobody could resume it the kernel does not stop it.
  for (int i = 0; i < 20 && !continued; i++) {
    struct timespec pause = {0, 10000000};
    nanosleep(&pause, NULL);
  }
  sigaction(SIGTSTP, &before_stop, NULL);
  sigaction(SIGCONT, &before_continue, NULL);
  return continued;
}

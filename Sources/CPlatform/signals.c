#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// Signals that ask for an end. The first one is handled in order; whoever sends another has waited long enough.

static const int noted[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH};
// Their default would end the program without giving the terminal back, or stop it with the screen up, or leave the shell's text on it.
static const int noted_by_screen[] = {SIGUSR1, SIGUSR2, SIGALRM,  SIGVTALRM, SIGPROF, SIGXCPU,
                                      SIGXFSZ, SIGIO,   SIGTSTP, SIGCONT,
#if defined(SIGPWR)
                                      SIGPWR,
#endif
#if defined(SIGSTKFLT)
                                      SIGSTKFLT,
#endif
};
#define BIT(signo) (UINT64_C(1) << (signo))
static const uint64_t no_endings = BIT(SIGWINCH) | BIT(SIGTSTP) | BIT(SIGCONT);
// What the terminal sends is meant for whoever has it.
static const uint64_t of_terminal = BIT(SIGINT) | BIT(SIGQUIT) | BIT(SIGWINCH) | BIT(SIGTSTP) | BIT(SIGCONT);
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
  // A third one while the second is at it would end the program before the terminal is given back.
  static volatile int is_ending;
  if (__atomic_exchange_n(&is_ending, 1, __ATOMIC_SEQ_CST)) return;
  cp_guard_restore();
  _exit(128 + signo);
}

static void note(int signo) {
  int saved = errno;
  end_if_asked_again(signo);
  __atomic_or_fetch(&taken, BIT(signo), __ATOMIC_SEQ_CST);
  // As in the kernel, whoever is to go on is not to be stopped any more.
  if (signo == SIGCONT) __atomic_and_fetch(&taken, ~BIT(SIGTSTP), __ATOMIC_SEQ_CST);
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

uint64_t cp_signals_endings(void) { return ~no_endings; }

int cp_signals_end_noted(void) { return (taken & ~no_endings) != 0; }

void cp_signals_away(int away) {
  is_away = away;
  const int stop = SIGTSTP;
  // Ctrl-Z stops the command as well: whoever waits for both must see both stopped.
  handle(&stop, 1, away ? SIG_DFL : note);
  if (!away) __atomic_and_fetch(&taken, ~of_terminal, __ATOMIC_SEQ_CST);
}

static void note_late(int signo) {
  int saved = errno;
  if (signo == SIGINT || signo == SIGTERM) {
    static const char text[] = "gatehouse: what is under way is finished first; once more ends it at once\n";
    int is_first = first_ending == 0;
    end_if_asked_again(signo);
    if (is_first) cp_write_patiently(2, text, sizeof text - 1);
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

// Stopping

static volatile sig_atomic_t continued;

static void note_continued(int signo) {
  (void)signo;
  continued = 1;
}

// Returns when the program goes on; where nobody could resume it the kernel does not stop it.
static void stop_once(void) {
  continued = 0;
  // First whoever else is of this job, as the terminal itself would; then this process.
  signal(SIGTSTP, SIG_IGN);
  kill(0, SIGTSTP);
  signal(SIGTSTP, SIG_DFL);
  raise(SIGTSTP);
  for (int i = 0; i < 20 && !continued; i++) {
    struct timespec pause = {0, 10000000};
    nanosleep(&pause, NULL);
  }
}

int cp_stop_self(void) {
  struct sigaction before_stop, before_continue, action;
  memset(&action, 0, sizeof action);
  action.sa_handler = note_continued;
  sigaction(SIGCONT, &action, &before_continue);
  sigaction(SIGTSTP, NULL, &before_stop);
  // Whoever lets it go on without giving it the terminal (`bg`) has it stopped again, unless it is to end (`kill %1`).
  do stop_once();
  while (continued && !cp_signals_end_noted() && cp_terminal_is_anothers(1));
  sigaction(SIGTSTP, &before_stop, NULL);
  sigaction(SIGCONT, &before_continue, NULL);
  return continued;
}

#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int guard_fd = -1;
static struct termios guard_before, guard_screen;
static char guard_leave[256];
static size_t guard_length;
static volatile int guard_armed;

// Only what may be called in a signal handler.

void cp_write_patiently(int fd, const char *text, size_t length) {
  int flags = fcntl(fd, F_GETFL);
  if (flags >= 0) fcntl(fd, F_SETFL, flags | O_NONBLOCK);
  for (int looks = 0; length > 0 && looks < 10;) {
    ssize_t count = write(fd, text, length);
    if (count > 0) {
      text += count;
      length -= (size_t)count;
    } else if (count < 0 && errno == EAGAIN) {
      struct pollfd one = {.fd = fd, .events = POLLOUT};
      poll(&one, 1, 50);
      looks++;
    } else if (count == 0 || errno != EINTR) {
      break;
    }
  }
  if (flags >= 0) fcntl(fd, F_SETFL, flags);
}

int cp_terminal_is_anothers(int fd) {
  pid_t front = tcgetpgrp(fd);
  return front > 0 && front != getpgrp();
}

// In the background the kernel would stop whoever changes something.
static void block_stop(sigset_t *before) {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &stop, before);
}

// A shell that has stopped this program, or that runs in its place, has put the terminal in order itself; some change nothing.
static int is_in_order(int fd) {
  struct termios now;
  if (!cp_terminal_is_anothers(fd) || tcgetattr(fd, &now) != 0) return 0;
  return now.c_lflag != guard_screen.c_lflag || now.c_iflag != guard_screen.c_iflag || now.c_oflag != guard_screen.c_oflag;
}

static void restore_settings(int fd) {
  sigset_t before;
  block_stop(&before);
  tcsetattr(fd, TCSANOW, &guard_before);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

// The other threads go on until the end, and the screen's would draw over what is said now: from here on it draws into nothing.
static int take_from_screen(void) {
  int terminal = fcntl(guard_fd, F_DUPFD_CLOEXEC, 3);
  int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (terminal >= 0 && nothing >= 0) dup2(nothing, guard_fd);
  return terminal >= 0 ? terminal : guard_fd;
}

int cp_guard_restore(void) {
  if (!__atomic_exchange_n(&guard_armed, 0, __ATOMIC_SEQ_CST)) return -1;
  int terminal = take_from_screen();
  if (is_in_order(terminal)) return terminal;
  // These first: they wait for no reader.
  restore_settings(terminal);
  cp_write_patiently(terminal, guard_leave, guard_length);
  return terminal;
}

void cp_guard_leave(void) {
  if (!__atomic_exchange_n(&guard_armed, 0, __ATOMIC_SEQ_CST)) return;
  if (!is_in_order(guard_fd)) restore_settings(guard_fd);
  cp_write_patiently(guard_fd, guard_leave, guard_length);
}

void cp_guard_arm(int fd, const char *leave_sequence) {
  guard_fd = fd;
  if (!guard_armed && tcgetattr(fd, &guard_before) != 0) return;
  guard_length = strlen(leave_sequence);
  if (guard_length > sizeof guard_leave) guard_length = sizeof guard_leave;
  memcpy(guard_leave, leave_sequence, guard_length);
  guard_screen = guard_before;
  guard_armed = 1;
}

void cp_guard_screen(void) { tcgetattr(guard_fd, &guard_screen); }

void cp_guard_disarm(void) { guard_armed = 0; }

void cp_terminal_take_back(int fd) {
  pid_t front = tcgetpgrp(fd);
  if (front <= 0 || front == getpgrp() || kill(-front, 0) == 0 || errno != ESRCH) return;
  sigset_t before;
  block_stop(&before);
  tcsetpgrp(fd, getpgrp());
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

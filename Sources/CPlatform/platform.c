#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__linux__)
#  include <sys/syscall.h>
#endif
#if defined(__GLIBC__)
#  include <malloc.h>
#endif

extern char **environ;

int cp_pidfd_open(pid_t pid) {
#if defined(__linux__) && defined(SYS_pidfd_open)
  return (int)syscall(SYS_pidfd_open, pid, 0);
#else
  errno = ENOSYS;
  return -1;
#endif
}

int cp_pidfd_signal(int fd, int signo) {
#if defined(__linux__) && defined(SYS_pidfd_send_signal)
  return (int)syscall(SYS_pidfd_send_signal, fd, signo, NULL, 0);
#else
  errno = ENOSYS;
  return -1;
#endif
}

int cp_peek_exit(pid_t pid, int *code, int *signalled) {
  siginfo_t info;
  memset(&info, 0, sizeof info);
  if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0) return -1;
  if (info.si_pid == 0) return 0;
  *code = info.si_status;
  *signalled = info.si_code == CLD_KILLED || info.si_code == CLD_DUMPED;
  return 1;
}

static _Thread_local long attempt;

long cp_attempt(void) { return attempt; }

void cp_set_attempt(long number) { attempt = number; }

// A descriptor that is closed at the start would be the next file's, and what is meant for the terminal would land in that file. So it is
// held by one that cannot be used.
__attribute__((constructor)) static void hold_standard_descriptors(void) {
  for (int fd = 0; fd < 3; fd++)
    if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) < 0) return;
}

static char *title_area;
static size_t title_room;

#if defined(__linux__)
// glibc hands argc and argv to constructors: the only place where the real argument area can be had from a library.
__attribute__((constructor)) static void remember_arguments(int argc, char **argv) {
  if (argc < 1 || !argv || !argv[0]) return;
  char *end = argv[0];
  for (int i = 0; i < argc; i++)
    if (argv[i] == end || argv[i] == end + 0) end = argv[i] + strlen(argv[i]) + 1;
  title_area = argv[0];
  title_room = (size_t)(end - argv[0]);
}
#endif

void cp_set_title(const char *title) {
#if defined(__linux__)
  // prctl names the calling thread; what others see is the first one's name.
  char path[64], name[16];
  snprintf(path, sizeof path, "/proc/self/task/%d/comm", (int)getpid());
  snprintf(name, sizeof name, "%s", title);
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd >= 0) {
    ssize_t ignored = write(fd, name, strlen(name));
    (void)ignored;
    close(fd);
  }
#endif
  if (!title_area || title_room < 2) return;
  size_t length = strlen(title);
  if (length > title_room - 1) length = title_room - 1;
  memset(title_area, 0, title_room);
  memcpy(title_area, title, length);
}

static void ignore_it(int signo) { (void)signo; }

void cp_signal_noop(int signo) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = ignore_it;
  action.sa_flags = SA_RESTART;
  sigaction(signo, &action, NULL);
}

uint64_t cp_signals_unignore(void) {
  uint64_t found = 0;
  for (int signo = 1; signo < 32; signo++) {
    struct sigaction action;
    if (sigaction(signo, NULL, &action) != 0 || (action.sa_flags & SA_SIGINFO) || action.sa_handler != SIG_IGN) continue;
    cp_signal_noop(signo);
    found |= UINT64_C(1) << signo;
  }
  return found;
}

void cp_signals_ignore(uint64_t signals) {
  for (int signo = 1; signo < 32; signo++)
    if (signals & (UINT64_C(1) << signo)) signal(signo, SIG_IGN);
}

void cp_unblock_all(void) {
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, NULL);
}

static volatile int signal_fd = -1;

static void write_signal(int signo) {
  int saved = errno;
  unsigned char byte = (unsigned char)signo;
  if (signal_fd >= 0) { ssize_t ignored = write(signal_fd, &byte, 1); (void)ignored; }
  errno = saved;
}

void cp_signal_pipe(int fd) {
  signal_fd = fd;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = write_signal;
  action.sa_flags = SA_RESTART;
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGUSR1, &action, NULL);
}

int cp_window_size(int fd, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return -1;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return 0;
}

pid_t cp_spawn(char *const argv[], int own_group) {
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  if (posix_spawnattr_init(&attributes) != 0) return -1;
  if (posix_spawn_file_actions_init(&actions) != 0) { posix_spawnattr_destroy(&attributes); return -1; }
  short flags = POSIX_SPAWN_SETSIGMASK;
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  if (own_group) { flags |= POSIX_SPAWN_SETPGROUP; posix_spawnattr_setpgroup(&attributes, 0); }
  posix_spawnattr_setflags(&attributes, flags);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
#if defined(__linux__)
  // SwiftNIO's sockets are not close-on-exec: a child would go on listening on our ports.
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
#endif
  pid_t pid = -1;
  int failed = posix_spawn(&pid, argv[0], &actions, &attributes, argv, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed) { errno = failed; return -1; }
  return pid;
}

int cp_wait_readable(int fd, int milliseconds) {
  struct pollfd one = {.fd = fd, .events = POLLIN};
  int count = poll(&one, 1, milliseconds);
  if (count < 0) return errno == EINTR ? 0 : -1;
  if (count == 0) return 0;
  return one.revents & POLLIN ? 1 : -1;
}

int cp_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK); }

pid_t cp_start_foreground(char *const argv[], char *const envp[]) {
  posix_spawnattr_t attributes;
  if (posix_spawnattr_init(&attributes) != 0) return -1;
  sigset_t none, defaults;
  sigemptyset(&none);
  sigfillset(&defaults);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawn_file_actions_t actions;
  if (posix_spawn_file_actions_init(&actions) != 0) { posix_spawnattr_destroy(&attributes); return -1; }
#if defined(__linux__)
  // Nothing of ours but the terminal: a daemon that it starts would keep our descriptors open for ever.
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
#endif
  pid_t pid = -1;
  int failed = posix_spawn(&pid, argv[0], &actions, &attributes, argv, envp);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed) { errno = failed; return -1; }
  return pid;
}

int cp_wait_foreground(pid_t pid, int hang, int *status) {
  int raw = 0;
  pid_t found;
  while ((found = waitpid(pid, &raw, hang ? 0 : WNOHANG)) < 0)
    if (errno != EINTR) { *status = -1; return 1; }
  if (found == 0) return 0;
  *status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
  return 1;
}

int cp_memory_file(const char *name) {
#if defined(__linux__)
  return memfd_create(name, MFD_CLOEXEC);
#else
  (void)name;
  errno = ENOSYS;
  return -1;
#endif
}

#if defined(__linux__)
extern const char __executable_start[], etext[];

void cp_release_code(void) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t start = ((uintptr_t)__executable_start + page - 1) & ~(page - 1);
  uintptr_t end = (uintptr_t)etext & ~(page - 1);
  // Code and constants, which nobody writes to: what is touched again is read from the file again.
  if (end > start) madvise((void *)start, end - start, MADV_DONTNEED);
}
#else
void cp_release_code(void) {}
#endif

#if defined(__GLIBC__)
void cp_share_heap(void) { mallopt(M_ARENA_MAX, 1); }
#else
void cp_share_heap(void) {}
#endif

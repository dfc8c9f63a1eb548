#pragma once
// The few lines of C that Swift cannot say.
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// A pidfd for `pid` (close-on-exec), or -1 with errno.
int cp_pidfd_open(pid_t pid);

/// Sends a signal to the very process that `fd` stands for; 0 on success.
int cp_pidfd_signal(int fd, int signo);

/// Looks at a child that has ended without reaping it: Foundation does that.
/// 1 = ended (`*code` is the exit status or the signal, `*signalled` tells which), 0 = still running, -1 = not our child.
int cp_peek_exit(pid_t pid, int *code, int *signalled);

/// Replaces the command line that /proc/self/cmdline shows, as OpenClaw's gateway does.
void cp_set_title(const char *title);

/// Remembers the terminal settings of `fd`: from now on `cp_guard_restore` gives the terminal back.
void cp_guard_arm(int fd, const char *leave_sequence);
/// Gives the terminal back now, for a program that ends at once: writes the leave sequence and restores the settings. What other threads
/// still draw is lost. Async-signal-safe.
/// Returns a descriptor of the terminal, for a last word; -1 where nothing had to be given back.
int cp_guard_restore(void);
/// The terminal's settings now are those of the screen.
void cp_guard_screen(void);
/// Gives the terminal back from the background, where the screen was not left before: the settings too, unless somebody has changed them.
void cp_guard_leave(void);
/// The terminal has been given back.
void cp_guard_disarm(void);
/// Writes to a terminal whose reader may have stalled: what it does not take within half a second is lost. Async-signal-safe.
void cp_write_patiently(int fd, const char *text, size_t length);
/// Whether a terminal belongs to another job now: this program runs in the background. Async-signal-safe.
int cp_terminal_is_anothers(int fd);
/// Brings this program to the foreground again where the job in the foreground is gone, as a shell that was killed.
void cp_terminal_take_back(int fd);

/// From now on a crash gives the terminal back, says what happened and where its report lies, and ends the program with 70.
/// Async-signal-safe, on a stack of its own in threads that have called `cp_crash_thread`.
void cp_crash_arm(const char *name_and_version);
/// The directory for reports of crashes, which is made when one is written; empty for none.
void cp_crash_reports(const char *path);
/// Gives the calling thread a stack for the handler of a stack overflow, until it ends. With glibc every thread calls it by itself.
void cp_crash_thread(void);

/// Handlers for TERM, HUP, INT, QUIT and WINCH that note the signal and write one byte to `wake_fd`; of a program with a screen also for
/// all other signals that would end or stop it. An INT or TERM that comes 300 ms or more after the first one gives the terminal back and
/// ends the program at once.
void cp_signals_install(int wake_fd, int has_screen);
/// The signals noted since the last call, as a bit set of (1 << signo).
uint64_t cp_signals_take(void);
/// Which signals ask a program for its end, as such a set.
uint64_t cp_signals_endings(void);
/// Whether one of them has been noted and not been taken.
int cp_signals_end_noted(void);
/// Whether a command has the terminal now: what the terminal sends is meant for it then, and forgotten when it has ended.
void cp_signals_away(int away);
/// From now on those signals do nothing, but a second INT or TERM still ends the program.
void cp_signals_reset(void);

/// A handler that does nothing: unlike SIG_IGN it is not inherited across exec.
void cp_signal_noop(int signo);
/// Gives every ignored signal a handler that does nothing; which ones, as a bit set of (1 << signo).
uint64_t cp_signals_unignore(void);
/// Ignores those signals again.
void cp_signals_ignore(uint64_t signals);
/// Empties the calling thread's signal mask.
void cp_unblock_all(void);
/// A handler for SIGTERM, SIGINT and SIGUSR1 that writes the signal's number to `fd` as one byte.
void cp_signal_pipe(int fd);
/// Terminal size of `fd`; 0 on success.
int cp_window_size(int fd, int *rows, int *columns);
/// Starts `argv` detached in the background with our environment, in its own process group when `own_group`; its pid or -1.
pid_t cp_spawn(char *const argv[], int own_group);
/// Stops this job as Ctrl-Z would, and returns when it goes on in the foreground or is to end: 1, or 0 where it was not stopped because
/// nobody could resume it.
int cp_stop_self(void);
/// Waits until `fd` can be read or `milliseconds` have passed (-1: for ever). 1 = readable, 0 = time is up, -1 = hung up or failed.
int cp_wait_readable(int fd, int milliseconds);
/// A pipe whose both ends are close-on-exec and non-blocking; 0 on success.
int cp_pipe(int ends[2]);
/// Starts a command in the foreground, on our terminal; its pid, or -1.
pid_t cp_start_foreground(char *const argv[], char *const envp[]);
/// Whether a process of `cp_start_foreground` has ended, and then its exit status in `status`: 128 and more for a signal, -1 where
/// nothing is known of it. Waits for the end where `hang` is not 0.
int cp_wait_foreground(pid_t pid, int hang, int *status);
/// Gives back the program's own pages: those that are still needed come back by themselves, those that only the start needed do
/// not. They belong to the file, so nothing is lost.
void cp_release_code(void);
/// From now on all threads allocate from one heap. A heap for each thread, as glibc makes them, holds memory that the others could use.
/// To be called before the first thread.
void cp_share_heap(void);
/// The number that `cp_set_attempt` has given this thread; 0 where it has none.
long cp_attempt(void);
void cp_set_attempt(long attempt);
/// A file that lives in memory, close-on-exec; -1 where that cannot be had.
int cp_memory_file(const char *name);

/// A listening TCP socket as the kernel's socket monitor tells it.
struct cp_listener {
  uint8_t address[16];
  /// 4 or 16.
  uint8_t address_length;
  uint16_t port;
  uint32_t user;
  uint64_t inode;
};
/// All listening TCP sockets of this network namespace: how many there are (at most `capacity` are written), or -1 where the
/// kernel does not tell. Unlike /proc/net/tcp it does not walk through every connection of the machine.
int cp_listening_sockets(struct cp_listener *out, int capacity);

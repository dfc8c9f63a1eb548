#pragma once
// What Swift cannot import from <curses.h>: cast macros, statement macros and shared mutable globals.
#if defined(__APPLE__)
#  define _XOPEN_SOURCE_EXTENDED 1
#else
#  define NCURSES_WIDECHAR 1
#endif
#include <locale.h>
#include <wchar.h>
#include <curses.h>

static inline WINDOW *cn_stdscr(void) { return stdscr; }
static inline WINDOW *cn_curscr(void) { return curscr; }
static inline int cn_lines(void) { return LINES; }
static inline int cn_columns(void) { return COLS; }
static inline int cn_colors(void) { return COLORS; }
static inline FILE *cn_stdin(void) { return stdin; }
static inline FILE *cn_stdout(void) { return stdout; }

static inline attr_t cn_bold(void) { return A_BOLD; }
static inline attr_t cn_dim(void) { return A_DIM; }
static inline attr_t cn_reverse(void) { return A_REVERSE; }
static inline attr_t cn_underline(void) { return A_UNDERLINE; }

/// A cell: up to five wide characters, attributes and an extended colour pair.
static inline int cn_cell(cchar_t *cell, const wchar_t *text, attr_t attributes, int pair) {
  return setcchar(cell, text, attributes, 0, &pair);
}
static inline int cn_mouse_wheel_up(mmask_t state) { return (state & BUTTON4_PRESSED) != 0; }
static inline int cn_mouse_wheel_down(mmask_t state) { return (state & BUTTON5_PRESSED) != 0; }
static inline int cn_mouse_click(mmask_t state) { return (state & (BUTTON1_PRESSED | BUTTON1_CLICKED)) != 0; }
static inline mmask_t cn_mouse_mask(void) {
  return BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON4_PRESSED | BUTTON5_PRESSED;
}
static inline char *cn_set_locale(const char *name) { return setlocale(LC_ALL, name); }
/// Whether the terminal can put its cursor anywhere: without that no screen can be drawn.
static inline bool cn_can_move_cursor(void) {
  char *sequence = tigetstr((char *)"cup");
  return sequence && sequence != (char *)-1;
}
extern int wcwidth(wchar_t);
static inline int cn_width(wchar_t character) { return wcwidth(character); }

// What Swift cannot import from libedit by itself: its variadic calls, each in the one form the prompt uses, and the C
// library's shared `FILE *` globals, which Swift 6 rejects as mutable state.
#ifndef CLIBEDIT_SHIM_H
#define CLIBEDIT_SHIM_H

#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <wchar.h>

typedef unsigned char (*cle_command_fn)(EditLine *, int);
typedef int (*cle_read_fn)(EditLine *, wchar_t *);

// libedit reads terminal modes and size from the descriptor, and prints everything it draws to `sink`.
static inline EditLine *cle_init(const char *program, FILE *sink, int descriptor) {
  return el_init_fd(program, stdin, sink, sink, descriptor, descriptor, descriptor);
}
static inline int cle_set_read(EditLine *e, cle_read_fn f) { return el_set(e, EL_GETCFN, f); }
static inline int cle_set_client(EditLine *e, void *p) { return el_set(e, EL_CLIENTDATA, p); }
static inline void *cle_client(EditLine *e) {
  void *p = NULL;
  el_get(e, EL_CLIENTDATA, &p);
  return p;
}
static inline int cle_add_command(EditLine *e, const char *name, const char *help, cle_command_fn f) {
  return el_set(e, EL_ADDFN, name, help, f);
}
static inline int cle_bind(EditLine *e, const char *key, const char *command) {
  return el_set(e, EL_BIND, key, command, NULL);
}
// The second key map: vi's command mode.
static inline int cle_bind_alternative(EditLine *e, const char *key, const char *command) {
  return el_set(e, EL_BIND, "-a", key, command, NULL);
}
// A terminal flag while editing ("-d"), such as "-isig".
static inline int cle_set_editing_flag(EditLine *e, const char *flag) {
  return el_set(e, EL_SETTY, "-d", flag, NULL);
}
static inline int cle_set_signals(EditLine *e, int on) { return el_set(e, EL_SIGNAL, on); }
static inline int cle_set_editing(EditLine *e, int on) { return el_set(e, EL_EDITMODE, on); }
static inline int cle_set_raw_terminal(EditLine *e, int on) { return el_set(e, EL_PREP_TERM, on); }
static inline int cle_set_editor(EditLine *e, const char *name) { return el_set(e, EL_EDITOR, name); }
static inline const char *cle_editor(EditLine *e) {
  const char *name = NULL;
  return el_get(e, EL_EDITOR, &name) == 0 ? name : NULL;
}
static inline int cle_window_size(int descriptor, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return 0;
}
// SIG_IGN is a C function pointer made from a number, which Swift can neither compare nor name.
static inline void cle_ignore(int number) { signal(number, SIG_IGN); }
static inline int cle_is_ignored(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}
static inline const char *cle_codeset(void) { return nl_langinfo(CODESET); }

#endif

/* What the two halves of the load program share. */
#ifndef LOAD_H
#define LOAD_H

enum { ECHO = 7, DISCARD = 9, CHARGEN = 19, HTTP = 80 };

_Noreturn void die(const char *what);
_Noreturn void bare(const char *tap);

#endif

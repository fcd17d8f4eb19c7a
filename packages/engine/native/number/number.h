/* Numbers to text and back: Number::toString, toFixed, toExponential, toPrecision, StringToNumber, parseFloat, parseInt.
 * Pure functions: no memory but the caller's, no state. Text is written without a terminating zero; the result is its
 * length. */
#ifndef MORGANA_NUMBER_H
#define MORGANA_NUMBER_H

#include <stddef.h>
#include <stdint.h>

enum {
  NUMBER_TEXT_MAX = 32,         /* print_number */
  NUMBER_RADIX_TEXT_MAX = 2200, /* print_number_radix */
  NUMBER_EXACT_TEXT_MAX = 128,  /* print_number_fixed, _exponential, _precision */
};

/* Number::toString(x, 10): the shortest text that reads back as x. */
size_t print_number(double x, char *text);
size_t print_integer(int32_t x, char *text);
/* Number::toString(x, radix), 2 <= radix <= 36, with the digits that V8 prints after the point. */
size_t print_number_radix(double x, int radix, char *text);
/* Number.prototype.toFixed, toExponential (-1: as many digits as necessary), toPrecision (from 1). Digits to 100. */
size_t print_number_fixed(double x, int fraction_digits, char *text);
size_t print_number_exponential(double x, int fraction_digits, char *text);
size_t print_number_precision(double x, int precision, char *text);

/* StringToNumber: the whole text, white space around it allowed; NaN if it is no number. */
double read_number_latin1(const uint8_t *text, size_t length);
double read_number_utf16(const uint16_t *text, size_t length);
/* parseFloat: the longest prefix that is a decimal literal. */
double read_float_latin1(const uint8_t *text, size_t length);
double read_float_utf16(const uint16_t *text, size_t length);
/* parseInt; `radix` is after ToInt32, 0 when absent. */
double read_integer_latin1(const uint8_t *text, size_t length, int32_t radix);
double read_integer_utf16(const uint16_t *text, size_t length, int32_t radix);
/* An unsigned decimal literal at the start of the text, as JSON and numeric literals have it; `used` gets the number of
 * units read, 0 if there is none. */
double read_decimal_latin1(const uint8_t *text, size_t length, size_t *used);

/* ToInt32 of what is not an int32 already; ToUint32 is the same bits. */
int32_t double_to_int32(double x);

#endif

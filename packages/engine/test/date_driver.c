#include "date/date.h"
#include "driver.h"

static void print_number_line(double x) { fwrite(&x, 8, 1, stdout); }

int main(int argc, char **argv) {
  size_t length;
  uint8_t *input = read_input(&length);
  double *numbers = (double *)(void *)input;
  size_t count = length / 8;
  const char *op = argc > 1 ? argv[1] : "";
  if (strcmp(op, "parse") == 0) {
    const uint8_t *at = input, *end = input + length;
    while (at < end) {
      size_t n;
      const uint8_t *line = next_line(&at, end, &n);
      uint8_t *narrow = exact_copy(line, n);
      uint16_t *wide = malloc(2 * n + 1);
      for (size_t i = 0; i < n; i++) wide[i] = narrow[i];
      double x = date_parse(narrow, n, false), y = date_parse(wide, n, true);
      if (x != y && x == x) fail("Latin-1 and UTF-16 differ");
      print_number_line(x);
      free(narrow);
      free(wide);
    }
  } else if (strcmp(op, "print") == 0) {
    size_t (*const forms[])(double, char *) = {date_print_iso, date_print_utc, date_print_date, date_print_time,
                                               date_print_string};
    for (size_t i = 0; i < count; i++)
      for (size_t f = 0; f < 5; f++) {
        char *text = malloc(DATE_TEXT_MAX);
        size_t n = forms[f](numbers[i], text);
        fwrite(text, 1, n, stdout);
        putchar(f == 4 ? '\n' : '|');
        free(text);
      }
  } else if (strcmp(op, "fields") == 0) {
    for (size_t i = 0; i < count; i++) {
      DateFields f;
      date_fields(numbers[i], &f);
      const int32_t all[] = {f.year, f.month, f.day, f.weekday, f.hour, f.minute, f.second, f.millisecond};
      for (int k = 0; k < 8; k++) print_number_line(all[k]);
    }
  } else if (strcmp(op, "make") == 0) {
    for (size_t i = 0; i + 7 <= count; i += 7) {
      const double *n = numbers + i;
      double day = date_make_day(date_full_year(n[0]), n[1], n[2]);
      print_number_line(date_time_clip(date_make_date(day, date_make_time(n[3], n[4], n[5], n[6]))));
    }
  } else fail("no such operation");
  free(input);
  return 0;
}

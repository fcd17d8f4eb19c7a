#include "math/math.h"
#include "driver.h"

typedef double Unary(double);
typedef double Binary(double, double);

static double hypot_2(double x, double y) { return math_hypot((double[]){x, y}, 2); }
static double trunc_(double x) { return math_trunc(x); }
static double floor_(double x) { return math_floor(x); }
static double ceil_(double x) { return math_ceil(x); }
static double round_(double x) { return math_round(x); }
static double fround_(double x) { return math_fround(x); }
static double sqrt_(double x) { return math_sqrt(x); }

static const struct { const char *name; Unary *unary; Binary *binary; } functions[] = {
    {"sin", math_sin, 0},     {"cos", math_cos, 0},     {"tan", math_tan, 0},     {"asin", math_asin, 0},
    {"acos", math_acos, 0},   {"atan", math_atan, 0},   {"sinh", math_sinh, 0},   {"cosh", math_cosh, 0},
    {"tanh", math_tanh, 0},   {"asinh", math_asinh, 0}, {"acosh", math_acosh, 0}, {"atanh", math_atanh, 0},
    {"exp", math_exp, 0},     {"expm1", math_expm1, 0}, {"log", math_log, 0},     {"log1p", math_log1p, 0},
    {"log2", math_log2, 0},   {"log10", math_log10, 0}, {"cbrt", math_cbrt, 0},   {"sqrt", sqrt_, 0},
    {"trunc", trunc_, 0},     {"floor", floor_, 0},     {"ceil", ceil_, 0},       {"round", round_, 0},
    {"fround", fround_, 0},   {"atan2", 0, math_atan2}, {"pow", 0, math_pow},     {"remainder", 0, math_remainder},
    {"hypot", 0, hypot_2},
};

int main(int argc, char **argv) {
  size_t length;
  double *input = (double *)(void *)read_input(&length);
  size_t count = length / sizeof(double);
  for (size_t f = 0; f < sizeof functions / sizeof functions[0]; f++) {
    if (strcmp(functions[f].name, argv[1]) != 0) continue;
    size_t step = functions[f].unary ? 1 : 2, rounds = argc > 2 ? 10 : 1;
    double start = seconds();
    for (size_t round = 0; round < rounds; round++)
      for (size_t i = 0; i < count; i += step)
        input[i / step] = functions[f].unary ? functions[f].unary(input[i]) : functions[f].binary(input[i], input[i + 1]);
    if (argc > 2) printf("%.2f", (seconds() - start) * 1e9 / (double)(count / step * rounds));
    else fwrite(input, sizeof(double), count / step, stdout);
    free(input);
    return 0;
  }
  fail("no such function");
}

/* x modulo pi/2, for sin, cos and tan. Small and medium arguments by subtracting a multiple of pi/2 given in up to
 * three parts (Cody and Waite, as in fdlibm); large ones with as many bits of 2/pi as matter (Payne and Hanek), in the
 * digits of 24 bits that fdlibm uses: where the last bit of a result is a matter of rounding, it is the same bit. */
#include "trigonometry.h"

static const uint64_t two_over_pi[20] = {
    0xa2f9836e4e441529,
    0xfc2757d1f534ddc0,
    0xdb6295993c439041,
    0xfe5163abdebbc561,
    0xb7246e3a424dd2e0,
    0x06492eea09d1921c,
    0xfe1deb1cb129a73e,
    0xe88235f52ebb4484,
    0xe99c7026b45f7e41,
    0x3991d639835339f4,
    0x9c845f8bbdf9283b,
    0x1ff897ffde05980f,
    0xef2f118b5a0a6d1f,
    0x6d367ecf27cb09b7,
    0x4f463f669e5fea2d,
    0x7527bac7ebe5f17b,
    0x3d0739f78a5292ea,
    0x6bfb5fb11f8d5d08,
    0x56033046fc7b6bab,
    0xf0cfbc209af4361d,
};

/* pi/2 in parts of 33 bits, and what is left after each. */
#define PART_1 1.57079632673412561417e+00
#define REST_1 6.07710050650619224932e-11
#define PART_2 6.07710050630396597660e-11
#define REST_2 2.02226624879595063154e-21
#define PART_3 2.02226624871116645580e-21
#define REST_3 8.47842766036889956997e-32
#define TWO_OVER_PI 6.36619772367581382433e-01
#define HALF_PI 1.57079632679489655800e+00

static inline int exponent_of(double x) { return (int)(double_to_bits(x) >> 52 & 0x7ff); }

static int reduce_medium(double x, double *rest) {
  double absolute = __builtin_fabs(x);
  int n = (int)(absolute * TWO_OVER_PI + 0.5);
  double multiple = n;
  double r = absolute - multiple * PART_1, w = multiple * REST_1;
  double head = r - w;
  /* Bits that cancelled tell how many parts are needed. For small n it is enough to know that x is not near n pi/2. */
  bool near = n >= 32 || magnitude_word(x) == high_word(multiple * HALF_PI);
  int exponent = exponent_of(x);
  if (near && exponent - exponent_of(head) > 16) {
    double t = r;
    w = multiple * PART_2;
    r = t - w;
    w = multiple * REST_2 - ((t - r) - w);
    head = r - w;
    if (exponent - exponent_of(head) > 49) {
      t = r;
      w = multiple * PART_3;
      r = t - w;
      w = multiple * REST_3 - ((t - r) - w);
      head = r - w;
    }
  }
  double tail = (r - head) - w;
  rest[0] = x < 0 ? -head : head;
  rest[1] = x < 0 ? -tail : tail;
  return x < 0 ? -n : n;
}

#define DIGIT_BITS 24
#define DIGIT_MASK 0xffffffu

/* The digit of 24 bits of 2/pi that starts after bit 24 * index; 0 before the first one. */
static uint64_t two_over_pi_digit(int index) {
  if (index < 0) return 0;
  uint32_t bit = (uint32_t)index * DIGIT_BITS, word = bit / 64, shift = bit % 64;
  uint64_t bits = two_over_pi[word] << shift;
  if (shift > 64 - DIGIT_BITS) bits |= two_over_pi[word + 1] >> (64 - shift);
  return bits >> (64 - DIGIT_BITS);
}

enum { FIRST_DIGITS = 4, MAX_DIGITS = 20 };

static int reduce_large(double x, double *rest) {
  /* |x| = its digits * 2^exponent, the first of them with 24 bits */
  uint64_t significand = (double_to_bits(x) & 0xfffffffffffffu) | 1ull << 52;
  int exponent = exponent_of(x) - 1046;
  uint64_t digits[3] = {significand >> 29, significand >> 5 & DIGIT_MASK, (significand & 31) << 19};
  int last = digits[2] != 0 ? 2 : digits[1] != 0 ? 1 : 0;

  /* Digits of 2/pi before `skip` only add multiples of 8 to the quotient. */
  int skip = (exponent - 3) / DIGIT_BITS;
  int scale = exponent - DIGIT_BITS * (skip + 1); /* -26 to 2: the product's first digit is worth 2^scale */
  uint64_t columns[MAX_DIGITS + 1], product[MAX_DIGITS + 1], z;
  int count = 0, n;
  bool complement;
  for (int wanted = FIRST_DIGITS;;) {
    for (; count <= wanted; count++) {
      columns[count] = 0;
      for (int j = 0; j <= last; j++) columns[count] += digits[j] * two_over_pi_digit(skip + count - j);
    }
    z = columns[wanted];
    for (int i = 0; i < wanted; i++) {
      product[i] = z & DIGIT_MASK;
      z = columns[wanted - 1 - i] + (z >> DIGIT_BITS);
    }
    /* product[wanted - 1], ..., product[0] follow z. Split at the binary point: quotient, fraction. */
    uint64_t *top = &product[wanted - 1];
    if (scale > 0) {
      n = (int)(z << scale & 7) + (int)(*top >> (DIGIT_BITS - scale));
      z = 0;
      *top &= DIGIT_MASK >> scale;
      complement = *top >> (DIGIT_BITS - 1 - scale) != 0;
    } else {
      n = (int)(z >> -scale & 7);
      z &= (1ull << -scale) - 1;
      complement = (scale == 0 ? *top >> (DIGIT_BITS - 1) : z >> (-scale - 1)) != 0;
    }
    if (complement) {
      /* A half and more: the distance to the next multiple instead. */
      n++;
      uint64_t borrow = 0;
      for (int i = 0; i < wanted; i++) {
        uint64_t digit = (0 - product[i] - borrow) & DIGIT_MASK;
        borrow |= product[i] != 0;
        product[i] = digit;
      }
      if (scale > 0) *top &= DIGIT_MASK >> scale;
      if (scale < 0) z = (1ull << -scale) - z - borrow;
    }
    if (z != 0) {
      product[wanted] = z & DIGIT_MASK;
      count = wanted;
      if (z > DIGIT_MASK) {
        product[++count] = z >> DIGIT_BITS;
        scale += DIGIT_BITS;
      }
      break;
    }
    uint64_t seen = 0;
    for (int i = FIRST_DIGITS; i < wanted; i++) seen |= product[i];
    if (seen != 0) {
      count = wanted;
      do {
        count--;
        scale -= DIGIT_BITS;
      } while (product[count] == 0);
      break;
    }
    /* The leading digits cancelled: as many more are needed. */
    int more = 1;
    while (product[FIRST_DIGITS - more] == 0) more++;
    wanted += more;
  }

  /* product[count] * 2^scale and so on, times pi/2, in double arithmetic from the small end */
  static const double half_pi[5] = {1.57079625129699707031e+00, 7.54978941586159635335e-08, 5.39030252995776476554e-15,
                                    3.28200341580791294123e-22, 1.27065575308067607349e-29};
  double values[MAX_DIGITS + 1], terms[MAX_DIGITS + 1] = {0}, weight = power_of_two(scale);
  for (int i = count; i >= 0; i--) {
    values[i] = weight * (double)product[i];
    weight *= power_of_two(-DIGIT_BITS);
  }
  for (int i = count; i >= 0; i--) {
    double sum = 0;
    for (int k = 0; k < 5 && k <= count - i; k++) sum += half_pi[k] * values[i + k];
    terms[count - i] = sum;
  }
  double head = 0;
  for (int i = count; i >= 0; i--) head += terms[i];
  double tail = terms[0] - head;
  for (int i = 1; i <= count; i++) tail += terms[i];
  if (complement != (x < 0)) {
    head = -head;
    tail = -tail;
  }
  rest[0] = head;
  rest[1] = tail;
  return x < 0 ? -n : n;
}

int reduce_half_pi(double x, double *rest) {
  uint32_t magnitude = magnitude_word(x);
  if (magnitude < 0x4002d97c) {
    /* Up to 3 pi/4: one subtraction, with more bits next to pi/2. */
    double sign = x > 0 ? 1 : -1;
    double z = x - sign * PART_1;
    double t = REST_1;
    if (magnitude == 0x3ff921fb) {
      z -= sign * PART_2;
      t = REST_2;
    }
    rest[0] = z - sign * t;
    rest[1] = (z - rest[0]) - sign * t;
    return (int)sign;
  }
  return magnitude <= 0x413921fb ? reduce_medium(x, rest) : reduce_large(x, rest);
}

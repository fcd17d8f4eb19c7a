/* 10^(27 i + j) from two small tables: 10^(27 i) to 192 bits and 5^j exactly. The 64 bits beyond the 128 wanted absorb
 * the error of the coarse power; that the result is the truncated power for each exponent is tested. */
#include "powers.h"

/* The tables are printed by powers.mjs: the leading bits of 5^e, truncated. */
static const uint64_t coarse_powers[26][3] = {
    {0x8049a4ac0c5811ae, 0x205b896d777d6278, 0xac261e9f5141430b}, /* -351 */
    {0xcf42894a5dce35ea, 0x52064cac828675b9, 0x475f2b7d7df1ad7a}, /* -324 */
    {0xa76c582338ed2621, 0xaf2af2b80af6f24e, 0x657c8f4d43323a36}, /* -297 */
    {0x873e4f75e2224e68, 0x5a7744a6e804a291, 0xcc35eddfcf0996d7}, /* -270 */
    {0xda7f5bf590966848, 0xaf39a475506a899e, 0xa30294cc2934e662}, /* -243 */
    {0xb080392cc4349dec, 0xbd8d794d96aacfb3, 0xfe13a5c86af64418}, /* -216 */
    {0x8e938662882af53e, 0x547eb47b7282ee9c, 0x41b0230e1421487d}, /* -189 */
    {0xe65829b3046b0afa, 0x0cb4a5a3112a5112, 0xa3b561b1cb208396}, /* -162 */
    {0xba121a4650e4ddeb, 0x92f34d62616ce413, 0x21a0183e10583cd3}, /* -135 */
    {0x964e858c91ba2655, 0x3a6a07f8d510f86f, 0xe9082f25e9c5e9ec}, /* -108 */
    {0xf2d56790ab41c2a2, 0xfae27299423fb9c3, 0x3695dad7e8858901}, /* -81 */
    {0xc428d05aa4751e4c, 0xaa97e14c3c26b886, 0x96842dc95323f5a8}, /* -54 */
    {0x9e74d1b791e07e48, 0x775ea264cf55347d, 0xca49f1c05120c9c7}, /* -27 */
    {0x8000000000000000, 0x0000000000000000, 0x0000000000000000}, /* 0 */
    {0xcecb8f27f4200f3a, 0x0000000000000000, 0x0000000000000000}, /* 27 */
    {0xa70c3c40a64e6c51, 0x999090b65f67d924, 0x0000000000000000}, /* 54 */
    {0x86f0ac99b4e8dafd, 0x69a028bb3ded71a3, 0xdf9f915627c04e28}, /* 81 */
    {0xda01ee641a708de9, 0xe80e6f4820cc9495, 0xd74baad03bc1d8d3}, /* 108 */
    {0xb01ae745b101e9e4, 0x5ec05dcff72e7f8f, 0xc04c79ffe324301f}, /* 135 */
    {0x8e41ade9fbebc27d, 0x14588f13be847307, 0x23bd6a2059c002f5}, /* 162 */
    {0xe5d3ef282a242e81, 0x8f1668c8a86da5fa, 0xf0b5ccf5176ecc7c}, /* 189 */
    {0xb9a74a0637ce2ee1, 0x6d953e2bd7173692, 0x88efb0037ac08bde}, /* 216 */
    {0x95f83d0a1fb69cd9, 0x4abdaf101564f98e, 0x0d5a4af7b3a98e47}, /* 243 */
    {0xf24a01a73cf2dccf, 0xbc633b39673c8cec, 0x3d9c44cd2f36917c}, /* 270 */
    {0xc3b8358109e84f07, 0x0a862f80ec4700c8, 0x02606ea01029dc37}, /* 297 */
    {0x9e19db92b4e31ba9, 0x6c07a2c26a8346d1, 0x4944d9f52cd0dec2}, /* 324 */
};

static const uint64_t fine_powers[27] = {
    0x8000000000000000, /* 0 */
    0xa000000000000000, /* 1 */
    0xc800000000000000, /* 2 */
    0xfa00000000000000, /* 3 */
    0x9c40000000000000, /* 4 */
    0xc350000000000000, /* 5 */
    0xf424000000000000, /* 6 */
    0x9896800000000000, /* 7 */
    0xbebc200000000000, /* 8 */
    0xee6b280000000000, /* 9 */
    0x9502f90000000000, /* 10 */
    0xba43b74000000000, /* 11 */
    0xe8d4a51000000000, /* 12 */
    0x9184e72a00000000, /* 13 */
    0xb5e620f480000000, /* 14 */
    0xe35fa931a0000000, /* 15 */
    0x8e1bc9bf04000000, /* 16 */
    0xb1a2bc2ec5000000, /* 17 */
    0xde0b6b3a76400000, /* 18 */
    0x8ac7230489e80000, /* 19 */
    0xad78ebc5ac620000, /* 20 */
    0xd8d726b7177a8000, /* 21 */
    0x878678326eac9000, /* 22 */
    0xa968163f0a57b400, /* 23 */
    0xd3c21bcecceda100, /* 24 */
    0x84595161401484a0, /* 25 */
    0xa56fa5b99019a5c8, /* 26 */
};

const uint64_t small_powers_of_ten[20] = {
    1u,
    10u,
    100u,
    1000u,
    10000u,
    100000u,
    1000000u,
    10000000u,
    100000000u,
    1000000000u,
    10000000000u,
    100000000000u,
    1000000000000u,
    10000000000000u,
    100000000000000u,
    1000000000000000u,
    10000000000000000u,
    100000000000000000u,
    1000000000000000000u,
    10000000000000000000u,
};

Power power_of_ten(int exponent) {
  int coarse = (exponent - MIN_POWER) / 27;
  const uint64_t *a = coarse_powers[coarse];
  uint64_t b = fine_powers[exponent - MIN_POWER - coarse * 27];
  uint128 low = (uint128)a[2] * b;
  uint128 middle = (uint128)a[1] * b + (uint64_t)(low >> 64);
  uint128 high = (uint128)a[0] * b + (uint64_t)(middle >> 64);
  if ((uint64_t)(high >> 127) == 0) high = high << 1 | ((uint64_t)middle >> 63);
  return (Power){(uint64_t)(high >> 64), (uint64_t)high};
}

#ifndef MORGANA_NUMBER_TABLE_H
#define MORGANA_NUMBER_TABLE_H
#include <stdint.h>
#define POWER_OF_TEN_MIN (-292)
#define POWER_OF_TEN_MAX 324
extern const uint64_t powers_of_ten[POWER_OF_TEN_MAX - POWER_OF_TEN_MIN + 1][2];
#endif

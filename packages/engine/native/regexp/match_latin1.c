#define UNIT uint8_t
#define WIDE 0
#define EXECUTE execute_latin1
#define SEARCH regexp_search_latin1
#include "match_units.h"

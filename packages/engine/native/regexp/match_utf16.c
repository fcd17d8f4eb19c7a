#define UNIT uint16_t
#define WIDE 1
#define EXECUTE execute_utf16
#define SEARCH regexp_search_utf16
#include "match_units.h"

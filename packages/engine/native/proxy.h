/* Proxies. A program that never mentions Proxy links nothing of them but the layout. */
#ifndef MORGANA_PROXY_H
#define MORGANA_PROXY_H

#include "object.h"

enum { PROXY_CALLABLE = 1, PROXY_CONSTRUCTOR = 2 };

typedef struct Proxy {
  Cell header; /* flags: PROXY_* */
  Value target; /* null once it is revoked */
  Value handler;
  Value slots[1]; /* private members */
} Proxy;

/* IsArray: 1, 0, or -1 where a proxy has been revoked. */
int is_array_or_proxy(Value v);

extern Value (*proxy_call)(Value proxy, Value this_value, uint32_t argc, const Value *argv);
extern Value (*proxy_construct)(Value proxy, Value new_target, uint32_t argc, const Value *argv);

#endif

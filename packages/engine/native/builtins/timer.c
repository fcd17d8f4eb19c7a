/* setTimeout and the like: a binary heap by deadline and order. */
#include "builtins.h"

typedef struct Timer {
  uint64_t deadline;
  uint64_t order;
  uint64_t interval; /* 0: once */
  uint32_t id;
  uint32_t cancelled;
  Value callback;
  Value arguments;
} Timer;

static Timer *timers; /* in a Bytes cell */
static uint32_t timer_count, timer_capacity, next_id;
static uint64_t next_order;
static ROOT Value kept = VALUE_UNDEFINED; /* a Map of id to [callback, arguments]: keeps them alive */
static ROOT Value timer_store = VALUE_UNDEFINED;

static bool earlier(const Timer *a, const Timer *b) {
  return a->deadline != b->deadline ? a->deadline < b->deadline : a->order < b->order;
}
static void sift_up(uint32_t i) {
  while (i > 0 && earlier(&timers[i], &timers[(i - 1) / 2])) {
    Timer t = timers[i];
    timers[i] = timers[(i - 1) / 2];
    timers[(i - 1) / 2] = t;
    i = (i - 1) / 2;
  }
}
static void insert(Timer t) {
  if (timer_count == timer_capacity) {
    uint32_t capacity = timer_capacity == 0 ? 16 : timer_capacity * 2;
    Bytes *store = allocate_bytes((uint64_t)capacity * sizeof(Timer));
    Timer *larger = (Timer *)store->bytes;
    for (uint32_t i = 0; i < timer_count; i++) larger[i] = timers[i];
    timers = larger;
    timer_store = value_of(store);
    timer_capacity = capacity;
  }
  timers[timer_count] = t;
  sift_up(timer_count++);
}
static Timer remove_first(void) {
  Timer first = timers[0];
  timers[0] = timers[--timer_count];
  for (uint32_t i = 0;;) {
    uint32_t child = 2 * i + 1;
    if (child >= timer_count) break;
    if (child + 1 < timer_count && earlier(&timers[child + 1], &timers[child])) child++;
    if (!earlier(&timers[child], &timers[i])) break;
    Timer t = timers[i];
    timers[i] = timers[child];
    timers[child] = t;
    i = child;
  }
  return first;
}

static Value start(uint32_t argc, const Value *argv, bool repeat) {
  if (!is_callable(ARG(0))) return throw_error(TYPE_ERROR, "The \"callback\" argument must be of type function. Received %v", ARG(0));
  double delay;
  TRY_BOOL(to_number(ARG(1), &delay));
  if (!(delay >= 1 && delay <= 2147483647.0)) delay = 1;
  if (kept == VALUE_UNDEFINED) kept = new_collection(KIND_MAP, intrinsic(MAP_PROTOTYPE));
  uint64_t nanoseconds = (uint64_t)delay * 1000000u;
  uint32_t id = ++next_id;
  Value list = new_array_from(argc > 2 ? argc - 2 : 0, argv + 2);
  collection_put((Collection *)kept, INT(id), new_array_from(2, (Value[]){argv[0], list}));
  insert((Timer){platform_clock_monotonic() + nanoseconds, next_order++, repeat ? nanoseconds : 0, id, 0, 0, 0});
  return INT(id);
}
METHOD("globalThis", "setTimeout", 2, setTimeout)
NATIVE(setTimeout) { return start(argc, argv, false); }
METHOD("globalThis", "setInterval", 2, setInterval)
NATIVE(setInterval) { return start(argc, argv, true); }
METHOD("globalThis", "setImmediate", 1, setImmediate)
NATIVE(setImmediate) { return start(argc > 0 ? 1 : 0, argv, false); }
METHOD("globalThis", "clearTimeout", 1, clearTimeout)
METHOD("globalThis", "clearInterval", 1, clearTimeout)
METHOD("globalThis", "clearImmediate", 1, clearTimeout)
NATIVE(clearTimeout) {
  if (kept != VALUE_UNDEFINED) collection_delete((Collection *)kept, ARG(0));
  return VALUE_UNDEFINED;
}

bool run_timers(uint64_t *deadline) {
  while (timer_count > 0 && collection_find((Collection *)kept, INT(timers[0].id)) == NULL) remove_first();
  if (timer_count == 0) return false;
  uint64_t now = platform_clock_monotonic();
  if (timers[0].deadline > now) {
    *deadline = timers[0].deadline;
    return false;
  }
  Timer t = remove_first();
  Value entry = collection_find((Collection *)kept, INT(t.id))->value;
  if (t.interval != 0) {
    t.deadline = now + t.interval;
    t.order = next_order++;
    insert(t);
  } else collection_delete((Collection *)kept, INT(t.id));
  if (call_array(array_of(entry)->items[0], VALUE_UNDEFINED, array_of(entry)->items[1], NULL) == VALUE_EXCEPTION) {
    engine.exit_status = report_uncaught(engine.exception);
    platform_exit(engine.exit_status);
  }
  return true;
}

import { bindClock } from '../web/clock.js';

bindClock({
  now: () => $now(),
  get timeOrigin() {
    return $timeOrigin();
  },
});

import { bindDetachedTimer } from '../web/timers/timer-host.js';
import { setTimeout } from '../web/timers/timers.js';
import './timers.js';

bindDetachedTimer((milliseconds, callback) => {
  setTimeout(callback, milliseconds).unref();
});

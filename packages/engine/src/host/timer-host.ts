import { bindTimerHost } from '../web/timers/timer-host.js';

bindTimerHost({
  now: () => $now(),
  wakeAt: (time) => $wakeAt(time),
  wakeForImmediates: () => $wakeForImmediates(),
  keepAlive: (change) => $keepAlive(change),
  runMicrotasks: () => $runMicrotasks(),
  report: (error) => $reportException(error),
});

import { runTimers } from '../web/timers/timers.js';
import './timer-host.js';

$setTimerRunner(runTimers);

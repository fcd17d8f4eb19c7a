import { runImmediates } from '../web/timers/immediate.js';
import './timer-host.js';

$setImmediateRunner(runImmediates);

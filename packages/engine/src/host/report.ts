import { bindReport } from '../web/report.js';

bindReport((error) => $reportException(error));

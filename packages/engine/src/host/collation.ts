import { bindCollation } from '../web/intl/collator.js';

bindCollation((a, b, flags) => $collate(a, b, flags));

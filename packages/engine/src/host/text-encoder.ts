import { bindEncoder } from '../web/encoding/text-encoder.js';

bindEncoder((text) => $encodeUtf8(text));

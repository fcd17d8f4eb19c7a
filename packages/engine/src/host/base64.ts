import { bindBase64 } from '../web/encoding/base64.js';

bindBase64({ encode: (text) => $encodeBase64(text), decode: (text) => $decodeBase64(text) });

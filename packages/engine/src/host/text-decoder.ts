import { bindDecoder } from '../web/encoding/text-decoder.js';

bindDecoder((octets) => $decodeUtf8(octets));

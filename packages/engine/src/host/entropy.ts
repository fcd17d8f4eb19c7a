import { bindEntropy } from '../web/crypto.js';

bindEntropy((bytes) => $fillRandom(bytes));

import { createStructuredClone } from '../web/clone/structured-clone.js';
import { introspection } from './introspection.js';

export const structuredClone = /* @__PURE__ */ createStructuredClone({
  introspection,
  detach: (buffer) => $detachBuffer(buffer),
  isDetached: (buffer) => $isDetached(buffer),
});

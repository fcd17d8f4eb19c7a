import type { Handler } from './options.js';

/** The platform's classes that `withPlatformRequest` needs; `globalThis` has them under Node, Deno, Bun and in browsers. */
export interface PlatformClasses {
  readonly Request: typeof globalThis.Request;
  readonly AbortController: typeof globalThis.AbortController;
}

/**
 * Gives a handler the platform's own Request instead of this package's.
 *
 * Most frameworks only use what both have. This is for code on a platform with a Request of its own that insists on it:
 * `request instanceof Request`, or `new Request(request, ...)`, which the platform's constructor understands for its own
 * only. It costs an object with all headers per request. In an image there is one Request, this package's, and no need.
 *
 *     serve({ ..., handler: withPlatformRequest(app.fetch, globalThis) });
 */
export function withPlatformRequest(handler: Handler, platform: PlatformClasses): Handler {
  return (request, info) => {
    const { method } = request;
    const controller = new platform.AbortController();
    const { signal } = request;
    signal.addEventListener('abort', () => controller.abort(signal.reason));
    if (signal.aborted) controller.abort(signal.reason);
    // The platform allows no content in GET and HEAD; it is drained like any other that nobody reads.
    const body = method === 'GET' || method === 'HEAD' ? null : request.body;
    const init = { method, headers: [...request.headers] as [string, string][], body, signal: controller.signal };
    return handler(
      new platform.Request(request.url, body === null ? init : ({ ...init, duplex: 'half' } as RequestInit)),
      info,
    );
  };
}

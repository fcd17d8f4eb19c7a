import { fileURLToPath } from 'node:url';
import type { ExtraGlobal } from '@morgana/compiler';
import { Headers, Request, Response } from '@morgana/http/fetch';

/**
 * The globals of the Fetch API for compiled programs: the classes of @morgana/http, which stands above the engine. Each is
 * linked where a program mentions it. There is no `fetch`: a program connects through a stack that it was given.
 */
export function fetchGlobals(): ExtraGlobal[] {
  const module = fileURLToPath(import.meta.resolve('@morgana/http/fetch'));
  return [Request, Response, Headers].map(({ name }) => ({ name, module, export: name }));
}

export * from './abort.js';
export type { BodyInit, BodySource } from './body.js';
export * from './headers.js';
export { Request, type RequestInit, type RequestLike } from './request.js';
export { Response, type ResponseInit } from './response.js';
export * from './stream.js';

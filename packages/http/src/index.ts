export { createClient, type HttpClient } from './client/client.js';
export {
  type ClientLimits,
  type ClientOptions,
  type ClientTimeouts,
  DEFAULT_CLIENT_LIMITS,
  DEFAULT_CLIENT_TIMEOUTS,
  FetchError,
  type FetchErrorCode,
} from './client/options.js';
export * from './fetch/index.js';
export { type FilesOptions, type FilesRequest, files } from './files/files.js';
export { MEDIA_TYPES } from './files/types.js';
export { formatHttpDate, parseHttpDate } from './message/date.js';
export { HttpError } from './message/error.js';
export { DEFAULT_PARSER_LIMITS, type ParserLimits } from './message/parser.js';
export { reasonPhrase } from './message/status.js';
export {
  type ConnectionOptions,
  DEFAULT_SERVER_LIMITS,
  DEFAULT_SERVER_TIMEOUTS,
  type Handler,
  type RequestInfo,
  type ResponseLike,
  type ServerLimits,
  type ServerStatistics,
  type ServerTimeouts,
  type SingleConnectionOptions,
} from './server/options.js';
export { type PlatformClasses, withPlatformRequest } from './server/platform.js';
export { type HttpServer, type ServeOptions, serve, serveConnection } from './server/server.js';

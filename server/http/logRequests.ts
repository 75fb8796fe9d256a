import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { pinoHttp } from "pino-http";

/**
 * Logs each request by method, route and outcome. Headers, queries, bodies and ids stay out: they hold sessions, tokens
 * and who was in which room.
 */
export function logRequests(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? "error" : "debug"),
    serializers: {
      req: (request: { method: string; raw: { route?: { path?: string } } }) => ({
        method: request.method,
        route: request.raw.route?.path,
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
  });
}

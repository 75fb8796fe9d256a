import type { RequestHandler } from "express";
import type { Logger } from "pino";

/**
 * Logs each request by method, route and outcome. Headers, queries, bodies and ids stay out: they hold sessions, tokens
 * and who was in which room. A request that would not be logged costs no more than asking whether it would. When it began is left for whoever answers.
 */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    response.locals.began = began;
    response.once("close", () => {
      const level = response.statusCode >= 500 ? "error" : "debug";
      if (!log.isLevelEnabled(level)) return;
      log[level](
        {
          method: request.method,
          // The pattern, not the address.
          route: (request.route as { path?: string } | undefined)?.path,
          status: response.statusCode,
          milliseconds: Math.round(performance.now() - began),
        },
        response.writableFinished ? "answered" : "broken off",
      );
    });
    next();
  };
}

import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Logger } from "pino";
import { notFound, Refusal, tooLarge } from "#server/errors";
import type { ApiErrorBody } from "#shared/http/apiError";
import { onTheBeat } from "./beat";

/** Turns whatever a command threw into an answer; the unexpected is logged with its cause and told as `internal`. */
export function respondToErrors(log: Logger): ErrorRequestHandler {
  return async (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const refusal = toRefusal(error);
    if (refusal.status === 404) await onTheBeat(response.locals.began ?? 0);
    if (refusal.status >= 500)
      log.error({ err: error, method: request.method, path: request.route?.path }, "unexpected");
    if (refusal.details.retryAfter)
      response.set("Retry-After", String(Math.ceil(refusal.details.retryAfter)));
    response.status(refusal.status).set("Cache-Control", "no-store").json(toBody(refusal));
  };
}

/** Answers for paths under `/api` that no door serves. */
export const refuseUnknown: RequestHandler = () => {
  throw notFound("There is no such door.");
};

/** The body of a refusal, over HTTP and in acknowledgements alike. */
export function toBody(refusal: Refusal): ApiErrorBody {
  return { code: refusal.code, message: refusal.message, ...refusal.details };
}

/** Brings anything thrown to a refusal; what nobody foresaw becomes `internal` and says nothing else. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { type, status } = (error ?? {}) as { type?: string; status?: number };
  if (type === "entity.too.large") return tooLarge();
  if (type === "entity.parse.failed") return new Refusal(400, "malformed", "That was not JSON.");
  if (status === 400 || status === 415)
    return new Refusal(status, "malformed", "That request could not be read.");
  if (isStoreAway(error)) {
    return new Refusal(
      503,
      "unavailable",
      "The store is away for a moment. What you wrote is kept; it will be tried again.",
      {
        retryAfter: 2,
      },
    );
  }
  return new Refusal(500, "internal", "Something went wrong on our side. Try again in a moment.");
}

function isStoreAway(error: unknown): boolean {
  const name = (error as Error | null)?.name ?? "";
  return /^Mongo(Network|ServerSelection|PoolCleared|NotConnected|TopologyClosed)|^MongooseServerSelection|^StoreSilence/.test(
    name,
  );
}

import type { RequestHandler } from "express";
import { Refusal } from "#server/errors";
import type { Endpoint } from "#shared/http/endpoint";

/**
 * Lets a request change something only when it comes from our own pages: its `Origin` is ours, or where a browser sends
 * none, `Sec-Fetch-Site` says so. A request without either is no browser's and carries no stolen cookie unless somebody
 * gave it one. Doors for any origin go by no cookie, and are let alone.
 */
export function requireSameOrigin(
  isOurOrigin: (origin: string, host: string | undefined) => boolean,
  endpoints: readonly Endpoint[] = [],
): RequestHandler {
  const open = endpoints.filter(({ isForAnyOrigin }) => isForAnyOrigin).map(({ path }) => toPattern(path));
  return (request, _response, next) => {
    if (request.method === "GET" || request.method === "HEAD") return next();
    const path = request.baseUrl + request.path;
    if (open.some((pattern) => pattern.test(path))) return next();
    const origin = request.headers.origin;
    const site = request.headers["sec-fetch-site"];
    const isForeign =
      origin !== undefined
        ? !isOurOrigin(origin, request.headers.host)
        : site !== undefined && site !== "same-origin" && site !== "none";
    if (isForeign) throw new Refusal(403, "foreignOrigin", "That request did not come from this site.");
    next();
  };
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`);
}

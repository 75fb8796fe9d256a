import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import express, { type RequestHandler, Router } from "express";
import helmet from "helmet";

/** Serves the built client: its files for ever, and for every other path the page itself with a fresh nonce. */
export function servePages(directory: string): Router {
  const router = Router();
  router.use(
    "/assets",
    express.static(join(directory, "assets"), { immutable: true, maxAge: "1y", index: false }),
  );
  router.use(express.static(directory, { index: false, maxAge: "1h" }));
  router.get("/*path", sendPage(directory));
  router.get("/", sendPage(directory));
  return router;
}

/**
 * Headers that let a page run nothing but our own files: no inline code, no eval, no frame around it. The nonce is for
 * the one style element that a library adds.
 */
export function protectPages(isSecure: boolean): RequestHandler[] {
  const giveNonce: RequestHandler = (_request, response, next) => {
    response.locals.nonce = randomBytes(16).toString("base64url");
    next();
  };
  const nonce = (_request: unknown, response: unknown) =>
    `'nonce-${(response as { locals: { nonce: string } }).locals.nonce}'`;
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", nonce],
        styleSrc: ["'self'", nonce],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isSecure,
    // A page's address can hold a token or a join code; no other site is told.
    referrerPolicy: { policy: "no-referrer" },
  });
  return [giveNonce, headers];
}

function sendPage(directory: string): RequestHandler {
  let page: Promise<string> | undefined;
  return async (request, response, next) => {
    if (!request.accepts("html")) return next();
    page ??= readFile(join(directory, "index.html"), "utf8");
    const html = (await page).replaceAll("__NONCE__", response.locals.nonce as string);
    response.set("Cache-Control", "no-store").type("html").send(html);
  };
}

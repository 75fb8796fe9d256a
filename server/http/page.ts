import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import express, { type RequestHandler, Router } from "express";
import helmet from "helmet";

/** Serves the built client: its files for ever, and for every other path the page itself with a fresh nonce. */
export function servePages(directory: string): Router {
  const router = Router();
  // Under its own name too the page is sent with its nonce, not as a file.
  router.get("/index.html", sendPage(directory));
  router.use(
    "/assets",
    express.static(join(directory, "assets"), { immutable: true, maxAge: "1y", index: false }),
  );
  // A page of a former build asks for files that are gone: a page in their place would be taken for a broken script.
  router.use("/assets", (_request, response) => void response.sendStatus(404));
  router.use(express.static(directory, { index: false, maxAge: "1h" }));
  router.get("/*path", sendPage(directory));
  router.get("/", sendPage(directory));
  return router;
}

/**
 * Headers that let a page run nothing but our own files: no inline code, no eval, no frame around it. The nonce is for
 * the one style element that a library adds. Answers of the API are no pages and get a shorter list, which is the same
 * for all of them.
 */
export function protectPages(isSecure: boolean): RequestHandler[] {
  const protectPage = pageHeaders(isSecure);
  const forData = Object.entries(dataHeaders(isSecure));
  return [
    (request, response, next) => {
      if (!request.path.startsWith("/api/")) {
        response.locals.nonce = randomBytes(16).toString("base64url");
        return protectPage(request, response, next);
      }
      for (const [name, value] of forData) response.setHeader(name, value);
      next();
    },
  ];
}

function pageHeaders(isSecure: boolean): RequestHandler {
  const nonce = (_request: unknown, response: unknown) =>
    `'nonce-${(response as { locals: { nonce: string } }).locals.nonce}'`;
  return helmet({
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
}

/** An answer of the API is data: nothing in it is ever run, framed, guessed at or read by another site. */
function dataHeaders(isSecure: boolean): Record<string, string> {
  return {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    ...(isSecure ? { "Strict-Transport-Security": "max-age=31536000; includeSubDomains" } : {}),
  };
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

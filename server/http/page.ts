import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import helmet from "helmet";
import type { Logger } from "pino";
import { inTime } from "#server/database/patience";
import { onTheBeat } from "./beat";
import { type Drawn, fillPage } from "./drawnPage";
import { type Ask, askThrough } from "./mount";
import { toRefusal } from "./respond";
import { zoneOf } from "./zone";

/** What is asked of whoever draws pages. */
export interface Visit {
  path: string;
  /** The languages that the reader's browser asks for, as it says so. */
  languages: string;
  /** The reader's own time zone, where it is known. */
  zone: string | undefined;
  ask: Ask;
}

/** Draws the page of that path, or null where it is none of those that are drawn. Throws what its doors refuse. */
export type Draw = (visit: Visit) => Promise<Drawn | null>;

interface Options {
  /** Where the built client lies. */
  directory: string;
  draw: Draw;
  /** The doors that a page may ask for what it shows. */
  routers: readonly Router[];
  log: Logger;
}

/**
 * Serves the built client: its files for ever, and for every other path the page itself with a fresh nonce, with what it
 * shows already drawn where that can be.
 */
export function servePages(options: Options): Router {
  const { directory } = options;
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
  router.get("/*path", sendPage(directory, drawnWith(options)));
  router.get("/", sendPage(directory));
  return router;
}

/**
 * Headers that let a page run nothing but our own files: no eval, no frame around it, nothing inline save what carries
 * the nonce of this one answer: the style element that a library adds, and what a drawn page says of itself. Answers of
 * the API are no pages and get a shorter list, which is the same for all of them.
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

/** The page as it is filled for one request. */
type Fill = (page: string, request: Request, response: Response) => Promise<string>;

function sendPage(directory: string, fill: Fill = async (page) => page): RequestHandler {
  let file: Promise<string> | undefined;
  return async (request, response, next) => {
    if (!request.accepts("html")) return next();
    file ??= readFile(join(directory, "index.html"), "utf8");
    const nonced = (await file).replaceAll("__NONCE__", response.locals.nonce as string);
    const html = await fill(nonced, request, response);
    response.set("Cache-Control", "no-store").type("html").send(html);
  };
}

/** How long a page waits for what it shows before it goes without, in milliseconds: the app asks for it, and says so. */
const PATIENCE = 3_000;

/**
 * Fills a page with what it shows. Where that is not there, may not be seen or cannot be had the page goes as it is, the
 * same for each of these and on a beat: it tells nobody what there is.
 */
function drawnWith({ directory, draw, routers, log }: Options): Fill {
  return async (page, request, response) => {
    const { nonce, began = 0 } = response.locals as { nonce: string; began?: number };
    const ask = askThrough(routers, request, response);
    const visit = {
      path: request.path,
      languages: request.get("accept-language") ?? "",
      zone: zoneOf(request),
    };
    try {
      const drawn = await inTime(draw({ ...visit, ask }), PATIENCE);
      return drawn === null ? page : await fillPage({ directory, page, drawn, nonce });
    } catch (error) {
      if (toRefusal(error).status >= 500) log.error({ err: error }, "a page could not be drawn");
      await onTheBeat(began);
      return page;
    }
  };
}

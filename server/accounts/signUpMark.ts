import { createHash, randomBytes } from "node:crypto";
import type { Config } from "#server/config";
import { cookieNameOf } from "./auth";
import { readCookie } from "./identities";

/**
 * What a browser is known by as the one that asked for an account, so that the password given there can be trusted
 * when the address is confirmed. Anybody can ask with anybody's address; a password that somebody else chose must
 * never open the owner's account.
 */
export interface SignUpMark {
  /** The `Set-Cookie` header that gives it to the browser. */
  cookie: string;
  /** What is kept with the challenge. */
  hash: string;
}

/** As long as the message can be used. */
const SECONDS = 24 * 60 * 60;

/** Makes a mark for a browser that signs up. */
export function makeMark(config: Pick<Config, "isSecure">): SignUpMark {
  const value = randomBytes(32).toString("base64url");
  return { cookie: toCookie(config, value, SECONDS), hash: hashMark(value) };
}

/** The hash of the mark that a browser has, or null where it has none. */
export function markOf(config: Pick<Config, "isSecure">, cookie: string): string | null {
  const value = readCookie({ cookie }, nameOf(config));
  return value === null ? null : hashMark(value);
}

/** The `Set-Cookie` header that takes the mark away again. */
export function takeMark(config: Pick<Config, "isSecure">): string {
  return toCookie(config, "", 0);
}

function nameOf(config: Pick<Config, "isSecure">): string {
  return `${cookieNameOf(config)}-sign-up`;
}

function toCookie(config: Pick<Config, "isSecure">, value: string, seconds: number): string {
  const secure = config.isSecure ? "; Secure" : "";
  return `${nameOf(config)}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

function hashMark(value: string): string {
  return createHash("sha256").update(value).digest("base64url");
}

import { betterAuth } from "better-auth";
import { mongodbAdapter } from "better-auth/adapters/mongodb";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import * as z from "zod";
import { type Config, keptSecret } from "#server/config";
import { newId } from "#shared/ids";
import { hashPassword, isPassword } from "./passwords";
import { accountsDatabase } from "./sessions.model";

/** A session lasts so long, in seconds, and is not renewed: after a month one signs in again. */
const SESSION_SECONDS = 30 * 24 * 60 * 60;

export type Auth = ReturnType<typeof makeAuth>;

/** The name of the session's cookie. Under https it is bound to this very host (RFC 6265bis section 4.1.3.2). */
export function cookieNameOf({ isSecure }: Pick<Config, "isSecure">): string {
  return isSecure ? "__Host-throughline" : "throughline";
}

/**
 * The accounts library on mongoose's own connection, used for its people, passwords, sessions and cookies. Its router
 * is not mounted: nothing of it can be reached but through our own doors.
 */
export function makeAuth(config: Config) {
  return betterAuth({
    baseURL: config.publicUrl,
    secret: keptSecret(config),
    database: mongodbAdapter(accountsDatabase()),
    telemetry: { enabled: false },
    // Failures are thrown, and logged where they are answered; indexes are declared with our own models.
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: ({ hash, password }) => isPassword(password, hash) },
    },
    user: {
      modelName: "people",
      additionalFields: {
        unit: { type: "string", required: true, defaultValue: "" },
        campusId: { type: "string", required: true },
        language: { type: "string", required: true },
        nameKey: { type: "string", required: true },
        nameStarts: { type: "string[]", required: true },
      },
    },
    session: { modelName: "sessions", expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    account: { modelName: "credentials" },
    verification: { modelName: "verifications" },
    advanced: {
      cookiePrefix: "throughline",
      useSecureCookies: false,
      cookies: { session_token: { name: cookieNameOf(config) } },
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/", secure: config.isSecure },
      database: { generateId: () => newId() },
      ipAddress: { disableIpTracking: true },
    },
    plugins: [{ id: "sessions", endpoints: { startSession } }],
  });
}

/** Starts a session for somebody whom one of our own commands has recognized, and sets its cookie. */
const startSession = createAuthEndpoint(
  "/start-session",
  { method: "POST", body: z.object({ personId: z.string() }), metadata: { SERVER_ONLY: true } },
  async (call) => {
    const { internalAdapter } = call.context;
    const user = await internalAdapter.findUserById(call.body.personId);
    if (!user) throw new APIError("NOT_FOUND");
    const session = await internalAdapter.createSession(user.id);
    await setSessionCookie(call, { session, user });
    return { sessionId: session.id };
  },
);

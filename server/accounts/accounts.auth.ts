import { type Config, keptSecret } from "#server/config";
import type { Identify } from "#server/http/viewer";
import { type Mailer, makeMailer } from "#server/mail/send";
import { type Auth, cookieNameOf, makeAuth } from "./auth";
import { makeIdentify } from "./identities";
import { type Limits, makeLimits } from "./limits";
import { makeSessionLookup } from "./sessionLookup";

/** What the deeds of this feature work with, made once for each app. */
export interface Accounts {
  auth: Auth;
  mailer: Mailer;
  /** Keys the hashes of six-digit codes. */
  secret: string;
  /** Cookies are bound to https. */
  isSecure: boolean;
  limits: Limits;
  identify: Identify;
  close(): void;
}

/** Makes a deployment's accounts. The database is connected already. */
export function makeAccounts(config: Config): Accounts {
  const auth = makeAuth(config);
  const mailer = makeMailer(config);
  const secret = keptSecret(config);
  const identities = makeIdentify(makeSessionLookup(secret), cookieNameOf(config));
  return {
    auth,
    mailer,
    secret,
    isSecure: config.isSecure,
    limits: makeLimits(),
    identify: identities.identify,
    close() {
      identities.close();
      mailer.close();
    },
  };
}

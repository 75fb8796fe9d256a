/** A refusal with a stable code and a sentence fit to show a person. Commands throw it; the doors answer with it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: RefusalDetails = {},
  ) {
    super(message);
    this.name = "Refusal";
  }
}

export interface RefusalDetails {
  fields?: { path: string; message: string }[];
  /** Seconds. */
  retryAfter?: number;
}

/** What is not there, or may not be seen: the two are answered alike. */
export const notFound = (message = "There is nothing here that you can see.") =>
  new Refusal(404, "notFound", message);

/** What is seen but may not be done. */
export const forbidden = (message = "You may not do that here.") => new Refusal(403, "forbidden", message);

export const signInNeeded = () => new Refusal(401, "signInNeeded", "Sign in to go on.");

export const unverified = () =>
  new Refusal(
    403,
    "unverified",
    "Confirm your campus address first: we sent a message with a link and a code.",
  );

/** The deed is allowed, but things are no longer as it supposed. */
export const conflict = (code: string, message: string) => new Refusal(409, code, message);

/** The input cannot be understood; `fields` says where. */
export const invalid = (message: string, fields?: RefusalDetails["fields"]) =>
  new Refusal(422, "invalid", message, fields ? { fields } : {});

export const tooMany = (retryAfter: number) =>
  new Refusal(429, "tooMany", "That was a lot at once. Wait a moment and try again.", { retryAfter });

export const tooLarge = () => new Refusal(413, "tooLarge", "That is more than this door takes at once.");

/** Throws where a policy said no. */
export function authorize(isAllowed: boolean): void {
  if (!isAllowed) throw forbidden();
}

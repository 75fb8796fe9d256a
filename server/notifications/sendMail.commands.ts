import { RefusedLetter } from "#server/mail/send";
import { LEASE, type Mailings, PATIENCE, pauseAfter } from "./mailings";
import { claim, keepClaim, type MailingRecord, settle, tryLater } from "./mailings.model";
import { composeLetter } from "./mailLetter.reads";
import { forgetRefusals, noteRefusal } from "./mailPreferences.model";

/**
 * Hands a planned mail to the mail server, if it still has something to say. It is claimed before and settled after, so
 * it goes out once: whoever dies in between leaves a claim that grows old, and it is sent again under the same name. That
 * is needless only where the mail server had taken it and could not say so any more (RFC 1047).
 */
export async function sendMail(mailings: Mailings, due: MailingRecord): Promise<void> {
  const { clock } = mailings;
  const mail = await claim(due, clock() + LEASE);
  if (mail === null) return;
  const stopKeeping = keep(mail, clock);
  try {
    const became = await attempt(mailings, mail);
    if (typeof became !== "string") return await noteProblem(mail, became.error, clock());
    // Whatever fails from here on, it is not tried anew by us: only a claim that grows old says that it may be.
    await insist(() => settle(mail, became, "", clock()));
    if (became === "sent") await forgetRefusals(mail.personId);
  } finally {
    stopKeeping();
  }
}

async function attempt(
  mailings: Mailings,
  mail: MailingRecord,
): Promise<"sent" | "dropped" | { error: unknown }> {
  try {
    const letter = await composeLetter(mailings, mail);
    if (letter === null) return "dropped";
    await mailings.mailer.send(letter);
    return "sent";
  } catch (error) {
    return { error };
  }
}

/** The store may be away for a moment; each time the driver waits a while for it. */
async function insist(write: () => Promise<void>): Promise<void> {
  for (let times = 1; ; times++) {
    try {
      return await write();
    } catch (error) {
      if (times === MOST_TIMES) throw error;
    }
  }
}

const MOST_TIMES = 6;

/** Says now and then that the claim is still held, for as long as a slow mail server takes. */
function keep(mail: MailingRecord, clock: Mailings["clock"]): () => void {
  const timer = setInterval(() => {
    keepClaim(mail, clock() + LEASE).catch(() => {
      // The store is away; if it stays away the claim grows old, and then nobody else can have it either.
    });
  }, LEASE / 4);
  return () => clearInterval(timer);
}

async function noteProblem(mail: MailingRecord, error: unknown, now: number): Promise<void> {
  if (error instanceof RefusedLetter) {
    await settle(mail, "failed", `${error.because} ${error.status}`, now);
    if (error.because === "mailbox") await noteRefusal(mail.personId);
    return;
  }
  const problem = nameOf(error);
  if (now - mail.plannedAt > PATIENCE) await settle(mail, "failed", problem, now);
  else await tryLater(mail, problem, now + pauseAfter(mail.attempts));
}

/** A code, never what the mail server said: that may hold the address. */
function nameOf(error: unknown): string {
  const { responseCode, code, name } = (error ?? {}) as {
    responseCode?: number;
    code?: string;
    name?: string;
  };
  return String(responseCode ?? code ?? name ?? "unknown");
}

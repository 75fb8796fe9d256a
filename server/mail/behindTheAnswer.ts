import type { Mailer } from "./send";

/**
 * Does what ends in a letter after the answer has left, so that its time tells nothing of whether an address is known.
 * Where mail is only kept on one's own machine there is nothing to hide, and the message is there with the answer.
 */
export async function behindTheAnswer({ isKept }: Mailer, work: () => Promise<void>): Promise<void> {
  if (isKept) return await work();
  work().catch((error: unknown) => {
    const reason = error instanceof Error ? error.name : "unknown";
    process.emitWarning(`A message could not be handed to the mail server (${reason}).`, {
      code: "MAIL_FAILED",
    });
  });
}

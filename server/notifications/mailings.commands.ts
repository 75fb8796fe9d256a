import { LOOK_EVERY, type Mailings } from "./mailings";
import { listDueMailings } from "./mailings.model";
import { enrolNewcomers } from "./mailPreferences.commands";
import { listDuePreferences, lookAgain } from "./mailPreferences.model";
import { listNoticesToMail, mailLater } from "./notices.model";
import { planDirect } from "./planDirect.commands";
import { planMails } from "./planMail.commands";
import { sendMail } from "./sendMail.commands";

/** People and mails that are taken from the store at once. */
const AT_ONCE = 50;
/** Mails that are on their way at the same time. */
const SIDE_BY_SIDE = 5;

/**
 * Plans what is due, what was said to people themselves first, and sends what is planned, until nothing is left. Any number
 * of servers may do so at once.
 */
export async function wakeMailings(mailings: Mailings, touch: () => Promise<void>): Promise<void> {
  const { clock } = mailings;
  await enrolNewcomers(clock());
  await whileSome(
    () => listNoticesToMail(clock(), AT_ONCE),
    async (due) => {
      for (const personId of new Set(due.map((one) => one.personId)))
        await planOrLater(
          () => planDirect(mailings, personId),
          () => mailLater(personId, clock() + LOOK_EVERY),
        );
      await touch();
    },
  );
  await whileSome(
    () => listDuePreferences(clock(), AT_ONCE),
    async (due) => {
      for (const one of due)
        await planOrLater(
          () => planMails(mailings, one),
          () => lookAgain(one, clock() + LOOK_EVERY),
        );
      await touch();
    },
  );
  await whileSome(
    () => listDueMailings(clock(), AT_ONCE),
    async (due) => {
      for (let place = 0; place < due.length; place += SIDE_BY_SIDE) {
        const beside = due.slice(place, place + SIDE_BY_SIDE);
        await Promise.all(beside.map((one) => sendMail(mailings, one)));
        await touch();
      }
    },
  );
}

/** What fails for one person keeps no other from their mail. */
async function planOrLater(plan: () => Promise<void>, later: () => Promise<void>): Promise<void> {
  try {
    await plan();
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error), { code: "MAIL_NOT_PLANNED" });
    await later();
  }
}

/** Each time everything that is found is moved to a later time, so that it comes to an end. */
async function whileSome<Due>(
  find: () => Promise<Due[]>,
  work: (due: Due[]) => Promise<void>,
): Promise<void> {
  for (let due = await find(); due.length > 0; due = await find()) await work(due);
}

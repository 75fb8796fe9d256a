import type { CastKey } from "#server/accounts/cast";
import { inTransaction } from "#server/database/transaction";
import { type GroupWords, insertGroup, listGroupsAt } from "#server/groups/groups.model";
import { insertFounder, letIn } from "#server/groups/memberships.model";
import { keepRequest } from "#server/groups/requests.model";
import { readNoticesUpTo } from "#server/notifications/notices.model";
import { tellOfAsking } from "#server/notifications/tellOfGroups.commands";
import { newId } from "#shared/ids";
import type { Demonstration } from "./seed";

/** A group of the demonstration: plainly made up. */
interface GroupScript extends GroupWords {
  /** Who founded it, and facilitates it. */
  by: CastKey;
  members: readonly CastKey[];
  norms: string[];
  /** Who asks to be let in, and with which words. */
  asking?: { by: CastKey; words: string };
}

/** Founds the demonstration's groups, unless there are some. */
export async function seedGroups({ programId, people }: Demonstration): Promise<void> {
  const known = await listGroupsAt([programId], { without: [], after: null }, 1);
  if (known.length > 0) return;
  for (const { by, members, norms: texts, asking, ...words } of scripts) {
    const facts = { _id: newId(), ...words, programId, campusId: null, foundedBy: people[by], texts };
    const { _id: groupId } = await insertGroup(facts, insertFounder);
    for (const key of members) {
      const comer = { groupId, personId: people[key], normsVersion: 1 };
      await inTransaction((session) => letIn(comer, {}, session));
    }
    if (asking !== undefined) {
      const asked = { personId: people[asking.by], words: asking.words, normsVersion: 1 };
      const { _id } = await keepRequest({ _id: newId(), groupId, ...asked });
      // Told and read, so that it is not told at some moment after the start.
      await tellOfAsking(_id);
      await readNoticesUpTo(people[by], Date.now());
    }
  }
}

const scripts: readonly GroupScript[] = [
  {
    ...{ kind: "interest", name: "Open Materials", joining: "open", by: "fay", members: ["max"] },
    purpose: "We share what we teach with, and say what we changed when we used somebody else’s.",
    norms: [
      "Say whose work it is, and what you changed.",
      "Unfinished is welcome. Say that it is.",
      "Ask before you take something out of this group.",
    ],
  },
  {
    ...{
      kind: "affinity",
      name: "First-Generation Faculty",
      joining: "request",
      by: "mia",
      members: ["max"],
    },
    purpose: "For those who were the first of their family to study, and now teach or counsel.",
    norms: ["What is said here stays here.", "Speak for yourself, from where you stand."],
    asking: {
      by: "ola",
      words: "I was the first, too. My campus has nobody to talk to about it, so I ask here.",
    },
  },
];

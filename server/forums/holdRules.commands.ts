import { authorize, conflict } from "#server/errors";
import { withoutDoubles } from "#shared/forums/heldWords";
import type { HoldRulesView } from "#shared/forums/holdRules.contract";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { changeHoldRulesRecord } from "./holdRules.model";
import { showHoldRules } from "./holdRules.reads";
import { enterLog } from "./log.commands";
import { findSpace } from "./spaces.reads";

/** Changes which words and links wait in a space, over the version that one has seen: of two at once the second is told. */
export async function changeHoldRules(
  viewer: Viewer,
  spaceId: Id,
  { over, words, links }: Omit<HoldRulesView, "version"> & { over: number },
): Promise<HoldRulesView> {
  const { subject } = await findSpace(viewer, spaceId);
  authorize(canModerateSpace(viewer, subject));
  const wanted = { version: over + 1, words: withoutDoubles(words), links };
  // Sent again it is done already.
  if (JSON.stringify(await showHoldRules(viewer, spaceId)) === JSON.stringify(wanted)) return wanted;
  const entry = { deed: "forums:rulesChanged", spaceIds: [spaceId], about: {} } as const;
  const isChanged = await changeHoldRulesRecord({ _id: spaceId, ...wanted, version: over }, (session) =>
    enterLog(viewer, entry, session),
  );
  if (!isChanged) throw rulesChanged();
  return wanted;
}

const rulesChanged = () =>
  conflict("rulesChanged", "Somebody else has changed these rules meanwhile. Look at them as they are now.");

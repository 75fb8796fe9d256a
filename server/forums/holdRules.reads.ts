import { authorize } from "#server/errors";
import type { HoldRulesView } from "#shared/forums/holdRules.contract";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { findHoldRulesRecord } from "./holdRules.model";
import { findSpace } from "./spaces.reads";

/** The rules of a space for those who look after it: who knows the words goes around them. */
export async function showHoldRules(viewer: Viewer, spaceId: Id): Promise<HoldRulesView> {
  const { subject } = await findSpace(viewer, spaceId);
  authorize(canModerateSpace(viewer, subject));
  const { version, words, links } = await findHoldRulesRecord(spaceId);
  return { version, words, links };
}

import { authorize } from "#server/errors";
import { announce } from "#server/live/publish";
import type { Id } from "#shared/ids";
import { canBlock } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
import { addBlock, removeBlock } from "./blocks.model";
import { findBlockable } from "./blocks.reads";

/** Blocks somebody, or no longer; doing it twice changes nothing. Whoever is blocked is told nothing. */
export async function blockPerson(
  viewer: Viewer,
  personId: Id,
  { isOn }: { isOn: boolean },
): Promise<{ isOn: boolean }> {
  const person = await findBlockable(viewer, personId);
  authorize(canBlock(viewer, person));
  const by = viewer.personId as Id;
  if (isOn) await addBlock(by, personId);
  else await removeBlock(by, personId);
  announce("people:blocked", { personId: by });
  return { isOn };
}

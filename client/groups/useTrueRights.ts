import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { GroupView } from "#shared/groups/groups.contract";
import { canSpeakInGroup, facilitatesGroup, isInGroup } from "#shared/groups/groups.policy";
import type { Viewer } from "#shared/people/viewer";
import { useViewer } from "../accounts/accounts.queries";
import { learnRights } from "../accounts/rights.queries";

/** Learns the viewer's rights anew where the group says otherwise: somebody let them in meanwhile, or removed them. */
export function useTrueRights(group: GroupView | undefined): void {
  const client = useQueryClient();
  const viewer = useViewer();
  const known = group && `${partOf(viewer, group.id)} ${!canSpeakInGroup(viewer, group.id)}`;
  const said = group && saidOf(group);
  useEffect(() => {
    if (known !== said) void learnRights(client);
  }, [known, said, client]);
}

function saidOf({ standing, pause }: GroupView) {
  const part = standing === "asked" ? "outside" : standing;
  return `${part} ${part === "outside" || pause !== null}`;
}

function partOf(viewer: Viewer, groupId: string) {
  if (facilitatesGroup(viewer, groupId)) return "facilitator";
  return isInGroup(viewer, groupId) ? "member" : "outside";
}

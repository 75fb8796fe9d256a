import { expect, type Page } from "@playwright/test";
import type { GroupHome, GroupView } from "#shared/groups/groups.contract";
import type { Joining } from "#shared/groups/groups.policy";
import { newId } from "#shared/ids";
import { type Caller, get, post } from "./site";

export interface Founded {
  id: string;
  path: string;
}

interface Founding {
  name: string;
  joining?: Joining;
  purpose?: string;
  norms?: string[];
}

/** Founds a group of the alliance over the API, as that caller. */
export async function foundGroup(caller: Caller, { name, ...rest }: Founding): Promise<Founded> {
  const { origin } = new URL(caller.url());
  const { homes } = await get<{ homes: GroupHome[] }>(caller.request, origin, "/api/groups/homes");
  const { programId } = homes.find((home) => home.programId !== null)!;
  const id = newId();
  await post(caller.request, origin, "/api/groups", {
    ...{ groupId: id, kind: "interest", name, purpose: "We read together.", joining: "open" },
    ...{ norms: ["We listen first."], programId, campusId: null, ...rest },
  });
  return { id, path: `/groups/${id}` };
}

/** Comes into an open group over the API, as that caller. */
export async function joinGroup(caller: Caller, { id }: Founded): Promise<void> {
  const { origin } = new URL(caller.url());
  const { norms } = await get<GroupView>(caller.request, origin, `/api/groups/${id}`);
  await post(caller.request, origin, `/api/groups/${id}/join`, { version: norms.version });
}

/** The group's page stands. */
export async function expectGroup(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

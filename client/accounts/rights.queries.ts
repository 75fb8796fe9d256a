import type { QueryClient } from "@tanstack/react-query";

/** After a deed that changes what the viewer may see: who they are and what the page shows is asked again, and what it does not show forgotten. */
export async function learnRights(client: QueryClient): Promise<void> {
  client.removeQueries({ type: "inactive" });
  await client.invalidateQueries();
}

import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import type { DebriefFact } from "#shared/debriefs/debriefs.events";
import type { Endpoint, InputOf } from "#shared/http/endpoint";
import { newId } from "#shared/ids";
import { doPatiently } from "../live/deed";

type Endpoints = typeof debriefEndpoints;
export type DeedName = Exclude<
  keyof Endpoints,
  "list" | "schedule" | "findByCode" | "summary" | "show" | "facts" | "mine"
>;
export type DeedInput<Name extends DeedName> = Omit<InputOf<Endpoints[Name]>, "deedId">;

/** Does one small deed in a room and gives the fact that came of it; throws the `ApiError` where it did not come about. */
export async function doDeed<Name extends DeedName>(
  debriefId: string,
  name: Name,
  input: DeedInput<Name>,
): Promise<DebriefFact> {
  const options = { params: { debriefId }, input: { ...input, deedId: newId() } };
  return (await doPatiently(debriefEndpoints[name] as Endpoint, options as never)) as DebriefFact;
}

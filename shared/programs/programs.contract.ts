import * as z from "zod/mini";
import { campusView } from "#shared/campuses/campuses.contract";
import { endpoint } from "#shared/http/endpoint";
import { idSchema } from "#shared/ids";
import { isAnyone } from "#shared/people/people.policy";

export const programView = z.object({
  id: idSchema,
  /** A short stable word, such as `csu`. */
  key: z.string(),
  kind: z.enum(["alliance", "academy"]),
  name: z.string(),
  /** What a person chooses first when signing up. */
  registrationCategory: z.string(),
  timeZone: z.string(),
  /** How the program goes, in its own words. */
  shape: z.string(),
  membershipYears: z.array(z.string()),
  /** Member campuses by name. May be empty while none is listed. */
  campuses: z.array(campusView),
});
export type ProgramView = z.infer<typeof programView>;

export const programEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/programs",
    summary: "The alliances and academies with their campuses: what sign-up offers. Public.",
    reply: z.object({ items: z.array(programView) }),
    policy: isAnyone,
    about: "nothing",
  }),
};

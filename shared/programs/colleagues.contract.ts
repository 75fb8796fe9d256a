import * as z from "zod/mini";
import { campusMark } from "#shared/campuses/campuses.contract";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { personMark } from "#shared/people/people.contract";
import { isMember } from "#shared/people/people.policy";

/** Somebody of a campus with which one shares a program. Never their address. */
export const colleagueView = z.extend(personMark, { campus: campusMark });
export type ColleagueView = z.infer<typeof colleagueView>;

export const colleagueEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/colleagues",
    summary:
      "The confirmed members of the campuses with which the viewer shares a program, of whose names a word begins as written; by name.",
    input: z.strictObject({
      ...pageInput,
      name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
    }),
    reply: pageOf(colleagueView),
    policy: isMember,
    about: "nothing",
  }),
};

import type * as z from "zod/mini";
import type { Policy } from "#shared/people/viewer";

export type Schema = z.ZodMiniType;

/**
 * One door of the server. The server mounts it, the client calls it, and `/api/openapi.json` describes it,
 * all from this one value.
 */
export interface Endpoint<
  Path extends string = string,
  Input extends Schema | undefined = Schema | undefined,
  Reply extends Schema = Schema,
> {
  method: "GET" | "HEAD" | "POST" | "PATCH" | "DELETE";
  /** Starts with `/api/`; `:names` are ids unless `params` says otherwise. */
  path: Path;
  /** What the names in the path hold, where they are no ids. */
  params?: Schema;
  /** One sentence for the reader of the API. */
  summary: string;
  /** The query of a GET, the JSON body of the others. Unknown fields are refused. */
  input?: Input;
  /** What leaves the server: fields that are not named here are stripped. */
  reply: Reply;
  /** The media type of an answer that is no JSON. The command writes such an answer itself, and `reply` is asked nothing. */
  replyType?: string;
  /**
   * Takes requests that other sites' pages and programs send, in any form: for doors that go by a token in the address
   * alone and never by who is signed in.
   */
  isForAnyOrigin?: true;
  /**
   * Where it is bytes and not JSON that pass. One that takes bytes is told everything else by headers, and answers by
   * them: `input` and `reply` name those. Of one that gives bytes, `reply` says so.
   */
  bytes?: "in" | "out";
  /** Who may pass. The command behind the door asks the same function. */
  policy: Policy<never>;
  /**
   * What the deed behind it is called in the log of those who look after something, where it is one of theirs: which of
   * them, the input says. What somebody does to their own words alone is not entered.
   */
  logs?: readonly string[];
  /** What the policy is asked about, in the words of the authorization matrix. */
  about: Subject;
}

/** The kinds of things that policies are asked about; the authorization matrix holds an own and a foreign one of each. */
export type Subject =
  | "nothing"
  | "program"
  | "campus"
  | "convening"
  | "debrief"
  | "groupHome"
  | "group"
  | "membership"
  | "request"
  | "invitation"
  | "space"
  | "commons"
  | "category"
  | "thread"
  | "placement"
  | "post"
  | "person"
  | "held"
  | "report"
  | "decision"
  | "appeal"
  | "matter"
  | "deskNote"
  | "role"
  | "feed"
  | "mailing"
  | "file"
  | "upload"
  | "development";

/** The names in a path: `"/api/debriefs/:debriefId"` gives `"debriefId"`. */
export type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

export type ParamsOf<E extends Endpoint> = { [Name in ParamNames<E["path"]>]: string };
export type InputOf<E extends Endpoint> = [NonNullable<E["input"]>] extends [never]
  ? undefined
  : z.infer<NonNullable<E["input"]>>;
export type ReplyOf<E extends Endpoint> = z.infer<E["reply"]>;

/** Declares a door, keeping its path and schemas as types. */
export function endpoint<
  const Path extends `/api/${string}`,
  Reply extends Schema,
  Input extends Schema | undefined = undefined,
>(door: Endpoint<Path, Input, Reply>): Endpoint<Path, Input, Reply> {
  return door;
}

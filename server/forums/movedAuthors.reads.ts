import { listEveryCampus } from "#server/campuses/campuses.reads";
import { listPeopleByAddress } from "#server/people/people.reads";
import { readAddress } from "#shared/campuses/address";
import type { MovedAuthor } from "#shared/forums/moving.format";
import type { Id } from "#shared/ids";
import { derivedId } from "./derivedIds";
import type { Speaker } from "./threads.model";

/** Tells who an author is here. */
export interface Authors {
  /** Looks up those who are not known yet, in one reading. */
  learn(authors: readonly MovedAuthor[]): Promise<void>;
  /** Of one who signed nothing, `sourceId` keeps them apart from others who did not. */
  speakerOf(author: MovedAuthor, sourceId: string): Speaker;
}

/**
 * Authors of a file as speakers of a space: whoever has confirmed the address at one of the space's campuses is that
 * person. Anybody else gets an id that is nobody's, worked out from their name and never from their address, which
 * somebody could otherwise try out.
 */
export async function openAuthors(spaceId: Id, campusIds: readonly Id[]): Promise<Authors> {
  const campuses = new Map((await listEveryCampus()).map(({ id, name }) => [name.toLowerCase(), id]));
  const here = new Map<string, Speaker | null>();
  const addressOf = (author: MovedAuthor) => (author?.email ? readAddress(author.email) : null);
  return {
    async learn(authors) {
      const wanted = new Set(authors.flatMap((author) => addressOf(author) ?? []));
      const unknown = [...wanted].filter((address) => !here.has(address));
      for (const address of unknown) here.set(address, null);
      for (const { _id, email, campusId } of await listPeopleByAddress(unknown))
        if (campusIds.includes(campusId)) here.set(email, { personId: _id, campusId });
    },
    speakerOf(author, sourceId) {
      const person = here.get(addressOf(author) ?? "");
      if (person) return person;
      const name = author?.name ?? "";
      const campusId = campuses.get(author?.campus?.toLowerCase() ?? "") ?? null;
      const personId =
        name === ""
          ? derivedId(spaceId, "unsigned", sourceId)
          : derivedId(spaceId, "author", name, campusId ?? author?.campus ?? "");
      return { personId, campusId, name };
    },
  };
}

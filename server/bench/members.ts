import { makeAuth } from "#server/accounts/auth";
import { readConfig } from "#server/config";
import { Person } from "#server/people/people.model";
import { type Id, newId } from "#shared/ids";

/** Stores so many confirmed people of a campus, in one write. */
export async function buildMembers(campusId: Id, count: number, campus = "Alder"): Promise<Id[]> {
  const now = new Date();
  const people = Array.from({ length: count }, (_, place) => ({
    _id: newId(),
    name: `Member ${1_000 + place} of ${campus}`,
    unit: "",
    email: `member.${place}@${campus.toLowerCase()}.example`,
    emailVerified: true,
    campusId,
    language: "en" as const,
    createdAt: now,
    updatedAt: now,
  }));
  await Person.insertMany(people);
  return people.map(({ _id }) => _id);
}

/** Signs people in to the server that will run on that data folder; answers their `Cookie` headers. */
export async function signIn(folder: string, personIds: readonly Id[]): Promise<string[]> {
  const auth = makeAuth(readConfig({ DATA_DIR: folder }, []));
  const cookies: string[] = [];
  for (let start = 0; start < personIds.length; start += 20) {
    const some = personIds.slice(start, start + 20).map(async (personId) => {
      const { headers } = await auth.api.startSession({ body: { personId }, returnHeaders: true });
      return headers.getSetCookie().map((set) => set.split(";")[0]);
    });
    cookies.push(...(await Promise.all(some)).flat().filter((cookie) => cookie !== undefined));
  }
  return cookies;
}

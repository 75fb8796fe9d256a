import type { Document } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";

/** Searches that MongoDB refuses, or this store by name. */
let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore();
  await opened.client.db("text").collection("articles").createIndex({ subject: "text" });
});
afterAll(() => opened.close());

const score = { score: { $meta: "textScore" } };
const coffee = { $match: { $text: { $search: "coffee" } } };

const refusals: [string, Document, number, RegExp][] = [
  ["no text index", { find: "none", filter: { $text: { $search: "a" } } }, 27, /text index required/],
  [
    "a hint",
    { find: "articles", filter: { $text: { $search: "a" } }, hint: "_id_" },
    2,
    /text and hint not allowed/,
  ],
  ["a hint of the text index", { find: "articles", hint: "subject_text" }, 2, /bad hint/],
  [
    "a natural order",
    { find: "articles", filter: { $text: { $search: "a" } }, sort: { $natural: 1 } },
    2,
    /\$natural/,
  ],
  [
    "a second search",
    { find: "articles", filter: { $and: [{ $text: { $search: "a" } }, { $text: { $search: "b" } }] } },
    2,
    /Too many text expressions/,
  ],
  [
    "a search in $nor",
    { find: "articles", filter: { $nor: [{ $text: { $search: "a" } }] } },
    2,
    /not allowed in nor/,
  ],
  [
    "a search in $or",
    { find: "articles", filter: { $or: [{ $text: { $search: "a" } }, { views: 1 }] } },
    115,
    /\$text inside \$or is not supported/,
  ],
  [
    "a search of one field",
    { find: "articles", filter: { subject: { $text: { $search: "a" } } } },
    2,
    /unknown operator: \$text/,
  ],
  [
    "a search of elements",
    { find: "articles", filter: { a: { $elemMatch: { $text: { $search: "a" } } } } },
    2,
    /./,
  ],
  ["a search that is a string", { find: "articles", filter: { $text: "a" } }, 2, /\$text expects an object/],
  ["nothing to search for", { find: "articles", filter: { $text: {} } }, 4, /\$search/],
  ["a number to search for", { find: "articles", filter: { $text: { $search: 1 } } }, 14, /\$search/],
  [
    "a language that is not there",
    { find: "articles", filter: { $text: { $search: "a", $language: "french" } } },
    2,
    /unsupported language: "french" for text index version 3/,
  ],
  [
    "an unknown option",
    { find: "articles", filter: { $text: { $search: "a", $fuzzy: true } } },
    2,
    /extra fields in \$text/,
  ],
  [
    "a flag that is not one",
    { find: "articles", filter: { $text: { $search: "a", $caseSensitive: 1 } } },
    14,
    /\$caseSensitive/,
  ],
  [
    "a score without a search",
    { find: "articles", projection: score },
    40218,
    /query requires text score metadata/,
  ],
  ["a sort without a search", { find: "articles", sort: score }, 40218, /query requires text score metadata/],
  ["another $meta", { find: "articles", projection: { a: { $meta: "recordId" } } }, 115, /recordId/],
  [
    "an unknown $meta",
    { find: "articles", projection: { a: { $meta: "mood" } } },
    17308,
    /Unsupported argument to \$meta: mood/,
  ],
  [
    "an unknown $meta sort",
    { find: "articles", sort: { a: { $meta: "mood" } } },
    31138,
    /Illegal \$meta sort/,
  ],
  [
    "another expression as sort",
    { find: "articles", sort: { a: { $add: 1 } } },
    17312,
    /\$meta is the only expression/,
  ],
  [
    "a late search",
    { aggregate: "articles", pipeline: [{ $limit: 1 }, coffee], cursor: {} },
    17313,
    /only allowed as the first pipeline stage/,
  ],
  [
    "a search in a facet",
    { aggregate: "articles", pipeline: [{ $facet: { a: [coffee] } }], cursor: {} },
    17313,
    /first pipeline stage/,
  ],
  [
    "a score in a pipeline without a search",
    { aggregate: "articles", pipeline: [{ $project: score }], cursor: {} },
    40218,
    /text score/,
  ],
  [
    "a search in $pull",
    { update: "articles", updates: [{ q: { _id: 1 }, u: { $pull: { a: { $text: { $search: "a" } } } } }] },
    2,
    /\$text/,
  ],
];

test.each(refusals)("%s is refused", async (_, command, code, message) => {
  const reply = opened.client
    .db("text")
    .command(command)
    .then((answer) => {
      if (answer.writeErrors)
        throw Object.assign(new Error(answer.writeErrors[0].errmsg), answer.writeErrors[0]);
    });
  await expect(reply).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

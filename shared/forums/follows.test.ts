import { expect, test } from "vitest";
import { type Followed, levelOf } from "./follows";
import type { FollowLevel } from "./threads.contract";

const thread = { authorId: "mia", tags: ["trust", "syllabi"], spaceIds: ["alliance", "campus"] };

const table: [own: FollowLevel, followed: Record<string, FollowLevel>, level: FollowLevel, why: string][] = [
  ["normal", {}, "normal", "nothing is followed"],
  ["normal", { "space:alliance": "follow" }, "follow", "its space is"],
  ["normal", { "space:campus": "watch" }, "watch", "one of its spaces is"],
  [
    "normal",
    { "space:other": "watch", "tag:other": "follow", "person:max": "mute" },
    "normal",
    "only others are",
  ],
  ["normal", { "tag:trust": "follow", "space:alliance": "watch" }, "follow", "a tag is closer than a space"],
  [
    "normal",
    { "person:mia": "follow", "space:alliance": "watch" },
    "follow",
    "a person is closer than a space",
  ],
  ["normal", { "tag:trust": "watch", "person:mia": "follow" }, "watch", "a tag is closer than a person"],
  ["normal", { "tag:trust": "follow", "tag:syllabi": "watch" }, "watch", "of two tags the louder counts"],
  [
    "normal",
    { "space:alliance": "follow", "space:campus": "watch" },
    "watch",
    "of two spaces the louder counts",
  ],
  [
    "normal",
    { "space:alliance": "mute", "tag:trust": "watch" },
    "mute",
    "a muted space outweighs a watched tag",
  ],
  [
    "normal",
    { "person:mia": "mute", "tag:trust": "watch" },
    "mute",
    "a muted person outweighs a watched tag",
  ],
  ["normal", { "tag:syllabi": "mute", "tag:trust": "watch" }, "mute", "a muted tag outweighs a watched one"],
  ["follow", { "space:alliance": "mute" }, "follow", "the thread's own choice outweighs a mute"],
  ["mute", { "tag:trust": "watch" }, "mute", "and a watch"],
  ["watch", { "person:mia": "mute", "space:alliance": "mute" }, "watch", "and everything at once"],
];

test.each(table)("own %s with %j is %s: %s", (own, followed, level) => {
  expect(levelOf(own, thread, new Map(Object.entries(followed)) as Followed)).toBe(level);
});

import { keptSecret } from "#server/config";
import { findSpaceOf } from "#server/forums/spaces.model";
import { makeFeed } from "#server/notifications/feeds.commands";
import { toToken } from "#server/notifications/subscriptions";
import type { TestServer } from "#server/testing/startServer";
import type { Case } from "./subjects";

/** What is asked by a token in the address, whoever asks. */
export const notificationCases = {
  feed: async ({ world }: TestServer): Promise<Case[]> => [
    {
      ...{ name: "one whose token one has", subject: undefined, mayKnow: () => true },
      fields: async () => {
        const spaceId = (await findSpaceOf("alliance", world.programs.northern))?._id ?? "";
        return { spaceId, ...(await makeFeed(world.people.max, spaceId)) };
      },
    },
  ],
  mailing: async ({ world, config }: TestServer): Promise<Case[]> => [
    {
      ...{ name: "one whose token one has", subject: undefined, mayKnow: () => true },
      fields: async () => {
        const { personId } = world.people.max;
        return { token: toToken({ personId, target: "digest" }, keptSecret(config)) };
      },
    },
  ],
};

import { Member, type Target } from "./member";
import { type PostPlan, post } from "./posts";
import { measureTick, measureWriting, type } from "./typing";

/** The process that bears the load: it does what the bench asks over its channel, one thing after the other. */
const groups = new Map<string, Member[]>();

/** What a load can do. A group is the sockets of one room. */
export const deeds = {
  /** Brings one socket for each cookie into the group, a few at a time. */
  async gather(group: string, plan: { target: Target; channel: string; cookies: (string | null)[] }) {
    const members = plan.cookies.map((cookie) => new Member(plan.target, plan.channel, cookie));
    groups.set(group, [...(groups.get(group) ?? []), ...members]);
    for (let start = 0; start < members.length; start += AT_ONCE) {
      await Promise.all(members.slice(start, start + AT_ONCE).map((member) => member.enter()));
    }
  },
  /** Every socket of the group is gone at once. */
  async scatter(group: string) {
    for (const member of membersOf(group)) member.cut();
  },
  /** All come back at the same moment with what they know; answers after how many milliseconds the last has caught up. */
  async storm(group: string) {
    const began = performance.now();
    await Promise.all(membersOf(group).map((member) => member.enter()));
    return performance.now() - began;
  },
  /** The lowest seq that anybody in the group has caught up to. */
  async caughtUpTo(group: string) {
    return Math.min(...membersOf(group).map(({ seq }) => seq ?? 0));
  },
  async post(group: string, plan: PostPlan) {
    return await post(membersOf(group), plan);
  },
  async type(group: string, rate: number, seconds: number) {
    return await type(membersOf(group), rate, seconds);
  },
  async measureTick(group: string, seconds: number) {
    return await measureTick(membersOf(group), seconds);
  },
  /** In several rooms at the same time, to have many values in a short time. */
  async measureWriting(names: string[], plan: { tick: number; seconds: number; turn: number }) {
    return (await Promise.all(names.map((name) => measureWriting(membersOf(name), plan)))).flat();
  },
  /** The last socket of the group stops reading. */
  async stall(group: string) {
    groups.set(`${group}:stalled`, membersOf(group).splice(-1));
    membersOf(`${group}:stalled`)[0]?.pause();
  },
};
export type Deeds = typeof deeds;

const AT_ONCE = 50;

function membersOf(group: string): Member[] {
  const members = groups.get(group);
  if (members === undefined) throw new Error(`There is no group ${group}.`);
  return members;
}

process.on("message", async ({ name, args }: { name: keyof Deeds; args: never[] }) => {
  try {
    process.send?.({ value: await (deeds[name] as (...args: never[]) => Promise<unknown>)(...args) });
  } catch (error) {
    process.send?.({ failure: String(error) });
  }
});
process.on("disconnect", () => process.exit(0));

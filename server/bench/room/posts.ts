import { Agent, request } from "node:http";
import { newId } from "#shared/ids";
import { percentile } from "../figures";
import type { Member } from "./member";
import { openLoop, settled } from "./openLoop";

export interface PostPlan {
  /** Contributions per second, for so many seconds, whether or not the server keeps up. */
  rate: number;
  seconds: number;
  text: string;
  /** Cookies of those who speak in turn, where these are not the ones who listen. */
  speakers?: readonly string[];
}

export interface PostOutcome {
  posts: number;
  /** Frames that arrived at sockets. */
  deliveries: number;
  /** From sending the deed to its arrival, in milliseconds, over all deliveries. */
  p50: number;
  p99: number;
}

/** Lets the members of a room say something in turn, each over HTTP, and waits until everyone has heard everything. */
export async function post(members: readonly Member[], plan: PostPlan): Promise<PostOutcome> {
  const sent = new Map<string, number>();
  const latencies: number[] = [];
  for (const member of members) {
    member.onEvent = (frame) => {
      const sentAt = sent.get(deedOf(frame));
      if (sentAt !== undefined) latencies.push(performance.now() - sentAt);
    };
  }

  // Ended with the turn, before a server tires of connections that say nothing.
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const replies: Promise<number>[] = [];
  await openLoop(plan.rate, plan.seconds, (turn) => {
    const speaker = members[turn % members.length] as Member;
    const cookie = plan.speakers?.[turn % plan.speakers.length] ?? speaker.cookie;
    const deedId = newId();
    sent.set(deedId, performance.now());
    replies.push(
      send(agent, speaker, cookie, { deedId, kind: "insight", text: plan.text, isUnnamed: false }),
    );
  });
  const accepted = (await Promise.all(replies)).filter((status) => status === 200).length;
  agent.destroy();
  if (accepted < replies.length) console.error(`${replies.length - accepted} deeds were refused.`);

  await settled(() => latencies.length >= accepted * members.length);
  return {
    posts: accepted,
    deliveries: latencies.length,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
  };
}

function send(
  agent: Agent,
  { target, channel }: Member,
  cookie: string | null,
  deed: object,
): Promise<number> {
  const url = new URL(
    `/api/debriefs/${channel.slice(channel.indexOf(":") + 1)}/contributions`,
    target.origin,
  );
  const headers = {
    "Content-Type": "application/json",
    Origin: target.origin,
    ...(cookie === null ? {} : { Cookie: cookie }),
  };
  return new Promise((resolve) => {
    const sending = request(url, { method: "POST", agent, headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    });
    sending.on("error", () => resolve(0));
    sending.end(JSON.stringify(deed));
  });
}

const BEFORE_ID = Buffer.from('"contribution":{"id":"');

function deedOf(frame: Buffer): string {
  const start = frame.indexOf(BEFORE_ID);
  return start < 0 ? "" : frame.toString("latin1", start + BEFORE_ID.length, start + BEFORE_ID.length + 26);
}

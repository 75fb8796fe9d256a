import { isIPv6 } from "node:net";
import { rateLimit } from "#server/http/rateLimit";

const QUARTER = 15 * 60;
const HOUR = 60 * 60;

/** The gates in front of the doors that strangers can push against. Each throws `tooMany` when it is shut. */
export interface Limits {
  /** A password is tried for an address. */
  signIn(address: string, client: string): Promise<void>;
  /** A message is asked for. */
  message(address: string, client: string): Promise<void>;
  /** A link or a code is tried. */
  proof(address: string | undefined, client: string): Promise<void>;
}

/**
 * Makes the gates of one app. Those by client are wide, because a whole campus may come from one network address at
 * the start of an event; those by account are narrow, and narrower still for one client at one account.
 */
export function makeLimits(): Limits {
  const passwordsOfPair = rateLimit({ points: 20, seconds: QUARTER });
  const passwordsOfAddress = rateLimit({ points: 100, seconds: HOUR });
  const passwordsOfClient = rateLimit({ points: 400, seconds: QUARTER });
  const messagesToAddress = rateLimit({ points: 6, seconds: HOUR });
  const messagesOfClient = rateLimit({ points: 400, seconds: HOUR });
  const proofsOfAddress = rateLimit({ points: 30, seconds: HOUR });
  const proofsOfClient = rateLimit({ points: 400, seconds: QUARTER });
  return {
    async signIn(address, client) {
      await passwordsOfClient(client);
      await passwordsOfPair(`${address} ${client}`);
      await passwordsOfAddress(address);
    },
    async message(address, client) {
      await messagesOfClient(client);
      await messagesToAddress(address);
    },
    async proof(address, client) {
      await proofsOfClient(client);
      if (address !== undefined) await proofsOfAddress(address);
    },
  };
}

/** What counts as one client: an address, or in IPv6 the /64 that one subscriber is given (RFC 6177). */
export function clientOf(ip: string | undefined): string {
  if (ip === undefined) return "unknown";
  if (!isIPv6(ip) || ip.startsWith("::ffff:")) return ip;
  const [head = "", tail = ""] = ip.split("::");
  const groups = head.split(":").filter(Boolean);
  const rest = ip.includes("::") ? tail.split(":").filter(Boolean) : [];
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => "0");
  return [...groups, ...zeros, ...rest].slice(0, 4).join(":");
}

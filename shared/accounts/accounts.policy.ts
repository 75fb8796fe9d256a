import type { Viewer } from "#shared/people/viewer";

/** How a deployment was started, and from where a request came. */
export interface DevelopmentSubject {
  /** The door belongs to the way this deployment was started: an outbox without SMTP, a cast in a demonstration. */
  isOffered: boolean;
  /** The request came over the loopback interface, to a loopback name. */
  isLoopback: boolean;
}

/** Uses what is there for trying the product out on one's own machine. */
export function isDeveloping(_viewer: Viewer, { isOffered, isLoopback }: DevelopmentSubject): boolean {
  return isOffered && isLoopback;
}

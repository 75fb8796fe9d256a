import type { IncomingMessage } from "node:http";

/**
 * Whether a request came over the loopback interface, to a loopback name, and not through a proxy: from somebody who
 * sits at this machine. The socket is asked, never a header that a stranger can write.
 */
export function isLoopback({ socket, headers }: Pick<IncomingMessage, "socket" | "headers">): boolean {
  if (headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined) return false;
  return isLoopbackAddress(socket.remoteAddress ?? "") && isLoopbackName(headers.host ?? "");
}

function isLoopbackAddress(address: string): boolean {
  return address === "::1" || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address);
}

/** A page elsewhere can point a name of its own at 127.0.0.1; a browser then says that name in `Host`. */
function isLoopbackName(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i.test(host);
}

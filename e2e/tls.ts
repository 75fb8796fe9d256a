import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { createServer, type Server, type TLSSocket } from "node:tls";

/** The proxy in front of a deployment, as far as https goes: it ends TLS and hands on what is inside, untouched. */
export class TlsProxy {
  private readonly wires = new Set<TLSSocket>();
  private readonly listener: Server;
  /** The port of the server behind it. */
  target = 0;

  private constructor() {
    this.listener = createServer(selfSigned("localhost"), (browser) => {
      const server = connect(this.target, "127.0.0.1");
      this.wires.add(browser);
      browser.once("close", () => this.wires.delete(browser));
      // Either side may hang up first, in the middle of what the other says.
      for (const [one, other] of [
        [browser, server],
        [server, browser],
      ] as const) {
        one.pipe(other);
        one.on("error", () => other.destroy());
      }
    });
  }

  static async listen(): Promise<TlsProxy> {
    const proxy = new TlsProxy();
    proxy.listener.listen(0, "127.0.0.1");
    await once(proxy.listener, "listening");
    return proxy;
  }

  /** Where the browser finds the site. */
  get origin(): string {
    return `https://localhost:${(this.listener.address() as AddressInfo).port}`;
  }

  close(): void {
    this.listener.close();
    for (const wire of this.wires) wire.destroy();
  }
}

/** A certificate for one day that its own key vouches for (RFC 5280, version 1). */
function selfSigned(name: string): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(Buffer.from("06082a8648ce3d040302", "hex"));
  const commonName = sequence(Buffer.from("0603550403", "hex"), der(0x0c, Buffer.from(name)));
  const whose = sequence(der(0x31, commonName));
  const time = (at: number) =>
    der(0x17, Buffer.from(`${new Date(at).toISOString().replace(/\D/g, "").slice(2, 14)}Z`));
  const day = 24 * 60 * 60 * 1_000;
  const claims = sequence(
    der(0x02, Buffer.from([1])),
    algorithm,
    whose,
    sequence(time(Date.now() - day), time(Date.now() + day)),
    whose,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign("sha256", claims, privateKey)]);
  const whole = sequence(claims, algorithm, der(0x03, signature)).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${whole}\n-----END CERTIFICATE-----\n`,
  };
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

/** One value of the encoding of certificates: what it is, how long, and itself (X.690). */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

import { get } from "node:http";
import { WebSocket } from "ws";

/** Asks a Node process that was started with `--inspect=PORT` how many bytes it holds once all garbage is gone. */
export async function openHeap(port: number) {
  const [{ webSocketDebuggerUrl }] = await fetchJson<[{ webSocketDebuggerUrl: string }]>(
    `http://127.0.0.1:${port}/json/list`,
  );
  const socket = new WebSocket(webSocketDebuggerUrl);
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  let asked = 0;
  const ask = (method: string, params: object = {}) => {
    const id = ++asked;
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise<Answer>((resolve) => {
      const listen = (said: unknown) => {
        const answer = JSON.parse(String(said)) as Answer & { id: number };
        if (answer.id !== id) return;
        socket.off("message", listen);
        resolve(answer);
      };
      socket.on("message", listen);
    });
  };
  return {
    async bytes(): Promise<number> {
      await ask("HeapProfiler.collectGarbage");
      const { result } = await ask("Runtime.evaluate", { expression: HELD, returnByValue: true });
      return Number(result?.result?.value);
    },
    close: () => socket.close(),
  };
}

const HELD = "(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())";

interface Answer {
  result?: { result?: { value?: unknown } };
}

function fetchJson<Value>(url: string): Promise<Value> {
  return new Promise((resolve, reject) => {
    get(url, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve(JSON.parse(Buffer.concat(chunks).toString()) as Value);
    }).on("error", reject);
  });
}

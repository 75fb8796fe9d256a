import { Agent, request } from "node:http";

/** Something that a browser asks. */
export interface Ask {
  method: "GET" | "POST" | "PUT";
  path: string;
  cookie: string;
  body?: object;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** Has so many people ask, each the next thing as soon as they are answered. Breaks off at the first refusal. */
export async function askAll(origin: string, asks: readonly Ask[], atOnce: number): Promise<Answer[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const answers: Answer[] = [];
  const rest = asks.values();
  const people = Array.from({ length: atOnce }, async () => {
    for (const ask of rest) answers.push(expectAnswered(ask, await askOnce(origin, ask, agent)));
  });
  await Promise.all(people);
  agent.destroy();
  return answers;
}

/** Asks once, and answers whatever came of it. */
export function askOnce(origin: string, { method, path, cookie, body }: Ask, agent?: Agent): Promise<Answer> {
  const headers = { "Content-Type": "application/json", Origin: origin, Cookie: cookie };
  return new Promise((resolve, reject) => {
    const sending = request(new URL(path, origin), { method, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string>,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sending.on("error", reject);
    sending.end(body && JSON.stringify(body));
  });
}

function expectAnswered({ method, path }: Ask, answer: Answer): Answer {
  if (answer.status === 200) return answer;
  throw new Error(`${method} ${path} was answered with ${answer.status}: ${answer.text.slice(0, 200)}`);
}

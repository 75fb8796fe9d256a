import mongoose from "mongoose";

/** A command as the driver sends it. */
export type Command = Record<string, unknown>;

/** Commands that look something up. */
const LOOKING = ["find", "aggregate", "count", "distinct", "update", "delete", "findAndModify"] as const;
/** What belongs to the moment of sending, and would make `explain` take part in a session. */
const PASSING = [
  "$db",
  "$clusterTime",
  "lsid",
  "txnNumber",
  "autocommit",
  "startTransaction",
  "writeConcern",
  "readConcern",
];
const MOST_SAMPLES = 3;

/** The lookups that the product has sent, a few of each shape. */
export class Lookups {
  readonly #samples = new Map<string, Command[]>();
  #isListening = false;

  constructor() {
    mongoose.connection.getClient().on("commandStarted", ({ command, commandName }) => {
      if (!this.#isListening || !LOOKING.includes(commandName as never)) return;
      for (const one of statementsOf(command as Command)) this.#keep(one);
    });
  }

  /** Every shape with its samples. */
  get shapes(): [shape: string, samples: Command[]][] {
    return [...this.#samples].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Keeps what is sent during that work, and nothing of what is sent at other times. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#isListening = true;
    const result = await work();
    this.#isListening = false;
    return result;
  }

  #keep(command: Command): void {
    const shape = JSON.stringify(shapeOf(command));
    const known = this.#samples.get(shape) ?? [];
    this.#samples.set(shape, known);
    if (known.length < MOST_SAMPLES) known.push(command);
  }
}

/** The statements of a command, each as a command of its own. */
function statementsOf(command: Command): Command[] {
  const plain = Object.fromEntries(Object.entries(command).filter(([name]) => !PASSING.includes(name)));
  for (const list of ["updates", "deletes"]) {
    if (Array.isArray(plain[list])) return plain[list].map((one) => ({ ...plain, [list]: [one] }));
  }
  return [plain];
}

/** The command without its values: lookups of one shape are served alike. */
function shapeOf(given: unknown, key = ""): unknown {
  const value = given instanceof Map ? Object.fromEntries(given) : given;
  if (Array.isArray(value)) {
    const isValues = key === "$in" || key === "$nin" || value.every((one) => !isPlain(one));
    // However many alternatives of one shape there are, they are served alike.
    return isValues ? "[…]" : [...new Set(value.map((one) => JSON.stringify(shapeOf(one))))];
  }
  if (!isPlain(value)) return key === "limit" || key === "batchSize" || !key ? "…" : nameOf(value, key);
  return Object.fromEntries(
    Object.entries(value)
      // What is written changes nothing in how the document is found.
      .filter(
        ([name]) =>
          !["u", "update", "projection", "fields"].includes(name) || typeof value[name] === "string",
      )
      .map(([name, inner]) => [name, shapeOf(inner, name)]),
  );
}

/** Names of collections and directions of sorts are part of a shape. */
function nameOf(value: unknown, key: string): unknown {
  if (LOOKING.includes(key as never)) return value;
  return typeof value === "boolean" || value === null || /^\$|^-1$/.test(String(value)) ? value : "…";
}

function isPlain(value: unknown): value is Command {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

import { readdirSync } from "node:fs";

/** `npm run bench -- NAME…`: runs the benches named, or all, one after the other. A bench prints and never fails. */
const known = readdirSync(new URL(".", import.meta.url))
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.slice(0, -".bench.ts".length))
  .sort();
const wanted = process.argv.slice(2);
const strange = wanted.filter((name) => !known.includes(name));

if (strange.length > 0) {
  console.error(`There is no bench ${strange.join(", ")}. There is ${known.join(", ")}.`);
  process.exitCode = 1;
} else {
  for (const name of wanted.length > 0 ? wanted : known) {
    const bench = (await import(`./${name}.bench.ts`)) as { run(): Promise<void> };
    await bench.run();
  }
}

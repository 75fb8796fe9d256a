import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";

/** `npm run bench -- NAME… [--times N]`: runs the benches named, or all, one after the other. A bench prints and never fails. */
const known = readdirSync(new URL(".", import.meta.url))
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.slice(0, -".bench.ts".length))
  .sort();
const { positionals: wanted, values: options } = parseArgs({
  allowPositionals: true,
  options: { times: { type: "string" } },
});
const strange = wanted.filter((name) => !known.includes(name));

if (strange.length > 0) {
  console.error(`There is no bench ${strange.join(", ")}. There is ${known.join(", ")}.`);
  process.exitCode = 1;
} else {
  for (const name of wanted.length > 0 ? wanted : known) {
    const bench = (await import(`./${name}.bench.ts`)) as { run(given: typeof options): Promise<void> };
    try {
      await bench.run(options);
    } catch (error) {
      // A bench tells figures; that it could not is said, and is nobody's failure.
      console.log(`# ${name} could not be measured to its end: ${error}`);
    }
  }
}
// What a bench that broke off has left behind ends with it.
process.exit();

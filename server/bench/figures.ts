/** The middle value; of an even number the mean of both. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** The value that so many hundredths of the values do not exceed. */
export function percentile(values: readonly number[], hundredths: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = Math.ceil((hundredths / 100) * sorted.length) - 1;
  return sorted[Math.max(0, place)] as number;
}

/** Prints one figure as `name=value`, with what it should be. */
export function print(name: string, value: number, target?: string): void {
  if (target !== undefined) remark(`target ${name} ${target}`);
  console.log(`${name}=${Number.isFinite(value) ? round(value) : "unknown"}`);
}

/** Prints a line for the reader, which programs skip. */
export function remark(text: string): void {
  console.log(`# ${text}`);
}

/** Three digits that mean something. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}

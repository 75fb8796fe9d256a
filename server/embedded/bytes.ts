const short = 64;

/** A copy of some of the bytes. Short ones, which are the most, are copied without making a view of them first. */
export function copyOf(bytes: Buffer, start: number, end: number): Buffer {
  const copy = Buffer.allocUnsafe(end - start);
  if (copy.length > short) bytes.copy(copy, 0, start, end);
  else for (let i = start; i < end; i++) copy[i - start] = bytes[i]!;
  return copy;
}

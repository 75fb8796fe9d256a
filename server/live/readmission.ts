/** Asks everyone in a channel anew; given by the connections. */
type Readmit = (channel: string) => Promise<void>;

let through: Readmit | null = null;

/** Says whose people are asked anew from here on. */
export function readmitThrough(readmit: Readmit | null): void {
  through = readmit;
}

/**
 * Asks the policy anew of everyone in a channel, after something has changed about who may be there. Who may no longer
 * is cut before this resolves; their browser comes back by itself and enters only what is still theirs.
 */
export async function readmit(channel: string): Promise<void> {
  await through?.(channel);
}

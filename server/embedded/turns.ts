const waiting: (() => void)[] = [];

/**
 * Lets everybody else go first: what has come in is read and answered before the caller goes on. However many long
 * works there are, only one of them goes on in each turn of the event loop, so a short command waits for one slice.
 */
export function giveWay(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(proceed);
  });
}

function proceed(): void {
  const next = waiting.shift()!;
  if (waiting.length > 0) setImmediate(proceed);
  next();
}

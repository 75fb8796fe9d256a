/** Does what whoever asks at the same moment would all have done alike once for them all; later it is done anew. */
export function onceAtATime<Key, Result>(work: (key: Key) => Promise<Result>): (key: Key) => Promise<Result> {
  const underWay = new Map<Key, Promise<Result>>();
  return (key) => {
    const known = underWay.get(key) ?? work(key).finally(() => underWay.delete(key));
    underWay.set(key, known);
    return known;
  };
}

import { open } from "lmdb";

/** A store that does nothing but keep a value under a key, and says so once it would survive a loss of power. */
export function openFlushed(folder: string) {
  const store = open<unknown, string>({ path: folder });
  return {
    async write(key: string, value: unknown): Promise<void> {
      await store.put(key, value);
      await store.flushed;
    },
  };
}

/** Whether a write failed because another already holds the unique key, on the index named if one is. */
export function isDuplicate(error: unknown, ...keys: string[]): boolean {
  const { code, keyPattern } = (error ?? {}) as { code?: number; keyPattern?: Record<string, unknown> };
  return (
    code === 11000 &&
    (keys.length === 0 || keys.every((key) => keyPattern !== undefined && key in keyPattern))
  );
}

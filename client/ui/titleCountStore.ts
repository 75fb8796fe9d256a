import { create } from "zustand";

/** How much waits for somebody themselves; the window's title says it, for those who look at another. */
export const useTitleCountStore = create<{ count: number }>(() => ({ count: 0 }));

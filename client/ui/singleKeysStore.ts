import { create } from "zustand";
import { persist } from "zustand/middleware";

interface SingleKeysState {
  areOn: boolean;
  turn(areOn: boolean): void;
}

/**
 * Whether single letters do something on this device. Whoever speaks to their device, or touches keys unawares, turns
 * them off (WCAG 2.2, success criterion 2.1.4).
 */
export const useSingleKeysStore = create<SingleKeysState>()(
  persist((set) => ({ areOn: true, turn: (areOn) => set({ areOn }) }), { name: "throughline.singleKeys" }),
);

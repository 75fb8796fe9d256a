import { create } from "zustand";

/** In which place of the site one is, where the address does not say so; a page tells it for as long as it stands. */
export const usePlaceStore = create<{ place: string | null }>(() => ({ place: null }));

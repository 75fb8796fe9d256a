import { create } from "zustand";

interface NamesState {
  names: Readonly<Record<string, string>>;
  note(personId: string, name: string): void;
}

/** What those are called by whom a search is narrowed: the address bar has only their ids. */
export const useNamesStore = create<NamesState>()((set) => ({
  names: {},
  note: (personId, name) =>
    set(({ names }) => (names[personId] === name ? { names } : { names: { ...names, [personId]: name } })),
}));

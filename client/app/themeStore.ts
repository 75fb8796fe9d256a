import { create } from "zustand";
import { persist } from "zustand/middleware";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

interface ThemeState {
  theme: Theme;
  choose(theme: Theme): void;
}

/** The theme of this device; `system` follows what the device itself says. */
export const useThemeStore = create<ThemeState>()(
  persist((set) => ({ theme: "system", choose: (theme) => set({ theme }) }), { name: "throughline.theme" }),
);

/** Keeps the page in the chosen theme from now on. */
export function followTheme(): void {
  const show = ({ theme }: ThemeState) => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  show(useThemeStore.getState());
  useThemeStore.subscribe(show);
}

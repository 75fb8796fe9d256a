import "./ui/fonts.css";
import "./ui/tokens.css";
import "./ui/base.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { isDrawn } from "./app/isDrawn";
import { watchSession } from "./app/sessionStore";
import { followTheme } from "./app/themeStore";
import { loadCatalogue } from "./language/catalogues";
import { useLanguageStore } from "./language/languageStore";

followTheme();
watchSession();

if (isDrawn) import("./app/takeOver").catch(begin);
else begin();

function begin(): void {
  // Asked for before the first render, so that words and code arrive together.
  void loadCatalogue(useLanguageStore.getState().language).catch(() => undefined);
  createRoot(document.getElementById("root")!).render(<App />);
}

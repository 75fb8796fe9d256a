import "./ui/fonts.css";
import "./ui/tokens.css";
import "./ui/base.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { watchSession } from "./app/sessionStore";
import { followTheme } from "./app/themeStore";
import { loadCatalogue } from "./language/catalogues";
import { useLanguageStore } from "./language/languageStore";

followTheme();
watchSession();

// Asked for before the first render, so that words and code arrive together.
void loadCatalogue(useLanguageStore.getState().language).catch(() => undefined);

createRoot(document.getElementById("root")!).render(<App />);

import type { Language } from "#shared/languages";

/** A page as it is drawn on the server: readable before any script has come. */
export interface Drawing {
  language: Language;
  title: string;
  html: string;
  /** What the page's style attributes say, which its policy refuses; for a style element with the nonce. */
  sheet: string;
  /** Code for the head, before anything is shown, and for behind the page, before it is. */
  scripts: { head: string; end: string };
  /** The sources whose styles and scripts the page needs. */
  sources: readonly string[];
}

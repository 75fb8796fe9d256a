import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";

export interface KeyHooks {
  /** Offers a key to the list of suggestions; it says whether it took it. */
  suggest: (event: KeyboardEvent) => boolean;
  submit: () => void;
  openLink: () => void;
  goToToolbar: () => void;
}

/**
 * The keys of the editor itself. Tab belongs to lists and tables while one is in them; after Escape it leads on, so that
 * nobody is kept inside.
 */
export function makeKeys(hooks: () => KeyHooks): Extension {
  let isLeaving = false;
  return Extension.create({
    name: "keys",
    // Before everything else, which would take Mod-Enter for a line break.
    priority: 2_000,
    addKeyboardShortcuts: () => ({
      "Mod-Enter": () => done(hooks().submit),
      "Mod-k": () => done(hooks().openLink),
      "Alt-F10": () => done(hooks().goToToolbar),
    }),
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          handleKeyDown: (_view, event) => hooks().suggest(event),
          handleDOMEvents: {
            keydown: (_view, event) => {
              const isWayOut = isLeaving && event.key === "Tab";
              if (event.key !== "Shift") isLeaving = event.key === "Escape";
              // Said to be handled without being prevented: the browser moves the focus.
              return isWayOut;
            },
          },
        },
      }),
    ],
  });
}

function done(deed: () => void): true {
  deed();
  return true;
}

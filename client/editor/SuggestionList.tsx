import type { Editor } from "@tiptap/core";
import { useEffect, useLayoutEffect, useRef } from "react";
import { type MessageKey, useWords } from "../language/useWords";
import { VisuallyHidden } from "../ui/VisuallyHidden";
import styles from "./SuggestionList.module.css";
import type { Suggestion } from "./suggest";
import type { Trigger } from "./triggers";
import type { Suggestions } from "./useSuggestions";

const TITLES: Record<Trigger["kind"], MessageKey> = {
  mention: "editor.mention",
  emoji: "editor.emoji",
  block: "editor.insert",
};

interface Props {
  editor: Editor;
  id: string;
  open: Suggestions;
  onChoose: (item: Suggestion) => void;
}

/** What can finish the word at the caret. The focus stays in the text, which points at the active line. */
export function SuggestionList({ editor, id, open: { trigger, items, active }, onChoose }: Props) {
  const words = useWords();
  const list = useRef<HTMLDivElement>(null);
  usePlace(editor, list, trigger.from, items.length);

  useEffect(() => {
    const text = editor.view.dom;
    text.setAttribute("aria-controls", id);
    text.setAttribute("aria-activedescendant", `${id}-${active}`);
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
    return () => {
      text.removeAttribute("aria-controls");
      text.removeAttribute("aria-activedescendant");
    };
  }, [editor, id, active]);

  return (
    <>
      <VisuallyHidden>
        <span role="status">{words("editor.found", { count: items.length })}</span>
      </VisuallyHidden>
      <div ref={list} id={id} role="listbox" aria-label={words(TITLES[trigger.kind])} className={styles.list}>
        {items.map((item, place) => (
          // The text has the keyboard; a line is only pressed.
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          // biome-ignore lint/a11y/useKeyWithClickEvents: as above
          <div
            key={item.key}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === active}
            className={styles.item}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(item)}
          >
            {item.sign && <span aria-hidden="true">{item.sign}</span>}
            {item.icon && <item.icon size={17} aria-hidden="true" />}
            <span className={styles.label}>{item.label}</span>
            {item.hint && <span className={styles.hint}>{item.hint}</span>}
          </div>
        ))}
      </div>
    </>
  );
}

/** Under the caret, or over it where there is more room; never beyond the editor's sides. */
function usePlace(
  editor: Editor,
  list: React.RefObject<HTMLDivElement | null>,
  at: number,
  count: number,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of lines has another height
  useLayoutEffect(() => {
    const place = () => {
      const element = list.current;
      const box = element?.offsetParent;
      if (!element || !box) return;
      // What is placed stands within the border.
      const frame = box.getBoundingClientRect();
      const caret = editor.view.coordsAtPos(Math.min(at, editor.state.doc.content.size));
      const isOver = caret.bottom + element.offsetHeight > innerHeight && caret.top > element.offsetHeight;
      const top = isOver ? caret.top - element.offsetHeight - 4 : caret.bottom + 4;
      const left = Math.min(caret.left - frame.left, box.clientWidth - element.offsetWidth);
      element.style.top = `${top - frame.top - box.clientTop}px`;
      element.style.left = `${Math.max(0, left)}px`;
    };
    place();
    addEventListener("resize", place);
    return () => removeEventListener("resize", place);
  }, [editor, list, at, count]);
}

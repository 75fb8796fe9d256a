import { type Editor, useEditorState } from "@tiptap/react";
import { Ellipsis, type LucideIcon, Paperclip } from "lucide-react";
import { type ReactNode, type Ref, useRef, useState } from "react";
import { Toolbar } from "react-aria-components/Toolbar";
import { useWords } from "../language/useWords";
import styles from "./EditorToolbar.module.css";
import { firstTools, linkTool, mentionTool, moreTools, type Tool, tableTools } from "./tools";

interface Props {
  editor: Editor;
  /** Names the field that it belongs to. */
  controls: string;
  canMention: boolean;
  onLink: () => void;
  onFiles: ((files: File[]) => void) | undefined;
  isDisabled: boolean;
  ref: Ref<HTMLDivElement>;
}

/** One stop for Tab before the text; arrow keys move within, Escape leads back to the text. */
export function EditorToolbar({ editor, controls, canMention, onLink, onFiles, isDisabled, ref }: Props) {
  const words = useWords();
  const [isMore, setIsMore] = useState(false);
  const on = useToolState(editor);
  const tool = (one: Tool) => (
    <ToolButton
      key={one.name}
      icon={one.icon}
      label={words(one.label)}
      keys={one.keys}
      isOn={one.isOn && on.has(one.name)}
      isDisabled={isDisabled}
      onPress={() => one.run(editor)}
    />
  );
  return (
    // The event is only caught on its way up from a button.
    // biome-ignore lint/a11y/noStaticElementInteractions: as above
    <div
      ref={ref}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        editor.commands.focus();
      }}
    >
      <Toolbar aria-label={words("editor.toolbar")} aria-controls={controls} className={styles.tools!}>
        {firstTools.map(tool)}
        {canMention && tool(mentionTool)}
        <ToolButton
          icon={linkTool.icon}
          label={words(linkTool.label)}
          keys={linkTool.keys}
          isOn={on.has("link")}
          isDisabled={isDisabled}
          onPress={onLink}
        />
        {onFiles && <FileButton label={words("editor.file")} isDisabled={isDisabled} onFiles={onFiles} />}
        <ToolButton
          icon={Ellipsis}
          label={words("editor.more")}
          isExpanded={isMore}
          isDisabled={isDisabled}
          onPress={() => setIsMore(!isMore)}
        />
        {isMore && moreTools.map(tool)}
        {on.has("table") &&
          tableTools.map(({ name, label, run }) => (
            <button
              key={name}
              type="button"
              className={styles.word}
              disabled={isDisabled}
              onMouseDown={keepSelection}
              onClick={() => run(editor)}
            >
              {words(label)}
            </button>
          ))}
      </Toolbar>
    </div>
  );
}

/** The names of the tools that hold where the caret is. */
function useToolState(editor: Editor): Set<string> {
  const names = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      [
        ...[...firstTools, ...moreTools].filter(({ isOn }) => isOn?.(now)).map(({ name }) => name),
        ...["link", "table"].filter((name) => now.isActive(name)),
      ].join(" "),
  });
  return new Set(names.split(" "));
}

interface ToolButtonProps {
  icon: LucideIcon;
  label: string;
  keys?: string | undefined;
  isOn?: boolean | undefined;
  isExpanded?: boolean;
  isDisabled: boolean;
  onPress: () => void;
}

function ToolButton({ icon: Icon, label, keys, isOn, isExpanded, isDisabled, onPress }: ToolButtonProps) {
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={label}
      title={keys ? `${label} (${keys.replace("Control", CONTROL)})` : label}
      aria-keyshortcuts={keys}
      aria-pressed={isOn}
      aria-expanded={isExpanded}
      disabled={isDisabled}
      onMouseDown={keepSelection}
      onClick={onPress}
    >
      <Icon size={17} aria-hidden="true" />
    </button>
  );
}

interface FileButtonProps {
  label: string;
  isDisabled: boolean;
  onFiles: (files: File[]) => void;
}

function FileButton({ label, isDisabled, onFiles }: FileButtonProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <ToolButton
        icon={Paperclip}
        label={label}
        isDisabled={isDisabled}
        onPress={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file can be chosen again.
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}

const CONTROL = /Mac|iP(hone|ad)/.test(navigator.userAgent) ? "⌘" : "Ctrl";

/** A press on a button leaves the caret where it is. */
function keepSelection(event: { preventDefault: () => void }): void {
  event.preventDefault();
}

import { Paperclip } from "lucide-react";
import type { ReactNode } from "react";
import {
  type AttributeValue,
  LIMITS,
  type RichTextDocument,
  type RichTextNode,
} from "#shared/richText/document";
import { useWords } from "../language/useWords";
import { classNames } from "../ui/classNames";
import { Inlines } from "./Inlines";
import { fileUrl, pictureUrls } from "./paths";
import { Quotation } from "./Quotation";
import { RichTable } from "./RichTable";
import styles from "./RichText.module.css";

interface Props {
  document: RichTextDocument;
  /** The level of the heading that it stands under: its own begin one below. */
  under?: 1 | 2 | 3;
  /** Where a quoted reply is; without it quotations only say whose words they are. */
  replyPath?: (replyId: string) => string;
  className?: string;
}

/** Shows what somebody wrote. Every part becomes an element by name, so that nothing written can act as code. */
export function RichText({ document, under = 1, replyPath, className }: Props) {
  const setting = { under, replyPath, depth: 1 };
  return (
    <div className={classNames(styles.text, className)}>
      <Blocks nodes={document.content} setting={setting} />
    </div>
  );
}

/** What a block needs to know of where it stands. */
interface Setting {
  under: number;
  replyPath: Props["replyPath"];
  depth: number;
}

interface BlocksProps {
  nodes: readonly RichTextNode[] | undefined;
  setting: Setting;
}

/** Blocks one after the other. Deeper than a document may be, nothing is shown. */
function Blocks({ nodes = [], setting }: BlocksProps): ReactNode {
  if (setting.depth >= LIMITS.depth) return null;
  const inside = { ...setting, depth: setting.depth + 1 };
  // Nothing moves within a text that is only read: the place is as good as a name.
  // biome-ignore lint/suspicious/noArrayIndexKey: as above
  return nodes.map((node, place) => <Block key={place} node={node} setting={inside} />);
}

interface BlockProps {
  node: RichTextNode;
  setting: Setting;
}

/** One block. Of a kind that is not known nothing is shown. */
function Block({ node, setting }: BlockProps) {
  const { type, attrs = {}, content } = node;
  const within = <Blocks nodes={content} setting={setting} />;
  switch (type) {
    case "paragraph":
      return (
        <p dir="auto">
          <Inlines nodes={content} />
        </p>
      );
    case "heading": {
      const Heading = headingAt(setting.under, Number(attrs.level));
      return (
        <Heading dir="auto" data-level={attrs.level}>
          <Inlines nodes={content} />
        </Heading>
      );
    }
    case "bulletList":
      return <ul>{within}</ul>;
    case "orderedList":
      return <ol start={Number(attrs.start ?? 1)}>{within}</ol>;
    case "listItem":
      return <li>{within}</li>;
    case "blockquote":
      return (
        <Quotation attrs={attrs} replyPath={setting.replyPath}>
          {within}
        </Quotation>
      );
    case "codeBlock":
      return (
        <pre dir="ltr">
          <code>
            <Inlines nodes={content} />
          </code>
        </pre>
      );
    case "horizontalRule":
      return <hr />;
    case "table":
      return <RichTable rows={content} show={(cell) => <Blocks nodes={cell} setting={inCell(setting)} />} />;
    case "image":
      return <Picture attrs={attrs} />;
    case "file":
      return <Enclosure attrs={attrs} />;
    default:
      return null;
  }
}

/** A row and a cell stand between. */
function inCell(setting: Setting): Setting {
  return { ...setting, depth: setting.depth + 2 };
}

/** Level 2 of a text is the first below the heading that the text stands under. */
function headingAt(under: number, level: number): "h2" | "h3" | "h4" | "h5" | "h6" {
  const wanted = under + (level >= 2 && level <= 4 ? level : 4) - 1;
  return `h${Math.min(6, wanted) as 2 | 3 | 4 | 5 | 6}`;
}

type Attributes = Readonly<Record<string, AttributeValue>>;

function Picture({ attrs: { fileId, alt, width, height } }: { attrs: Attributes }) {
  return (
    <img
      src={fileUrl(String(fileId))}
      srcSet={pictureUrls(String(fileId), Number(width ?? 0))}
      sizes="(min-width: 48rem) 44rem, 100vw"
      alt={String(alt ?? "")}
      width={width === undefined ? undefined : Number(width)}
      height={height === undefined ? undefined : Number(height)}
      loading="lazy"
      decoding="async"
    />
  );
}

function Enclosure({ attrs: { fileId, name } }: { attrs: Attributes }) {
  const words = useWords();
  return (
    <p className={styles.file}>
      <a href={fileUrl(String(fileId))} download={String(name)}>
        <Paperclip size={16} role="img" aria-label={words("richText.file")} /> <bdi>{String(name)}</bdi>
      </a>
    </p>
  );
}

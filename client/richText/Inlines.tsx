import { ArrowUpRight } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { Link } from "react-router";
import type { MarkName, RichTextNode } from "#shared/richText/document";
import type { Mention } from "#shared/richText/gather";
import { readLink } from "#shared/richText/links";
import { useWords } from "../language/useWords";
import { mentionPath } from "./paths";
import styles from "./RichText.module.css";

interface Props {
  nodes: readonly RichTextNode[] | undefined;
}

/** Words within a block. Neighbours that lead to the same place are one link. */
export function Inlines({ nodes = [] }: Props) {
  return runsOf(nodes).map(({ href, run }, place) => {
    const words = run.map((node, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: nothing moves within a text that is only read
      <Fragment key={at}>{wrap(node)}</Fragment>
    ));
    if (href === null) return words;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <WrittenLink key={place} href={href}>
        {words}
      </WrittenLink>
    );
  });
}

interface Run {
  href: string | null;
  run: RichTextNode[];
}

function runsOf(nodes: readonly RichTextNode[]): Run[] {
  const runs: Run[] = [];
  for (const node of nodes) {
    const href = hrefOf(node);
    const last = runs.at(-1);
    if (last && last.href === href) last.run.push(node);
    else runs.push({ href, run: [node] });
  }
  return runs;
}

/** Looked at once more here, where it would act. A mention leads somewhere of its own. */
function hrefOf({ type, marks = [] }: RichTextNode): string | null {
  if (type === "mention") return null;
  return readLink(marks.find((mark) => mark.type === "link")?.attrs?.href);
}

const ELEMENTS: Partial<Record<MarkName, "strong" | "em" | "s" | "code">> = {
  bold: "strong",
  italic: "em",
  strike: "s",
  code: "code",
};

function wrap(node: RichTextNode): ReactNode {
  let element = toElement(node);
  for (const { type } of node.marks ?? []) {
    const Element = ELEMENTS[type];
    if (Element) element = <Element>{element}</Element>;
  }
  return element;
}

function toElement({ type, text, attrs }: RichTextNode): ReactNode {
  if (type === "text") return text;
  if (type === "hardBreak") return <br />;
  if (type !== "mention" || !attrs) return null;
  const { kind, id, label } = attrs as unknown as Mention;
  const path = mentionPath({ kind, id: String(id) });
  const name = <bdi>{kind === "thread" ? String(label) : `@${label}`}</bdi>;
  return path === null ? (
    <span className={styles.mention}>{name}</span>
  ) : (
    <Link to={path} className={styles.mention}>
      {name}
    </Link>
  );
}

interface WrittenLinkProps {
  href: string;
  children: ReactNode;
}

/** A link that somebody wrote: within the site it is followed here, and one that leads elsewhere says so. */
function WrittenLink({ href, children }: WrittenLinkProps) {
  const words = useWords();
  const url = new URL(href);
  if (url.origin === location.origin && !url.pathname.startsWith("/api/"))
    return <Link to={`${url.pathname}${url.search}${url.hash}`}>{children}</Link>;
  const isElsewhere = url.protocol !== "mailto:" && url.origin !== location.origin;
  return (
    <a href={href} rel="noopener noreferrer nofollow ugc">
      {children}
      {isElsewhere && (
        <ArrowUpRight
          className={styles.elsewhere}
          size="0.85em"
          role="img"
          aria-label={words("richText.elsewhere")}
        />
      )}
    </a>
  );
}

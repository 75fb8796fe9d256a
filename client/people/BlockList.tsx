import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef } from "react";
import type { BlockView } from "#shared/people/blocks.contract";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { PagedList } from "../ui/PagedList";
import styles from "./Blocks.module.css";
import { blocksQuery, useBlock } from "./blocks.queries";

/** Whom one has blocked, each with the way to let it be. */
export function BlockList() {
  const words = useWords();
  const list = useInfiniteQuery(blocksQuery);
  // A row goes with its button: whoever holds the keys then goes on from the heading.
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <>
      <h2 id="blocks" ref={heading} tabIndex={-1}>
        {words("blocks.title")}
      </h2>
      <p className="soft">{words("blocks.text")}</p>
      <PagedList list={list} className={styles.list} none={<p className="soft">{words("blocks.none")}</p>}>
        {({ person }) => (
          <Row key={person.personId} person={person} onDone={() => heading.current?.focus()} />
        )}
      </PagedList>
    </>
  );
}

function Row({ person, onDone }: Pick<BlockView, "person"> & { onDone: () => void }) {
  const words = useWords();
  const block = useBlock(person);
  const { name, unit } = person;
  return (
    <li className={styles.row}>
      <span>
        {name}
        {unit !== "" && <span className="small soft"> · {unit}</span>}
      </span>
      <Button
        size="small"
        weight="quiet"
        isBusy={block.isPending}
        aria-label={words("blocks.stopOf", { name })}
        // What is asked of the change itself would not be told to a row that is gone by then.
        onClick={() => void block.mutateAsync(false).then(onDone, () => undefined)}
      >
        {words("blocks.stop.confirm")}
      </Button>
    </li>
  );
}

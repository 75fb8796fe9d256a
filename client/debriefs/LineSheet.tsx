import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { lineEndpoints } from "#shared/debriefs/lines.endpoints";
import type { PersonMark } from "#shared/people/people.contract";
import { useWords } from "../language/useWords";
import { doPatiently } from "../live/deed";
import { Button } from "../ui/Button";
import { Sheet } from "../ui/Dialog";
import { showToast } from "../ui/toastStore";
import { LineComposer } from "./LineComposer";
import styles from "./Lines.module.css";
import { LineTalk } from "./LineTalk";
import { askForLines, lineQuery } from "./lines.queries";
import { useView } from "./useDebriefRoom";
import { useRoomRefusal } from "./useRoomRefusal";

interface Props {
  /** Whose line is open; null for none. */
  person: PersonMark | null;
  onClose: () => void;
}

/** One participant's line, for whoever facilitates: read, answered, or said to need no answer. */
export function LineSheet({ person, onClose }: Props) {
  return person && <OpenLine key={person.personId} person={person} onClose={onClose} />;
}

function OpenLine({ person: { personId, name }, onClose }: { person: PersonMark; onClose: () => void }) {
  const words = useWords();
  const refusal = useRoomRefusal();
  const debriefId = useView(({ id }) => id);
  const { data, error } = useQuery(lineQuery(debriefId, personId));
  const messages = data?.messages ?? [];
  const latestAt = messages.at(-1)?.at ?? 0;
  const waits = data?.line != null && data.line.waitsSince !== null;
  return (
    <Sheet
      title={words("debriefs.lines.with", { name: name || words("debriefs.line.gone") })}
      isOpen
      onClose={onClose}
      actions={data && <LineComposer personId={personId} upTo={latestAt} />}
    >
      {error ? (
        <p role="alert">{refusal(error)}</p>
      ) : (
        <>
          <p className={styles.who}>{words("debriefs.lines.who", { name })}</p>
          <LineTalk personId={personId} messages={messages} />
          {waits && <Settle personId={personId} upTo={latestAt} />}
        </>
      )}
    </Sheet>
  );
}

function Settle({ personId, upTo }: { personId: string; upTo: number }) {
  const words = useWords();
  const refusal = useRoomRefusal();
  const client = useQueryClient();
  const debriefId = useView(({ id }) => id);
  const [isBusy, setIsBusy] = useState(false);
  const settle = async () => {
    setIsBusy(true);
    try {
      await doPatiently(lineEndpoints.settle, { params: { debriefId, personId }, input: { upTo } });
    } catch (error) {
      showToast(refusal(error), { tone: "wrong" });
    } finally {
      setIsBusy(false);
      askForLines(client, debriefId);
    }
  };
  return (
    <Button
      size="small"
      weight="quiet"
      className={styles.settle}
      isBusy={isBusy}
      onClick={() => void settle()}
    >
      {words("debriefs.lines.settle")}
    </Button>
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { OwnRequestView } from "#shared/groups/groups.contract";
import { useTime } from "../language/time";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { PagedList } from "../ui/PagedList";
import { showToast } from "../ui/toastStore";
import styles from "./Cards.module.css";
import { ownRequestsQuery, useAsking } from "./memberships.queries";

/** What the viewer has asked for, and what the facilitators said to it. */
export function OwnRequests() {
  const words = useWords();
  const list = useInfiniteQuery(ownRequestsQuery);
  return (
    <PagedList
      list={list}
      className={styles.list}
      none={<p className="soft">{words("groups.asked.noneText")}</p>}
    >
      {(request) => <OwnRequest key={request.id} request={request} />}
    </PagedList>
  );
}

function OwnRequest({ request }: { request: OwnRequestView }) {
  const words = useWords();
  const time = useTime();
  const refusal = useRefusal();
  const { id, groupId, groupName, words: said, at, state, answer } = request;
  const { withdraw } = useAsking(groupId);
  const takeBack = () =>
    withdraw.mutate(id, { onError: (error) => showToast(refusal(error), { tone: "wrong" }) });
  return (
    <li className={styles.card}>
      <h3 className={styles.title}>
        <Link to={`/groups/${groupId}`}>{groupName}</Link>
      </h3>
      <p className={styles.meta}>
        <strong className={styles.state} data-state={state}>
          {words(`groups.asked.${state}`)}
        </strong>
        <time dateTime={new Date(at).toISOString()}>{words("groups.asked.at", { ago: time.ago(at) })}</time>
      </p>
      {answer !== "" && <p className={styles.said}>{answer}</p>}
      {state === "open" && said !== "" && <p className={styles.said}>{said}</p>}
      {state === "open" && (
        <p>
          <Button
            size="small"
            isBusy={withdraw.isPending}
            aria-label={words("groups.asked.takeBackOf", { name: groupName })}
            onClick={takeBack}
          >
            {words("groups.asked.takeBack")}
          </Button>
        </p>
      )}
    </li>
  );
}

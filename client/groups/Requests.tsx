import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { GroupView, RequestView } from "#shared/groups/groups.contract";
import { canAnswerRequest } from "#shared/groups/groups.policy";
import { useViewer } from "../accounts/accounts.queries";
import { useTime } from "../language/time";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { PagedList } from "../ui/PagedList";
import { showToast } from "../ui/toastStore";
import cards from "./Cards.module.css";
import { DeclineRequest } from "./DeclineRequest";
import styles from "./GroupPage.module.css";
import { requestsQuery, useAnswer } from "./memberships.queries";
import { PersonCard } from "./PersonCard";

/** Who asks to be let in, the oldest first. */
export function Requests({ group }: { group: GroupView }) {
  const words = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const list = useInfiniteQuery(requestsQuery(group.id));
  const [declining, setDeclining] = useState<RequestView | null>(null);
  // The request goes with its buttons: whoever holds the keys goes on from the top of the list.
  const handleAnswered = () => heading.current?.focus();
  const none = (
    <EmptyState title={words("groups.requests.none")}>
      {words(group.joining === "request" ? "groups.requests.noneText" : "groups.requests.notAsked")}
    </EmptyState>
  );
  return (
    <section className={styles.part} aria-labelledby="requests">
      <h2 id="requests" ref={heading} tabIndex={-1}>
        {words("groups.part.requests")}
      </h2>
      <PagedList list={list} className={cards.list} none={none}>
        {(request) => (
          <Request
            key={request.id}
            group={group}
            request={request}
            onDecline={() => setDeclining(request)}
            onAnswered={handleAnswered}
          />
        )}
      </PagedList>
      <DeclineRequest request={declining} onAnswered={handleAnswered} onClose={() => setDeclining(null)} />
    </section>
  );
}

interface RequestProps {
  group: GroupView;
  request: RequestView;
  onDecline: () => void;
  onAnswered: () => void;
}

function Request({ group, request, onDecline, onAnswered }: RequestProps) {
  const words = useWords();
  const time = useTime();
  const refusal = useRefusal();
  const viewer = useViewer();
  const answer = useAnswer();
  const { id, person, campus, words: said, at } = request;
  const { name } = person;
  const letIn = async () => {
    try {
      await answer.mutateAsync({ requestId: id, isAccepted: true, words: "" });
      showToast(words("groups.requests.letInDone", { name }));
    } catch (error) {
      showToast(refusal(error), { tone: "wrong" });
    }
    onAnswered();
  };
  return (
    <li className={cards.card}>
      <PersonCard person={person} campus={campus}>
        <time className="small soft" dateTime={new Date(at).toISOString()}>
          {words("groups.requests.at", { ago: time.ago(at) })}
        </time>
      </PersonCard>
      {said !== "" && <p className={cards.said}>{said}</p>}
      {canAnswerRequest(viewer, { group, personId: person.personId }) && (
        <div className={cards.ways}>
          <Button
            size="small"
            weight="first"
            isBusy={answer.isPending}
            aria-label={words("groups.requests.letInOf", { name })}
            onClick={() => void letIn()}
          >
            {words("groups.requests.letIn")}
          </Button>
          <Button size="small" aria-label={words("groups.requests.declineOf", { name })} onClick={onDecline}>
            {words("groups.requests.decline")}
          </Button>
        </div>
      )}
    </li>
  );
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { type ImportView, importEndpoints } from "#shared/forums/imports.contract";
import type { SpaceView } from "#shared/forums/spaces.contract";
import { call } from "../http/call";
import { useRefusal, useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button, ButtonLink } from "../ui/Button";
import { FormError } from "../ui/FormError";
import { Notice } from "../ui/Notice";
import { ForumsFailed } from "./ForumsFailed";
import { ImportPlan } from "./ImportPlan";
import { importQuery } from "./imports.queries";
import styles from "./MovingPage.module.css";

interface Props {
  space: SpaceView;
  importId: string;
  onAnother: () => void;
}

/** How far an import is: what it would do, what is wrong with its file, what it has brought in. */
export function ImportState({ space, importId, onAnother }: Props) {
  const words = useWords();
  const refusal = useRefusal();
  const client = useQueryClient();
  const found = useQuery(importQuery(space.id, importId));
  const run = useMutation({
    mutationFn: () => call(importEndpoints.run, { params: { spaceId: space.id, importId }, input: {} }),
    onSuccess: (view) => client.setQueryData(importQuery(space.id, importId).queryKey, view),
  });
  const state = found.data?.state;
  const isDone = state === "done";
  useEffect(() => {
    if (isDone) void client.invalidateQueries({ queryKey: ["forums"], predicate: isNoImport });
  }, [client, isDone]);
  if (!found.data) return <ForumsFailed query={found} />;
  const view = found.data;
  const another = <Button onClick={onAnother}>{words("forums.import.another")}</Button>;
  return (
    <Status key={state} view={view}>
      {view.state === "checked" && <ImportPlan view={view} />}
      <FormError message={run.error && refusal(run.error)} />
      <div className={styles.ways}>
        {view.state === "checked" && view.problemCount === 0 && view.plan !== null && view.plan.posts > 0 && (
          <Button weight="first" isBusy={run.isPending} onClick={() => run.mutate()}>
            {words("forums.import.run", { count: view.plan.posts - view.plan.known })}
          </Button>
        )}
        {isDone && (
          <ButtonLink weight="first" to={`/spaces/${space.id}?order=new`}>
            {words("forums.import.look")}
          </ButtonLink>
        )}
        {["arriving", "checked", "done", "refused"].includes(view.state) && another}
      </div>
    </Status>
  );
}

/** The focus goes to what has become of it, since what had it is gone. */
function Status({ view, children }: { view: ImportView; children: ReactNode }) {
  const words = useWords();
  const sentence = useSentence();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus();
  }, []);
  const { state, fileName, done, plan, reason, problemCount } = view;
  const isFaulty = state === "refused" || problemCount > 0;
  const tone = isFaulty ? "wrong" : state === "done" ? "fine" : "plain";
  return (
    <div className={styles.state}>
      <div ref={place} tabIndex={-1} role="status">
        <Notice tone={tone}>
          <p>
            <strong>{fileName}</strong>
          </p>
          <p>
            {state === "refused"
              ? sentence(reason)
              : words(isFaulty ? "forums.import.faulty" : `forums.import.state.${state}`, {
                  count: isFaulty ? problemCount : done.posts,
                  threads: done.threads,
                })}
          </p>
        </Notice>
      </div>
      {(state === "checking" || state === "running") && (
        <progress
          className={styles.progress}
          max={plan ? Math.max(1, plan.posts - plan.known) : undefined}
          value={state === "running" ? done.posts : undefined}
          aria-label={words(`forums.import.state.${state}`, { count: done.posts, threads: done.threads })}
        />
      )}
      {children}
    </div>
  );
}

function isNoImport({ queryKey }: { queryKey: readonly unknown[] }): boolean {
  return queryKey[1] !== "import";
}

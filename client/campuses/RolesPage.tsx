import { useInfiniteQuery } from "@tanstack/react-query";
import type { HeldRoleView } from "#shared/campuses/roles.contract";
import { useTime } from "../language/time";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { ErrorState } from "../ui/ErrorState";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { ShowMore } from "../ui/ShowMore";
import { Skeleton } from "../ui/Skeleton";
import { showToast } from "../ui/toastStore";
import { GiveRoleForm } from "./GiveRoleForm";
import styles from "./RolesPage.module.css";
import { rolesQuery, useGiveRole, useTakeRole } from "./roles.queries";

/** Who holds which role where, as far as it is in one's hands, and a way to give another. */
export function RolesPage() {
  const words = useWords();
  const list = useInfiniteQuery(rolesQuery);
  const scopes = list.data?.pages[0]?.scopes ?? [];
  const held = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page width="narrow">
      <PageTitle title={words("nav.roles")} />
      <h1>{words("nav.roles")}</h1>
      <p className={styles.lead}>{words("roles.lead")}</p>
      {list.isPending && <Skeleton lines={5} />}
      {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && scopes.length === 0 && held.length === 0 && (
        <EmptyState title={words("roles.none")}>{words("roles.noneText")}</EmptyState>
      )}
      {scopes.length > 0 && <GiveRoleForm scopes={scopes} />}
      {list.data && scopes.length > 0 && (
        <section aria-labelledby="held" className={styles.held}>
          <h2 id="held">{words("roles.held")}</h2>
          {held.length === 0 ? (
            <p className="soft">{words("roles.heldNone")}</p>
          ) : (
            <ul className={styles.list}>
              {held.map((role) => (
                <HeldRole key={role.id} held={role} />
              ))}
            </ul>
          )}
        </section>
      )}
      <ShowMore list={list} />
    </Page>
  );
}

function HeldRole({ held }: { held: HeldRoleView }) {
  const words = useWords();
  const time = useTime();
  const refusal = useRefusal();
  const give = useGiveRole();
  const take = useTakeRole();
  const { person, role, scope } = held;
  const tellRefusal = (error: unknown) => showToast(refusal(error), { tone: "wrong" });

  // Giving it again is the undo: the same role in the same scope.
  const giveBack = () =>
    give.mutate(
      { address: person.address, role, scopeKind: scope.kind, scopeId: scope.id },
      { onError: tellRefusal },
    );
  const handleTake = () =>
    take.mutate(held.id, {
      onSuccess: () =>
        showToast(words("roles.taken", { name: person.name }), {
          action: { label: words("ui.undo"), onAction: giveBack },
        }),
      onError: tellRefusal,
    });

  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <strong>{person.name}</strong>
        <span>{words("roles.isIn", { role, scope: scope.kind === "site" ? "site" : scope.name })}</span>
        <span className="small faint">
          {person.address} ·{" "}
          {held.givenBy
            ? words("roles.givenBy", { name: held.givenBy, day: time.shortDay(held.givenAt) })
            : words("roles.givenAt", { day: time.shortDay(held.givenAt) })}
        </span>
      </div>
      <Button
        size="small"
        isBusy={take.isPending}
        aria-label={words("roles.takeFrom", { name: person.name })}
        onClick={handleTake}
      >
        {words("roles.take")}
      </Button>
    </li>
  );
}

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import { siteQuery } from "../accounts/accounts.queries";
import { isRefusal } from "../http/ApiError";
import { call } from "../http/call";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button, ButtonLink } from "../ui/Button";
import { TextField } from "../ui/Field";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { Skeleton } from "../ui/Skeleton";
import styles from "./JoinByCode.module.css";

/** Enters a room by the code on its wall: typed here, or scanned and then part of the address. */
export function JoinByCode() {
  const { code = "" } = useParams();
  const words = useWords();
  const site = useQuery(siteQuery);
  const isStranger = site.data?.me === null;
  return (
    <Page width="narrow">
      <PageTitle title={words("debriefs.join.title")} />
      {site.data === undefined && !site.error ? (
        <Skeleton />
      ) : isStranger && code !== "" ? (
        <ForStrangers code={code} />
      ) : (
        <CodeForm key={code} given={code} isMember={!isStranger} />
      )}
    </Page>
  );
}

function ForStrangers({ code }: { code: string }) {
  const words = useWords();
  const next = new URLSearchParams({ next: `/j/${encodeURIComponent(code)}` });
  return (
    <div className={styles.join}>
      <h1>{words("debriefs.join.strangerTitle")}</h1>
      <p className={styles.lead}>{words("debriefs.join.strangerText", { code: spaced(code) })}</p>
      <div className={styles.ways}>
        <ButtonLink weight="first" size="large" to={`/sign-up?${next}`}>
          {words("debriefs.signUp")}
        </ButtonLink>
        <ButtonLink size="large" to={`/sign-in?${next}`}>
          {words("debriefs.signIn")}
        </ButtonLink>
      </div>
    </div>
  );
}

function CodeForm({ given, isMember }: { given: string; isMember: boolean }) {
  const words = useWords();
  const navigate = useNavigate();
  const [code, setCode] = useState(spaced(given));
  const lookup = useLookup(isMember ? given : "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asked = plain(code);
    if (asked === "") return;
    if (asked === plain(given)) lookup.again();
    else void navigate(`/j/${encodeURIComponent(asked)}`);
  };
  return (
    <form className={styles.join} onSubmit={submit}>
      <h1>{words("debriefs.join.title")}</h1>
      <p className={styles.lead}>{words("debriefs.join.lead")}</p>
      <div className={styles.code}>
        <TextField
          label={words("debriefs.join.code")}
          hint={words("debriefs.join.hint")}
          error={lookup.problem}
          value={code}
          onChange={(event) => setCode(event.target.value.toUpperCase())}
          autoCapitalize="characters"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={20}
          required
        />
      </div>
      <Button type="submit" weight="first" size="large" isBusy={lookup.isBusy}>
        {words("debriefs.join.enter")}
      </Button>
    </form>
  );
}

/** Finds the room behind a code that came with the address, and goes in. */
function useLookup(code: string) {
  const words = useWords();
  const refusal = useRefusal();
  const navigate = useNavigate();
  const found = useQuery({
    queryKey: ["debriefs", "code", plain(code)],
    queryFn: ({ signal }) => call(debriefEndpoints.findByCode, { signal, input: { code: spaced(code) } }),
    enabled: code !== "",
    gcTime: 0,
    retry: false,
  });
  const debriefId = found.data?.debriefId;
  useEffect(() => {
    if (debriefId !== undefined) void navigate(`/debriefs/${debriefId}`, { replace: true });
  }, [debriefId, navigate]);
  const isUnknown = isRefusal(found.error, "notFound") || isRefusal(found.error, "invalid");
  return {
    isBusy: found.isFetching,
    again: () => void found.refetch(),
    problem: found.error === null ? null : isUnknown ? words("debriefs.join.unknown") : refusal(found.error),
  };
}

/** As it stands on the wall: `KITE 42`. */
function spaced(code: string): string {
  return plain(code).replace(/^([A-Z]+)(\d+)$/, "$1 $2");
}

/** As it stands in an address: `KITE42`. */
function plain(code: string): string {
  return code.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

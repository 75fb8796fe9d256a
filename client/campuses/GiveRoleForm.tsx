import { type FormEvent, useState } from "react";
import { type GivingScope, giveRoleInput, type ScopeView } from "#shared/campuses/roles.contract";
import type { Role, ScopeKind } from "#shared/people/viewer";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Chips } from "../ui/Chips";
import { Select, TextField } from "../ui/Field";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./RolesPage.module.css";
import { RoomChoice } from "./RoomChoice";
import { useGiveRole } from "./roles.queries";

interface Props {
  /** Where one may give a role, and which. */
  scopes: readonly GivingScope[];
}

const FIELDS = ["address"];

/** From the smallest place to the whole site, so that what is offered first gives away least. */
const NEAREST_FIRST: readonly ScopeKind[] = ["room", "group", "campus", "alliance", "site"];

/** Gives a role to the person behind a campus address. Offers only what the server would grant. */
export function GiveRoleForm({ scopes }: Props) {
  const words = useWords();
  const give = useGiveRole();
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const [address, setAddress] = useState("");
  const [scopeKey, setScopeKey] = useState("");
  const [chosenRole, setRole] = useState<Role | null>(null);
  const [roomId, setRoomId] = useState<string | null>(null);
  const groups = NEAREST_FIRST.map((kind) => scopes.filter((offered) => offered.kind === kind));
  const scope = scopes.find((offered) => keyOf(offered) === scopeKey) ?? groups.flat()[0]!;
  const offered = rolesOffered(scope);
  const role = chosenRole && offered.includes(chosenRole) ? chosenRole : offered[0]!;
  // A campus has no facilitator: its debriefs have, and which one is asked next.
  const isOfRoom = role === "facilitator" && scope.kind === "campus";
  const place = isOfRoom
    ? { scopeKind: "room", scopeId: roomId }
    : { scopeKind: scope.kind, scopeId: scope.id };

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const input = check(giveRoleInput, { address, role, ...place });
    if (!input) return;
    give.mutate(input, {
      onSuccess: ({ person }) => {
        setAddress("");
        showToast(words("roles.given", { name: person.name }));
      },
      onError: refuse,
    });
  };

  return (
    <form ref={form} className={styles.form} onSubmit={handleSubmit} aria-labelledby="give" noValidate>
      <h2 id="give">{words("roles.give")}</h2>
      <Select
        label={words("roles.scope")}
        value={keyOf(scope)}
        onChange={(event) => setScopeKey(event.target.value)}
      >
        {groups.map((group, index) => (
          <ScopeGroup
            key={NEAREST_FIRST[index]}
            label={words(`roles.kind.${NEAREST_FIRST[index]!}`)}
            scopes={group}
          />
        ))}
      </Select>
      {offered.length > 1 ? (
        <Chips
          label={words("roles.role")}
          options={offered.map((value) => ({ value, label: words(`roles.role.${value}`) }))}
          value={role}
          onChange={setRole}
        />
      ) : null}
      <p className="soft">{words(`roles.does.${role}`)}</p>
      {isOfRoom && <RoomChoice campusId={scope.id!} roomId={roomId} onChoose={setRoomId} />}
      <TextField
        label={words("roles.whom")}
        hint={words("roles.whomHint")}
        error={errors.address ?? null}
        name="address"
        type="email"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        value={address}
        onChange={(event) => setAddress(event.target.value)}
      />
      <FormError message={errors.form} />
      <p>
        <Button type="submit" weight="first" isBusy={give.isPending} disabled={isOfRoom && roomId === null}>
          {words("roles.giveRole", { role })}
        </Button>
      </p>
    </form>
  );
}

/** The roles of the place itself, and of a campus also the one that holds in its debriefs. */
function rolesOffered({ roles, hasRooms }: GivingScope): readonly Role[] {
  return hasRooms ? [...roles, "facilitator"] : roles;
}

function ScopeGroup({ label, scopes }: { label: string; scopes: readonly GivingScope[] }) {
  const words = useWords();
  if (scopes.length === 0) return null;
  return (
    <optgroup label={label}>
      {scopes.map((scope) => (
        <option key={keyOf(scope)} value={keyOf(scope)}>
          {scope.kind === "site" ? words("roles.site") : scope.name}
        </option>
      ))}
    </optgroup>
  );
}

function keyOf(scope: ScopeView): string {
  return `${scope.kind}:${scope.id ?? ""}`;
}

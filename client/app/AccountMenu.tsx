import { ChevronDown } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { Link, NavLink, useLocation } from "react-router";
import type { MeView } from "#shared/accounts/accounts.contract";
import { useSignOut } from "../accounts/accounts.queries";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Face } from "../ui/Face";
import { showToast } from "../ui/toastStore";
import styles from "./AccountMenu.module.css";
import { useNavItems } from "./navItems";

interface Props {
  me: MeView;
}

/** Who one is here, and what belongs to that; on a phone also the places of the site. */
export function AccountMenu({ me }: Props) {
  const words = useWords();
  const panelId = useId();
  const { isOpen, setIsOpen, frame, button } = useDisclosure();
  return (
    <div ref={frame} className={styles.menu}>
      <button
        ref={button}
        type="button"
        className={styles.opener}
        aria-expanded={isOpen}
        aria-controls={panelId}
        aria-label={words("nav.menuOf", { name: me.name })}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Face name={me.name} />
        <ChevronDown size={14} aria-hidden="true" />
      </button>
      <div id={panelId} className={styles.panel} hidden={!isOpen}>
        <MenuContent me={me} />
      </div>
    </div>
  );
}

function MenuContent({ me }: Props) {
  const words = useWords();
  const refusal = useRefusal();
  const signOut = useSignOut();
  const items = useNavItems();
  const handleSignOut = () =>
    signOut.mutate(false, {
      onError: (error) => showToast(refusal(error), { tone: "wrong" }),
    });
  return (
    <>
      <p className={styles.who}>
        <strong>{me.name}</strong>
        <span className="small soft">
          {me.unit === "" ? me.campus.name : `${me.unit} · ${me.campus.name}`}
        </span>
        <span className="small faint">{me.address}</span>
      </p>
      <nav aria-label={words("nav.menu")} className={styles.places}>
        {items.map(({ to, label, current }) => (
          <Link key={to} to={to} aria-current={current}>
            {words(label)}
          </Link>
        ))}
      </nav>
      <NavLink to="/settings">{words("nav.settings")}</NavLink>
      <button type="button" onClick={handleSignOut}>
        {words("accounts.signOut")}
      </button>
    </>
  );
}

/** Opens on its button; closes on Escape, on a click or the focus elsewhere, and on going to another page. */
function useDisclosure() {
  const [isOpen, setIsOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { key } = useLocation();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new key is a new place, also at the same address.
  useEffect(() => setIsOpen(false), [key]);

  useEffect(() => {
    if (!isOpen) return;
    const closeElsewhere = (event: Event) => {
      if (!frame.current?.contains(event.target as Node)) setIsOpen(false);
    };
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setIsOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", closeElsewhere);
    document.addEventListener("focusin", closeElsewhere);
    document.addEventListener("keydown", closeOnEscape);
    return () => {
      document.removeEventListener("pointerdown", closeElsewhere);
      document.removeEventListener("focusin", closeElsewhere);
      document.removeEventListener("keydown", closeOnEscape);
    };
  }, [isOpen]);

  return { isOpen, setIsOpen, frame, button };
}

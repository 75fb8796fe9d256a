import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useWords } from "../language/useWords";
import { Button } from "./Button";
import styles from "./Toasts.module.css";
import { dismissToast, type Toast, useToastStore } from "./toastStore";

/** Long enough to read twice and to reach the button without a mouse. */
const PATIENCE = 10_000;

/** The lines at the foot of the page. Mounted once; stays usable above open dialogs. */
export function Toasts() {
  const toasts = useToastStore((state) => state.toasts);
  const words = useWords();
  return (
    <section
      aria-label={words("ui.messages")}
      aria-live="polite"
      className={styles.toasts}
      data-react-aria-top-layer="true"
    >
      {toasts.map((toast) => (
        <ToastLine key={toast.key} toast={toast} />
      ))}
    </section>
  );
}

function ToastLine({ toast }: { toast: Toast }) {
  const words = useWords();
  const [isHeld, setIsHeld] = useState(false);

  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => dismissToast(toast.key), PATIENCE);
    return () => clearTimeout(timer);
  }, [toast.key, isHeld]);

  const { action } = toast;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at the line or focusing into it only holds its time.
    <div
      className={styles.toast}
      data-tone={toast.tone}
      onMouseEnter={() => setIsHeld(true)}
      onMouseLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <p className={styles.message}>{toast.message}</p>
      {action && (
        <Button
          size="small"
          onClick={() => {
            dismissToast(toast.key);
            action.onAction();
          }}
        >
          {action.label}
        </Button>
      )}
      <Button
        weight="quiet"
        size="small"
        aria-label={words("ui.dismiss")}
        onClick={() => dismissToast(toast.key)}
      >
        <X size={16} aria-hidden="true" />
      </Button>
    </div>
  );
}

import { useAnnouncerStore } from "./announcerStore";
import { VisuallyHidden } from "./VisuallyHidden";

/** Holds the live regions. Mounted once, above everything, also above open dialogs. */
export function Announcer() {
  const { polite, assertive } = useAnnouncerStore();
  return (
    <div data-react-aria-top-layer="true">
      <VisuallyHidden>
        <span role="status" aria-live="polite">
          {polite}
        </span>
        <span role="alert" aria-live="assertive">
          {assertive}
        </span>
      </VisuallyHidden>
    </div>
  );
}

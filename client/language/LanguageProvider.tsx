import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { IntlProvider } from "react-intl";
import type { Language } from "#shared/languages";
import { catalogueOf, loadCatalogue, onCatalogue } from "./catalogues";
import { toLocale, useLanguageStore } from "./languageStore";

interface Props {
  children: ReactNode;
}

/**
 * Speaks the device's language to everything inside. While another catalogue is on its way the former one stays,
 * so that nothing on the page is lost or blank.
 */
export function LanguageProvider({ children }: Props) {
  const wanted = useLanguageStore((state) => state.language);
  const [spoken, setSpoken] = useState<Language | null>(() => (catalogueOf(wanted) ? wanted : null));

  const [hasFailed, setHasFailed] = useState(false);

  useEffect(() => {
    let isCurrent = true;
    // A catalogue that cannot be fetched leaves the page in the language it has.
    loadCatalogue(wanted).then(
      () => isCurrent && setSpoken(wanted),
      () => isCurrent && setHasFailed(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [wanted]);

  useEffect(() => {
    if (spoken) document.documentElement.lang = spoken;
  }, [spoken]);

  const catalogue = useSyncExternalStore(onCatalogue, () => spoken && catalogueOf(spoken));
  if (hasFailed && !catalogue) return <Unspoken />;
  if (!spoken || !catalogue) return null;
  return (
    <IntlProvider locale={toLocale(spoken)} messages={catalogue.messages} onError={reportMissing}>
      {children}
    </IntlProvider>
  );
}

/** The one page without a catalogue: the catalogue itself did not come. */
function Unspoken() {
  return (
    <main>
      <p>Throughline cannot be reached. Check the connection and load the page again.</p>
      <p lang="es">No se puede acceder a Throughline. Revise la conexión y vuelva a cargar la página.</p>
    </main>
  );
}

function reportMissing(error: Error) {
  if (import.meta.env.DEV) console.error(error.message);
}

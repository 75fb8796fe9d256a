import type { ReactNode } from "react";
import { Crumbs, type Step } from "../ui/Crumbs";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import styles from "./Care.module.css";

interface Props {
  /** The way here, where it leads through a space or group. */
  steps?: readonly Step[];
  title: string;
  lead: string;
  children: ReactNode;
}

/** What every page of care begins with. */
export function CareFrame({ steps, title, lead, children }: Props) {
  return (
    <Page width="narrow">
      <PageTitle title={title} />
      <header className={styles.head}>
        {steps && <Crumbs steps={steps} />}
        <h1>{title}</h1>
        <p className="soft">{lead}</p>
      </header>
      {children}
    </Page>
  );
}

import styles from "./FormError.module.css";

interface Props {
  message: string | null | undefined;
}

/** Says what is wrong with a form as a whole. Its place is always there, so that it is read out when it fills. */
export function FormError({ message }: Props) {
  return (
    <div role="alert" className={styles.place}>
      {message && <p className={styles.error}>{message}</p>}
    </div>
  );
}

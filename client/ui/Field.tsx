import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";
import styles from "./Field.module.css";

interface FieldProps {
  label: ReactNode;
  /** Stands under the field and is read with it. */
  hint?: ReactNode;
  /** What is wrong, in a sentence; replaces nothing and takes nothing away. */
  error?: string | null;
}

interface TextFieldProps extends FieldProps, InputHTMLAttributes<HTMLInputElement> {
  /** Stands inside the field, after what is typed: an `@domain`, a button to show a password. */
  after?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

export function TextField({ label, hint, error, after, id, ...rest }: TextFieldProps) {
  const field = useFieldIds(id, hint, error);
  return (
    <Frame label={label} hint={hint} error={error} ids={field}>
      <div className={styles.box} data-invalid={error ? "" : undefined}>
        <input type="text" {...rest} {...field.props} className={styles.input} />
        {after}
      </div>
    </Frame>
  );
}

interface TextAreaProps extends FieldProps, TextareaHTMLAttributes<HTMLTextAreaElement> {
  ref?: Ref<HTMLTextAreaElement>;
}

/** Several lines of plain words; grows with what is written. */
export function TextArea({ label, hint, error, id, ...rest }: TextAreaProps) {
  const field = useFieldIds(id, hint, error);
  return (
    <Frame label={label} hint={hint} error={error} ids={field}>
      <div className={styles.box} data-invalid={error ? "" : undefined}>
        <textarea rows={3} {...rest} {...field.props} className={styles.area} />
      </div>
    </Frame>
  );
}

interface SelectProps extends FieldProps, SelectHTMLAttributes<HTMLSelectElement> {
  /** `option` elements. */
  children: ReactNode;
  ref?: Ref<HTMLSelectElement>;
}

/** The device's own list: it fits every screen and speaks to every screen reader. */
export function Select({ label, hint, error, id, children, ...rest }: SelectProps) {
  const field = useFieldIds(id, hint, error);
  return (
    <Frame label={label} hint={hint} error={error} ids={field}>
      <div className={styles.box} data-invalid={error ? "" : undefined}>
        <select {...rest} {...field.props} className={styles.select}>
          {children}
        </select>
      </div>
    </Frame>
  );
}

interface FrameProps extends FieldProps {
  ids: ReturnType<typeof useFieldIds>;
  children: ReactNode;
}

function Frame({ label, hint, error, ids, children }: FrameProps) {
  return (
    <div className={styles.field}>
      <label htmlFor={ids.props.id} className={styles.label}>
        {label}
      </label>
      {children}
      {error && (
        <p id={ids.errorId} className={styles.error}>
          {error}
        </p>
      )}
      {hint && (
        <p id={ids.hintId} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

function useFieldIds(given: string | undefined, hint: ReactNode, error: string | null | undefined) {
  const made = useId();
  const id = given ?? made;
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [error && errorId, hint && hintId].filter(Boolean).join(" ");
  return {
    hintId,
    errorId,
    props: {
      id,
      "aria-describedby": describedBy || undefined,
      "aria-invalid": error ? (true as const) : undefined,
    },
  };
}

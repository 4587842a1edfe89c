import styles from './field.module.css';
import { Field, type FieldProps } from './field.tsx';

/** One of a few named values. */
export function SelectField<Value extends string>(
  props: FieldProps & {
    readonly options: readonly { readonly value: Value; readonly label: string }[];
    readonly value: Value;
    readonly onChange: (value: Value) => void;
  },
) {
  const { options, value, onChange, ...words } = props;
  return (
    <Field {...words}>
      {(links) => (
        <select
          {...links}
          className={styles.input}
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.currentTarget.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

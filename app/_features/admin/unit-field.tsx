import { Field, type FieldProps } from './field.tsx';
import { UnitSelect, type UnitSelectProps } from './unit-select.tsx';

/** One of the units where the user may do something. */
export function UnitField(props: FieldProps & Omit<UnitSelectProps, 'links'>) {
  const { value, onChange, placeholder, action, ...words } = props;
  return (
    <Field {...words}>
      {(links) => (
        <UnitSelect
          links={links}
          action={action}
          value={value}
          placeholder={placeholder}
          onChange={onChange}
        />
      )}
    </Field>
  );
}

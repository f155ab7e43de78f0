import { FormGroup, TextInput } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';

/** A passphrase that is typed and not shown. */
export function PassphraseField({
  label,
  value,
  isNew = false,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly isNew?: boolean;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const id = useId();
  return (
    <FormGroup label={label} fieldId={id}>
      <TextInput
        id={id}
        type="password"
        value={value}
        maxLength={1024}
        autoComplete={isNew ? 'new-password' : 'off'}
        onChange={(_event, next) => onChange(next)}
      />
    </FormGroup>
  );
}

import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from '@patternfly/react-core';
import type { ReactNode } from 'react';

interface LineFieldProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  /** Said in the place of the help. */
  readonly error: string | undefined;
  readonly value: string;
  readonly isFirst?: boolean;
  readonly onChange: (value: string) => void;
}

/** A line of text with its label and its help. `isFirst`: it has the focus when it appears. */
export function LineField(props: LineFieldProps): ReactNode {
  const { id, label, help, error, value, isFirst = false, onChange } = props;
  return (
    <FormGroup label={label} fieldId={id}>
      <TextInput
        id={id}
        value={value}
        autoComplete="off"
        autoFocus={isFirst}
        spellCheck={false}
        validated={error === undefined ? 'default' : 'error'}
        aria-describedby={`${id}-help`}
        onChange={(_event, next) => onChange(next)}
      />
      <FormHelperText>
        <HelperText>
          <HelperTextItem id={`${id}-help`} variant={error === undefined ? 'default' : 'error'}>
            {error ?? help}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
}

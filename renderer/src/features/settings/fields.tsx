import {
  Checkbox,
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  TextInput,
} from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface FieldProps {
  readonly label: string;
  readonly help?: string;
  readonly error?: string;
  /** The machine's administrator has set it. */
  readonly isLocked?: boolean;
  readonly isDisabled?: boolean;
}

function Help({ id, help, error, isLocked = false }: FieldProps & { readonly id: string }): ReactNode {
  const { t } = useTranslation('settings');
  const text = error ?? (isLocked ? t('locked') : help);
  if (text === undefined) return null;
  return (
    <FormHelperText>
      <HelperText>
        <HelperTextItem id={id} variant={error === undefined ? 'default' : 'error'}>
          {text}
        </HelperTextItem>
      </HelperText>
    </FormHelperText>
  );
}

/** A line of text with its help. */
export function TextField(
  props: FieldProps & {
    readonly value: string;
    readonly type?: 'text' | 'number' | 'url';
    readonly onChange: (value: string) => void;
  },
): ReactNode {
  const { label, value, type = 'text', error, isLocked = false, isDisabled = false, onChange } = props;
  const id = useId();
  return (
    <FormGroup label={label} fieldId={id}>
      <TextInput
        id={id}
        type={type}
        value={value}
        isDisabled={isLocked || isDisabled}
        validated={error === undefined ? 'default' : 'error'}
        aria-describedby={`${id}-help`}
        onChange={(_event, next) => onChange(next)}
      />
      <Help {...props} id={`${id}-help`} />
    </FormGroup>
  );
}

/** One of a few. */
export function ChoiceField<Value extends string>(
  props: FieldProps & {
    readonly value: Value;
    readonly options: readonly { readonly value: Value; readonly text: string }[];
    readonly onChange: (value: Value) => void;
  },
): ReactNode {
  const { label, value, options, isLocked = false, isDisabled = false, onChange } = props;
  const id = useId();
  return (
    <FormGroup label={label} fieldId={id}>
      <FormSelect
        id={id}
        value={value}
        isDisabled={isLocked || isDisabled}
        aria-describedby={`${id}-help`}
        onChange={(_event, chosen) => {
          const option = options.find((candidate) => candidate.value === chosen);
          if (option !== undefined) onChange(option.value);
        }}
      >
        {options.map((option) => (
          <FormSelectOption key={option.value} value={option.value} label={option.text} />
        ))}
      </FormSelect>
      <Help {...props} id={`${id}-help`} />
    </FormGroup>
  );
}

/** Yes or no. */
export function CheckField(
  props: FieldProps & { readonly value: boolean; readonly onChange: (value: boolean) => void },
): ReactNode {
  const { t } = useTranslation('settings');
  const { label, value, help, isLocked = false, isDisabled = false, onChange } = props;
  const id = useId();
  return (
    <Checkbox
      id={id}
      label={label}
      isChecked={value}
      isDisabled={isLocked || isDisabled}
      description={isLocked ? t('locked') : help}
      onChange={(_event, checked) => onChange(checked)}
    />
  );
}

import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from './fields.tsx';
import { readWholeNumber } from './number-text.ts';

interface NumberFieldProps {
  readonly label: string;
  readonly help: string;
  readonly value: number | null;
  readonly from: number;
  readonly to: number;
  readonly isLocked: boolean;
  readonly isDisabled: boolean;
  readonly onChange: (value: number | null) => void;
}

/** A whole number or nothing. What is neither stays in the field, is told, and changes nothing. */
export function NumberField(props: NumberFieldProps): ReactNode {
  const { label, help, value, from, to, isLocked, isDisabled, onChange } = props;
  const { t } = useTranslation('settings');
  const [typed, setTyped] = useState<string>();
  const text = typed ?? (value === null ? '' : String(value));
  const isInvalid = readWholeNumber(text, from, to) === undefined;
  return (
    <TextField
      label={label}
      help={help}
      value={text}
      isLocked={isLocked}
      isDisabled={isDisabled}
      {...(isInvalid && { error: t('network.numberInvalid', { from, to }) })}
      onChange={(next) => {
        const number = readWholeNumber(next, from, to);
        setTyped(number === undefined ? next : undefined);
        if (number !== undefined) onChange(number);
      }}
    />
  );
}

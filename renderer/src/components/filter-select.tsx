import { FormSelect, FormSelectOption } from '@patternfly/react-core';
import type { ReactNode } from 'react';

/** One of a few values to filter a list by, or all. */
export function FilterSelect<Value extends string>({
  label,
  all,
  options,
  value,
  nameOf,
  onChange,
}: {
  readonly label: string;
  /** Says that nothing is filtered. */
  readonly all: string;
  readonly options: readonly Value[];
  readonly value: Value | undefined;
  readonly nameOf: (option: Value) => string;
  readonly onChange: (value: Value | undefined) => void;
}): ReactNode {
  return (
    <FormSelect
      aria-label={label}
      value={value ?? ''}
      onChange={(_event, chosen) => onChange(options.find((option) => option === chosen))}
    >
      <FormSelectOption value="" label={all} />
      {options.map((option) => (
        <FormSelectOption key={option} value={option} label={nameOf(option)} />
      ))}
    </FormSelect>
  );
}

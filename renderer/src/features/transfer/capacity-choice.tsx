import {
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
import { discKinds, discSizes } from '../../../../core/contract/index.ts';

const mebibyte = 1024 * 1024;

/** How much of a medium may be used: a kind of disc, a size of its own in MiB as text, or all that is free. */
export interface Capacity {
  readonly kind: string;
  readonly mebibytes: string;
}

export const allOfIt: Capacity = { kind: '', mebibytes: '' };

/** Bytes; undefined: all that is free; `invalid`: what was typed is no size. */
export function bytesOfCapacity({ kind, mebibytes }: Capacity): number | 'invalid' | undefined {
  const disc = discKinds.find((known) => known === kind);
  if (disc !== undefined) return discSizes[disc];
  if (kind !== 'own') return undefined;
  return /^[1-9]\d{0,8}$/.test(mebibytes) ? Number(mebibytes) * mebibyte : 'invalid';
}

interface CapacityChoiceProps {
  readonly value: Capacity;
  readonly isDisabled: boolean;
  readonly onChange: (value: Capacity) => void;
}

export function CapacityChoice({ value, isDisabled, onChange }: CapacityChoiceProps): ReactNode {
  const { t } = useTranslation(['transfer', 'flows'] as const);
  const id = useId();
  const isInvalid = value.mebibytes !== '' && bytesOfCapacity(value) === 'invalid';
  return (
    <>
      <FormGroup label={t('transfer:capacity.label')} fieldId={id}>
        <FormSelect
          id={id}
          value={value.kind}
          isDisabled={isDisabled}
          aria-describedby={`${id}-help`}
          onChange={(_event, kind) => onChange({ ...value, kind })}
        >
          <FormSelectOption value="" label={t('transfer:capacity.all')} />
          {discKinds.map((kind) => (
            <FormSelectOption key={kind} value={kind} label={t(`flows:disc.kind.${kind}`)} />
          ))}
          <FormSelectOption value="own" label={t('transfer:capacity.own')} />
        </FormSelect>
        <FormHelperText>
          <HelperText>
            <HelperTextItem id={`${id}-help`}>{t('transfer:capacity.help')}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
      {value.kind === 'own' && (
        <FormGroup label={t('transfer:capacity.mebibytes')} fieldId={`${id}-own`}>
          <TextInput
            id={`${id}-own`}
            inputMode="numeric"
            value={value.mebibytes}
            isDisabled={isDisabled}
            validated={isInvalid ? 'error' : 'default'}
            onChange={(_event, typed) => onChange({ ...value, mebibytes: typed.trim() })}
          />
        </FormGroup>
      )}
    </>
  );
}

import {
  Checkbox,
  ExpandableSection,
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  TextInput,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunOptions } from '../../../../core/contract/index.ts';
import { useWizard } from '../wizard/wizard-context.tsx';

type Flag =
  | 'strictArchive'
  | 'trustTarget'
  | 'olderSet'
  | 'verifyFirst'
  | 'ignoreReleaseSignature'
  | 'approvedOnly'
  | 'selfContained'
  | 'reproducible'
  | 'replacePrevious'
  | 'addIntermediate';
type Line = 'person' | 'sealNumber';
export type OptionName = Flag | Line | 'since' | 'layout' | 'workers' | 'maxNestedPaths';

/** Options that most runs leave alone, in plain words, folded away. */
export function MoreOptions({ names }: { readonly names: readonly OptionName[] }): ReactNode {
  const { t } = useTranslation('flows');
  const [isOpen, setOpen] = useState(false);
  return (
    <ExpandableSection
      toggleText={t('options.more')}
      isExpanded={isOpen}
      onToggle={(_event, expanded) => setOpen(expanded)}
      isIndented
    >
      <OptionFields names={names} />
    </ExpandableSection>
  );
}

export function OptionFields({ names }: { readonly names: readonly OptionName[] }): ReactNode {
  return (
    <div className="sluice-stack">
      {names.map((name) => (
        <OptionField key={name} name={name} />
      ))}
    </div>
  );
}

function OptionField({ name }: { readonly name: OptionName }): ReactNode {
  switch (name) {
    case 'strictArchive':
    case 'trustTarget':
    case 'olderSet':
    case 'verifyFirst':
    case 'ignoreReleaseSignature':
    case 'approvedOnly':
    case 'selfContained':
    case 'reproducible':
    case 'replacePrevious':
    case 'addIntermediate':
      return <FlagField name={name} />;
    case 'person':
    case 'sealNumber':
      return <LineOption name={name} />;
    case 'since':
      return <SinceField />;
    case 'layout':
      return <LayoutField />;
    case 'workers':
      return <NumberField name={name} from={1} to={64} />;
    case 'maxNestedPaths':
      return <NumberField name={name} from={0} to={20} />;
  }
}

/** Characters that a custody record keeps of such a text. */
const longestLine = 120;

function useOptions(): {
  readonly options: RunOptions;
  readonly isViewer: boolean;
  set(patch: Partial<RunOptions>): void;
} {
  const { state, change, isViewer } = useWizard();
  const { options } = state.draft;
  return { options, isViewer, set: (patch) => change({ options: { ...options, ...patch } }) };
}

function FlagField({ name }: { readonly name: Flag }): ReactNode {
  const { t } = useTranslation('flows');
  const { options, isViewer, set } = useOptions();
  const id = useId();
  return (
    <Checkbox
      id={id}
      label={t(`options.${name}.label`)}
      description={t(`options.${name}.help`)}
      isChecked={options[name]}
      isDisabled={isViewer}
      onChange={(_event, checked) => set({ [name]: checked })}
    />
  );
}

function Help({ id, text }: { readonly id: string; readonly text: string }): ReactNode {
  return (
    <FormHelperText>
      <HelperText>
        <HelperTextItem id={id}>{text}</HelperTextItem>
      </HelperText>
    </FormHelperText>
  );
}

/** A line of text that goes into the custody log. */
function LineOption({ name }: { readonly name: Line }): ReactNode {
  const { t } = useTranslation('flows');
  const { options, isViewer, set } = useOptions();
  const id = useId();
  return (
    <FormGroup label={t(`options.${name}.label`)} fieldId={id}>
      <TextInput
        id={id}
        value={options[name] ?? ''}
        maxLength={longestLine}
        autoComplete="off"
        isDisabled={isViewer}
        aria-describedby={`${id}-help`}
        onChange={(_event, text) => set({ [name]: text })}
      />
      <Help id={`${id}-help`} text={t(`options.${name}.help`)} />
    </FormGroup>
  );
}

function SinceField(): ReactNode {
  const { t } = useTranslation('flows');
  const { options, isViewer, set } = useOptions();
  const id = useId();
  return (
    <FormGroup label={t('options.since.label')} fieldId={id}>
      <TextInput
        id={id}
        type="date"
        value={options.since ?? ''}
        isDisabled={isViewer}
        aria-describedby={`${id}-help`}
        onChange={(_event, since) => set({ since })}
      />
      <Help id={`${id}-help`} text={t('options.since.help')} />
    </FormGroup>
  );
}

function LayoutField(): ReactNode {
  const { t } = useTranslation('flows');
  const { options, isViewer, set } = useOptions();
  const id = useId();
  return (
    <FormGroup label={t('options.layout.label')} fieldId={id}>
      <FormSelect
        id={id}
        value={options.layout}
        isDisabled={isViewer}
        aria-describedby={`${id}-help`}
        onChange={(_event, chosen) =>
          set({ layout: chosen === 'oc-mirror-4.17' ? 'oc-mirror-4.17' : 'oc-mirror' })
        }
      >
        <FormSelectOption value="oc-mirror" label={t('options.layout.current')} />
        <FormSelectOption value="oc-mirror-4.17" label={t('options.layout.old')} />
      </FormSelect>
      <Help id={`${id}-help`} text={t('options.layout.help')} />
    </FormGroup>
  );
}

function NumberField({
  name,
  from,
  to,
}: {
  readonly name: 'workers' | 'maxNestedPaths';
  readonly from: number;
  readonly to: number;
}): ReactNode {
  const { t } = useTranslation('flows');
  const { state, change, isViewer } = useWizard();
  const { options } = state.draft;
  const id = useId();
  const [text, setText] = useState(String(options[name] ?? ''));
  const isWrong = text !== '' && parsed(text, from, to) === undefined;
  const enter = (value: string): void => {
    setText(value);
    const { [name]: _before, ...rest } = options;
    const number = parsed(value, from, to);
    if (value === '') change({ options: rest });
    else if (number !== undefined) change({ options: { ...options, [name]: number } });
  };
  return (
    <FormGroup label={t(`options.${name}.label`)} fieldId={id}>
      <TextInput
        id={id}
        inputMode="numeric"
        value={text}
        isDisabled={isViewer}
        validated={isWrong ? 'error' : 'default'}
        aria-describedby={`${id}-help`}
        onChange={(_event, value) => enter(value)}
      />
      <Help id={`${id}-help`} text={isWrong ? t('options.range', { from, to }) : t(`options.${name}.help`)} />
    </FormGroup>
  );
}

/** A whole number in the range, or nothing. */
function parsed(text: string, from: number, to: number): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= from && value <= to ? value : undefined;
}

import {
  Alert,
  Checkbox,
  Form,
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  TextArea,
  TextInput,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { severityLimits, type ApprovalRules } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { draftOfRules, isDays, rulesOfDraft, type RulesDraft } from './rules-draft.ts';

interface RulesFormProps {
  readonly enclave: { readonly id: string; readonly name: string };
  readonly rules: ApprovalRules;
  readonly onSaved: () => void;
}

/** What an enclave may be given. */
export function RulesForm({ enclave, rules, onSaved }: RulesFormProps): ReactNode {
  const { t } = useTranslation('approvals');
  const { state, run } = useCommand('approvals.setRules');
  const [draft, setDraft] = useState<RulesDraft>(() => draftOfRules(rules));
  const isViewer = useIsViewer();
  const id = useId();
  const change = (patch: Partial<RulesDraft>): void => setDraft((before) => ({ ...before, ...patch }));
  const next = rulesOfDraft(draft);
  const save = async (): Promise<void> => {
    if (next !== undefined && (await run({ enclaveId: enclave.id, rules: next })) !== undefined) onSaved();
  };
  return (
    <Form aria-label={t('rules.title', { name: enclave.name })}>
      <FormGroup label={t('rules.severity')} fieldId={`${id}-severity`}>
        <FormSelect
          id={`${id}-severity`}
          value={draft.severity}
          isDisabled={isViewer}
          onChange={(_event, value) =>
            change({ severity: severityLimits.find((one) => one === value) ?? draft.severity })
          }
        >
          {severityLimits.map((one) => (
            <FormSelectOption key={one} value={one} label={t(`severities.${one}`)} />
          ))}
        </FormSelect>
      </FormGroup>
      <Checkbox
        id={`${id}-fixable`}
        label={t('rules.onlyFixable')}
        isChecked={draft.onlyFixable}
        isDisabled={isViewer}
        onChange={(_event, onlyFixable) => change({ onlyFixable })}
      />
      {(['unrated', 'notScanned'] as const).map((name) => (
        <FormGroup key={name} label={t(`rules.${name}`)} fieldId={`${id}-${name}`}>
          <FormSelect
            id={`${id}-${name}`}
            value={draft[name]}
            isDisabled={isViewer}
            onChange={(_event, value) => change({ [name]: value === 'allowed' ? 'allowed' : 'held' })}
          >
            <FormSelectOption value="held" label={t('rules.held')} />
            <FormSelectOption value="allowed" label={t('rules.allowed')} />
          </FormSelect>
        </FormGroup>
      ))}
      {(['scanDays', 'databaseDays'] as const).map((name) => (
        <FormGroup key={name} label={t(`rules.${name}`)} fieldId={`${id}-${name}`}>
          <TextInput
            id={`${id}-${name}`}
            inputMode="numeric"
            value={draft[name]}
            isDisabled={isViewer}
            validated={isDays(draft[name]) ? 'default' : 'error'}
            aria-describedby={`${id}-${name}-help`}
            onChange={(_event, value) => change({ [name]: value })}
          />
          <Help
            id={`${id}-${name}-help`}
            text={t(isDays(draft[name]) ? 'rules.daysHelp' : 'rules.days')}
            isWrong={!isDays(draft[name])}
          />
        </FormGroup>
      ))}
      {(['allow', 'deny'] as const).map((name) => (
        <FormGroup key={name} label={t(`rules.${name}`)} fieldId={`${id}-${name}`}>
          <TextArea
            id={`${id}-${name}`}
            rows={4}
            value={draft[name]}
            isDisabled={isViewer}
            aria-describedby={`${id}-${name}-help`}
            onChange={(_event, value) => change({ [name]: value })}
          />
          <Help id={`${id}-${name}-help`} text={t('rules.listHelp')} />
        </FormGroup>
      ))}
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
      {state.kind === 'done' && <Alert isInline variant="success" component="p" title={t('rules.saved')} />}
      <div>
        <GuardedButton
          variant="secondary"
          isLoading={state.kind === 'working'}
          reason={next === undefined ? t('rules.days') : undefined}
          onClick={() => void save()}
        >
          {t('rules.save')}
        </GuardedButton>
      </div>
    </Form>
  );
}

function Help({
  id,
  text,
  isWrong = false,
}: {
  readonly id: string;
  readonly text: string;
  readonly isWrong?: boolean;
}): ReactNode {
  return (
    <FormHelperText>
      <HelperText>
        <HelperTextItem id={id} variant={isWrong ? 'error' : 'default'}>
          {text}
        </HelperTextItem>
      </HelperText>
    </FormHelperText>
  );
}

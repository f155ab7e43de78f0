import { FormGroup, Radio } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { unacknowledgedChoices } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useQuery } from '../../hooks/use-query.ts';
import { useWizard } from '../wizard/wizard-context.tsx';

/** What becomes of the sets of the chosen enclaves that are still on their way; nothing while there are none. */
export function UnacknowledgedChoice(): ReactNode {
  const { t } = useTranslation(['receipts', 'content']);
  const { state, change, isViewer } = useWizard();
  const id = useId();
  const { options, enclaves } = state.draft;
  // A set that is made again is the same as before, whatever came back.
  const ids = enclaves.filter(({ again }) => again === undefined).map((entry) => entry.id);
  const awaited = useQuery('sets.awaited', ids.length === 0 ? undefined : { enclaveIds: ids });
  const waiting =
    awaited.kind === 'ready' ? awaited.value.enclaves.filter((entry) => ids.includes(entry.id)) : [];
  if (awaited.kind === 'failed' && ids.length > 0) {
    return <MessageAlert level="warning" message={awaited.error} />;
  }
  if (waiting.length === 0) return null;
  const chosen = options.unacknowledged ?? 'trust';
  return (
    <FormGroup role="radiogroup" label={t('choice.title')} fieldId={id} isStack>
      <ul>
        {waiting.map(({ id: enclave, name, generations }) => (
          <li key={enclave}>
            {t('choice.line', { name, generations: generations.join(t('content:listSeparator')) })}
          </li>
        ))}
      </ul>
      {unacknowledgedChoices.map((choice) => (
        <Radio
          key={choice}
          id={`${id}-${choice}`}
          name={id}
          label={t(`choice.${choice}`)}
          description={t(`choice.${choice}Help`)}
          isChecked={chosen === choice}
          isDisabled={isViewer}
          onChange={() => change({ options: { ...options, unacknowledged: choice } })}
        />
      ))}
    </FormGroup>
  );
}

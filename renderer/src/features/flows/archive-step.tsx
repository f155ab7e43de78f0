import { Checkbox } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ArchiveInspection } from '../media/archive-view.tsx';
import { FolderChoice } from '../media/folder-choice.tsx';
import { useWizard } from '../wizard/wizard-context.tsx';

/** The set to load, looked into without any network. */
export function ArchiveStep(): ReactNode {
  const { t } = useTranslation('flows');
  const { state, change, isViewer } = useWizard();
  const { draft, facts, flow } = state;
  return (
    <div className="sluice-stack">
      <p>{t('archive.lead')}</p>
      <FolderChoice
        purpose="archive-in"
        value={draft.from === null ? undefined : facts.get(draft.from)}
        onChange={(chosen) => {
          if (chosen?.token === draft.from) return;
          // What was picked out of another set means nothing here.
          change({ from: chosen?.token ?? null, yaml: '' }, chosen === undefined ? [] : [chosen]);
        }}
        practice={draft.practice}
      />
      {draft.from !== null && !isViewer && <ArchiveInspection folder={draft.from} />}
      {flow === 'enclave-import' && <OnlyPart />}
    </div>
  );
}

/** An enclave takes everything that was made for it, unless somebody says otherwise here. */
function OnlyPart(): ReactNode {
  const { t } = useTranslation('flows');
  const { state, change, isViewer } = useWizard();
  const id = useId();
  const configuration = state.archive?.kind === 'ready' ? state.archive.value.configuration : undefined;
  if (configuration === undefined || configuration === '') return null;
  return (
    <Checkbox
      id={id}
      label={t('archive.onlyPart')}
      description={t('archive.onlyPartHelp')}
      isDisabled={isViewer}
      isChecked={state.draft.yaml !== ''}
      onChange={(_event, checked) => change({ yaml: checked ? configuration : '' })}
    />
  );
}

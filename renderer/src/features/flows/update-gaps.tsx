import { Alert } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { profileOf, type ContentModel, type EnclaveView } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand, asWireError } from '../../hooks/use-command.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useStores } from '../../stores/context.tsx';
import type { WireError } from '../../../../core/contract/index.ts';
import { editsForGaps } from '../content/releases/gap-edits.ts';
import { useWizard } from '../wizard/wizard-context.tsx';

/**
 * Releases that an update of the enclave passes through and that its set would not hold, such as the minor version
 * between two EUS ones (mission.md, step 5). One click adds them.
 */
export function UpdateGaps({
  enclave,
  model,
}: {
  readonly enclave: EnclaveView;
  readonly model: ContentModel;
}): ReactNode {
  const { t } = useTranslation(['flows', 'content']);
  const { state, isViewer } = useWizard();
  const { enclaves } = useStores();
  const { registry, site } = state.draft;
  const [error, setError] = useState<WireError>();
  const apply = useCommand('config.apply');
  const needsPath = model.channels.length > 1;
  const paths = useQuery(
    'releases.paths',
    registry === null || isViewer || !needsPath
      ? undefined
      : { site, source: { kind: 'registry', place: registry }, yaml: enclave.yaml },
  );
  if (!needsPath || paths.kind === 'loading') return null;
  if (paths.kind === 'failed') return <MessageAlert level="warning" message={paths.error} />;
  const missing = paths.value.paths.flatMap((path) => path.missing);
  if (missing.length === 0) return null;
  const add = async (): Promise<void> => {
    const edits = editsForGaps(model, paths.value.paths);
    const view = await apply.run({ yaml: enclave.yaml, edits: [...edits] });
    if (view === undefined) return;
    try {
      await enclaves.getState().save({ ...profileOf(enclave), yaml: view.yaml });
    } catch (failure) {
      setError(asWireError(failure));
    }
  };
  return (
    <Alert
      isInline
      variant="warning"
      component="p"
      title={t('gaps.title', {
        versions: missing.map(({ version }) => version).join(t('content:listSeparator')),
      })}
      actionLinks={
        <GuardedButton
          variant="link"
          isInline
          isLoading={apply.state.kind === 'working'}
          onClick={() => void add()}
        >
          {t('gaps.add', { count: missing.length })}
        </GuardedButton>
      }
    >
      <p>{t('gaps.body')}</p>
      {apply.state.kind === 'failed' && <MessageAlert level="error" message={apply.state.error} />}
      {error !== undefined && <MessageAlert level="error" message={error} />}
    </Alert>
  );
}

import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnclaveSets, EnclaveView } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useDay } from '../media/set-summary.tsx';
import { DriftSection } from '../drift/drift-section.tsx';
import { EnclaveTimeline } from '../drift/enclave-timeline.tsx';
import { LostDialog } from './lost-dialog.tsx';
import { ReadReceiptDialog } from './read-receipt-dialog.tsx';
import { SetsTable } from './sets-table.tsx';

/** The line of an enclave's sets, and what an operator does when something came back, or will not. */
export function EnclaveSetsView({
  enclave,
}: {
  readonly enclave: Pick<EnclaveView, 'id' | 'name' | 'registry'>;
}): ReactNode {
  const { t } = useTranslation('receipts');
  const found = useQuery('sets.list', { enclaveId: enclave.id });
  const takeBack = useCommand('sets.found');
  const [asked, setAsked] = useState<
    { readonly act: 'read' } | { readonly act: 'lost'; readonly generation: number }
  >();
  /** What a command answered is newer than what was fetched. */
  const [answered, setAnswered] = useState<EnclaveSets>();
  const close = (): void => setAsked(undefined);
  const markFound = async (generation: number): Promise<void> => {
    const sets = await takeBack.run({ enclaveId: enclave.id, generation });
    if (sets !== undefined) setAnswered(sets);
  };
  return (
    <LoadableView state={found} onRetry={found.reload}>
      {(fetched) => (
        <div className="sluice-stack">
          <SetsOf
            name={enclave.name}
            list={answered ?? fetched}
            onLost={(generation) => setAsked({ act: 'lost', generation })}
            onFound={(generation) => void markFound(generation)}
          />
          {takeBack.state.kind === 'failed' && <MessageAlert level="error" message={takeBack.state.error} />}
          <div>
            <GuardedButton variant="secondary" onClick={() => setAsked({ act: 'read' })}>
              {t('sets.read')}
            </GuardedButton>
          </div>
          {(answered ?? fetched).sets.length > 0 && (
            <>
              <DriftSection enclave={enclave} />
              <EnclaveTimeline enclave={enclave} />
            </>
          )}
          {asked?.act === 'read' && (
            <ReadReceiptDialog enclave={enclave} onRead={setAnswered} onClose={close} />
          )}
          {asked?.act === 'lost' && (
            <LostDialog
              enclaveId={enclave.id}
              generation={asked.generation}
              onMarked={(sets) => {
                setAnswered(sets);
                close();
              }}
              onClose={close}
            />
          )}
        </div>
      )}
    </LoadableView>
  );
}

function SetsOf({
  name,
  list: { sets, statement },
  onLost,
  onFound,
}: {
  readonly name: string;
  readonly list: EnclaveSets;
  readonly onLost: (generation: number) => void;
  readonly onFound: (generation: number) => void;
}): ReactNode {
  const { t } = useTranslation('receipts');
  const day = useDay();
  if (sets.length === 0) return <p>{t('sets.none')}</p>;
  return (
    <>
      <SetsTable label={t('sets.of', { name })} sets={sets} onLost={onLost} onFound={onFound} />
      {statement !== undefined && (
        <p>
          {t('sets.stated', {
            date: day(statement.statedAt),
            registry: statement.registry,
            digests: statement.digests,
          })}
        </p>
      )}
    </>
  );
}

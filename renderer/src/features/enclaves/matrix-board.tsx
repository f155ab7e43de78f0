import '../../components/layout.css';
import '../../components/tones.css';
import './matrix.css';
import { Bullseye, EmptyState, EmptyStateBody, Spinner } from '@patternfly/react-core';
import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { EnclaveView } from '../../../../core/contract/index.ts';
import { LoadableView } from '../../components/loadable.tsx';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { useSlice } from '../../stores/context.tsx';
import { useRegistries } from '../registries/use-registries.ts';
import { BoardAlerts } from './board-alerts.tsx';
import { MediumDialog } from './dialogs/medium-dialog.tsx';
import { NewEnclaveDialog } from './dialogs/new-enclave-dialog.tsx';
import { PairDialog } from './dialogs/pair-dialog.tsx';
import { MatrixProvider, type ColumnAct } from './matrix-context.tsx';
import { MatrixView } from './matrix-view.tsx';
import { RegistryLine } from './registry-line.tsx';
import { chooseRegistry, enterpriseRegistries } from './rules/choose-registry.ts';
import { useExportDraft } from './use-export-draft.ts';
import { useHoldings } from './use-holdings.ts';
import { useMatrixData } from './use-matrix-data.ts';

const LazyContentDialog = lazy(async () => ({
  default: (await import('./dialogs/content-dialog.tsx')).ContentDialog,
}));

interface Asked {
  readonly act: ColumnAct;
  /** Absent: a new enclave that begins with a template. */
  readonly enclaveId?: string;
}

/** The matrix of these enclaves, with the registry that its rows come from and its dialogs. */
export function MatrixBoard({ enclaves }: { readonly enclaves: readonly EnclaveView[] }): ReactNode {
  const { t } = useTranslation(['matrix', 'common']);
  const isViewer = useIsViewer();
  const practice = useSlice('practice', (slice) => slice.state.running);
  const registries = useRegistries('enterprise');
  const { isKnown, draft } = useExportDraft();
  const [chosenId, choose] = useState<string>();
  const [asked, setAsked] = useState<Asked>();
  const all = registries.kind === 'ready' ? registries.value : undefined;
  const choices = useMemo(() => enterpriseRegistries(all ?? [], practice), [all, practice]);
  const registry =
    isKnown && all !== undefined ? chooseRegistry(choices, chosenId, draft?.registry) : undefined;
  const { state: holdings, again, stop } = useHoldings(isViewer ? undefined : registry);
  // Rows that come and go at once would be clicked by mistake.
  const isDeciding = !isViewer && (!isKnown || registries.kind === 'loading');
  const isWaiting = isDeciding || holdings.kind === 'looking';
  const act = useCallback((what: ColumnAct, enclaveId: string) => setAsked({ act: what, enclaveId }), []);
  const { matrix, said, undo } = useMatrixData({
    enclaves,
    holdings: holdings.kind === 'ready' ? holdings.holdings : undefined,
    registry,
    draft,
    act,
  });
  const close = (): void => setAsked(undefined);
  const shown = matrix.columns.find(({ enclave }) => enclave.id === asked?.enclaveId);
  const first = matrix.columns[0]?.enclave.id;
  return (
    <MatrixProvider matrix={matrix}>
      <div className="sluice-stack sluice-matrix-page">
        <p>{t('lead')}</p>
        {registries.kind === 'failed' && (
          <LoadableView state={registries} onRetry={registries.reload}>
            {() => null}
          </LoadableView>
        )}
        <RegistryLine
          choices={choices}
          registry={registry}
          holdings={holdings}
          isViewer={isViewer}
          isDeciding={isDeciding}
          onChoose={choose}
          onAgain={again}
          onStop={stop}
        />
        <BoardAlerts />
        {isWaiting && (
          <Bullseye className="sluice-matrix-waiting">
            <Spinner size="xl" aria-label={t('registry.looking')} />
          </Bullseye>
        )}
        {!isWaiting && matrix.sections.length === 0 && (
          <EmptyState titleText={t('empty.title')} headingLevel="h2">
            <EmptyStateBody>
              <p>{t(holdings.kind === 'ready' ? 'empty.holdings' : 'empty.wants')}</p>
              {holdings.kind === 'ready' && <Link to="/enterprise/import">{t('empty.import')}</Link>}
            </EmptyStateBody>
          </EmptyState>
        )}
        {!isWaiting && matrix.sections.length > 0 && (
          <MatrixView
            said={said}
            onUndo={undo}
            onCompare={
              enclaves.length > 1 && first !== undefined
                ? () => setAsked({ act: 'compare', enclaveId: first })
                : undefined
            }
            onCreate={() => setAsked({ act: 'create' })}
          />
        )}
      </div>
      {asked?.act === 'create' && (
        <NewEnclaveDialog
          {...(shown !== undefined && { from: { name: shown.enclave.name, yaml: shown.entry.yaml } })}
          onSaved={close}
          onClose={close}
        />
      )}
      {(asked?.act === 'compare' || asked?.act === 'copy') && shown !== undefined && (
        <PairDialog
          what={asked.act}
          firstId={shown.enclave.id}
          onCopy={(from, to) => {
            close();
            matrix.replace(to, from.entry.yaml);
          }}
          onClose={close}
        />
      )}
      {asked?.act === 'medium' && shown !== undefined && (
        <MediumDialog
          shown={shown}
          onChoose={(folder) => {
            close();
            matrix.place(shown, folder);
          }}
          onClose={close}
        />
      )}
      {asked?.act === 'edit' && shown !== undefined && (
        <Suspense fallback={<Spinner size="lg" aria-label={t('common:loading')} />}>
          <LazyContentDialog
            shown={shown}
            registry={registry}
            onKeep={(yaml) => {
              close();
              matrix.replace(shown, yaml);
            }}
            onClose={close}
          />
        </Suspense>
      )}
    </MatrixProvider>
  );
}

import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperatorModel } from '../../../../../core/contract/index.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useIsViewer } from '../../../hooks/use-is-viewer.ts';
import { useStores } from '../../../stores/context.tsx';
import { useForms } from '../content-context.tsx';
import { CatalogContent } from './catalog-content.tsx';
import { CatalogWorkProvider, type CatalogWork } from './catalog-context.tsx';
import { CatalogHead } from './catalog-head.tsx';
import { ChosenPackages } from './chosen-packages.tsx';
import { packageEdit } from './package-edits.ts';
import { valueOf, type Resolving } from './use-resolved.ts';

/** One catalogue: how much of it is carried, and its packages to choose from. */
export function CatalogPanel({
  catalog,
  operator,
  resolving,
}: {
  readonly catalog: string;
  readonly operator: OperatorModel | undefined;
  readonly resolving: Resolving;
}): ReactNode {
  const { t } = useTranslation('operators');
  const { content } = useStores();
  const { isLocked, apply } = useForms();
  const isViewer = useIsViewer();
  const [asksLast, setAsksLast] = useState(false);
  const { resolved, stop } = resolving;
  const work = useMemo(
    (): CatalogWork => ({
      catalog,
      operator,
      resolved: valueOf(resolved)?.catalogs.find((one) => one.catalog === catalog),
      isCurrent: resolved.kind === 'ready',
      isLocked,
      put: (asked) => {
        // The tab stays when the last package goes again.
        content.getState().openCatalog(catalog);
        void apply([packageEdit(catalog, asked)]);
      },
      drop: (names) => {
        const isAnyLeft = operator?.packages.some(({ name }) => !names.includes(name)) ?? false;
        if (isAnyLeft) void apply([{ kind: 'removePackages', catalog, names: [...names] }]);
        else setAsksLast(true);
      },
    }),
    [catalog, operator, resolved, isLocked, apply, content],
  );
  return (
    <CatalogWorkProvider work={work}>
      <div className="sluice-content-stack sluice-content-tab">
        <CatalogHead />
        {isViewer ? <ChosenPackages /> : <CatalogContent catalog={catalog} onStop={stop} />}
        {asksLast && (
          <ConfirmDialog
            title={t('last.title')}
            confirm={t('last.confirm')}
            onClose={() => setAsksLast(false)}
            onConfirm={() => {
              setAsksLast(false);
              content.getState().openCatalog(catalog);
              void apply([{ kind: 'removeCatalog', catalog }]);
            }}
          >
            <p>{t('last.body')}</p>
          </ConfirmDialog>
        )}
      </div>
    </CatalogWorkProvider>
  );
}

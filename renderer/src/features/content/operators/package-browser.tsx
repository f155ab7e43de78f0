import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { useDeferredValue, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogView } from '../../../../../core/contract/index.ts';
import { Gap } from '../../../components/gap.tsx';
import { useMoment } from '../../media/set-summary.tsx';
import { CarriedPackages } from './carried-packages.tsx';
import { useCatalogWork } from './catalog-context.tsx';
import { FindingList } from './finding-list.tsx';
import { findPackages, searchable, type PackageFilter } from './find-packages.ts';
import { findingsBeside } from './findings-of.ts';
import { PackageGrid } from './package-grid.tsx';
import { PackagePanel } from './package-panel.tsx';
import { PackageSearch } from './package-search.tsx';

/** The packages of a catalogue: a list that is searched, and the one that is looked at beside it. */
export function PackageBrowser({ view }: { readonly view: CatalogView }): ReactNode {
  const { t } = useTranslation('operators');
  const moment = useMoment();
  const { operator, resolved } = useCatalogWork();
  const [typed, setTyped] = useState('');
  const [filters, setFilters] = useState<ReadonlySet<PackageFilter>>(new Set());
  const [open, setOpen] = useState<string>();
  const wantsFocus = useRef(false);
  const packages = useMemo(() => searchable(view.packages), [view]);
  const chosen = useMemo(() => new Set(operator?.packages.map(({ name }) => name)), [operator]);
  const isWhole = operator !== undefined && chosen.size === 0;
  const searched = useDeferredValue(typed);
  const lines = useMemo(
    () => findPackages(packages, searched, filters, (name) => isWhole || chosen.has(name)),
    [packages, searched, filters, chosen, isWhole],
  );
  // Chosen in the file, and not in the catalogue.
  const unknown = [...chosen].filter((name) => view.packages.every((line) => line.name !== name));
  if (view.packages.length === 0) {
    return (
      <EmptyState headingLevel="h3" titleText={t('browser.none')}>
        <EmptyStateBody>{t('browser.noneNext')}</EmptyStateBody>
      </EmptyState>
    );
  }
  return (
    <>
      <p className="sluice-content-hint">
        {t('browser.read', { count: view.packages.length, when: moment(view.readAt) })}
        <Gap />
        <span className="sluice-mono">{view.digest}</span>
      </p>
      <FindingList
        title={t('findings.catalog')}
        findings={[...view.findings, ...findingsBeside(resolved, unknown)]}
      />
      <PackageSearch
        typed={typed}
        filters={filters}
        found={lines.length}
        total={view.packages.length}
        onType={setTyped}
        onFilters={setFilters}
      />
      <div className="sluice-operators">
        <div className="sluice-operators-browser" data-open={open !== undefined}>
          <div className="sluice-operators-list">
            <PackageGrid
              lines={lines}
              open={open}
              wantsFocus={wantsFocus}
              onOpen={setOpen}
              isSearching={searched !== typed}
            />
          </div>
          {open !== undefined && (
            <PackagePanel
              key={open}
              name={open}
              onClose={() => {
                wantsFocus.current = true;
                setOpen(undefined);
              }}
            />
          )}
        </div>
      </div>
      <CarriedPackages onOpen={setOpen} />
    </>
  );
}

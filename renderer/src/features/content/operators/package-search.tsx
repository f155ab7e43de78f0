import { Flex, SearchInput, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { packageFilters, type PackageFilter } from './find-packages.ts';

/** Narrows the list of packages, by words and by what they are. */
export function PackageSearch({
  typed,
  filters,
  found,
  total,
  onType,
  onFilters,
}: {
  readonly typed: string;
  readonly filters: ReadonlySet<PackageFilter>;
  readonly found: number;
  readonly total: number;
  readonly onType: (typed: string) => void;
  readonly onFilters: (filters: ReadonlySet<PackageFilter>) => void;
}): ReactNode {
  const { t } = useTranslation(['operators', 'common']);
  const id = useId();
  return (
    <Flex alignItems={{ default: 'alignItemsCenter' }}>
      <SearchInput
        className="sluice-content-search"
        aria-label={t('search.name')}
        placeholder={t('search.name')}
        value={typed}
        onChange={(_event, next) => onType(next)}
        onClear={() => onType('')}
        resetButtonLabel={t('common:action.clear')}
      />
      <ToggleGroup aria-label={t('search.filters')}>
        {packageFilters.map((filter) => (
          <ToggleGroupItem
            key={filter}
            buttonId={`${id}-${filter}`}
            text={t(`search.filter.${filter}`)}
            isSelected={filters.has(filter)}
            onChange={(_event, isOn) => {
              const next = new Set(filters);
              if (isOn) next.add(filter);
              else next.delete(filter);
              onFilters(next);
            }}
          />
        ))}
      </ToggleGroup>
      <span role="status" className="sluice-number">
        {t('search.found', { count: found, total })}
      </span>
    </Flex>
  );
}

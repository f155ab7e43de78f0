import {
  SearchInput,
  ToggleGroup,
  ToggleGroupItem,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterSelect } from '../../components/filter-select.tsx';
import { imageCategories, itemStatuses, type ItemStatus } from '../../../../core/contract/index.ts';
import type { ItemFilter } from '../../stores/job-items.ts';

/** Milliseconds after the last key before the host is asked. */
const typing = 250;

interface ItemsFilterProps {
  readonly filter: ItemFilter;
  readonly counts: Readonly<Partial<Record<ItemStatus, number>>>;
  readonly onFilter: (filter: ItemFilter) => void;
}

/** State with counts, kind of content, and a search: the host filters, for the page does not have all rows. */
export const ItemsFilter = memo(function ItemsFilter({
  filter,
  counts,
  onFilter,
}: ItemsFilterProps): ReactNode {
  const { t } = useTranslation(['run', 'common']);
  const [search, setSearch] = useSearch(filter, onFilter);
  const all = Object.values(counts).reduce((sum, number) => sum + number, 0);
  const chosen = filter.status ?? [];
  const toggle = (status: ItemStatus): void => {
    const next = chosen.includes(status) ? chosen.filter((one) => one !== status) : [...chosen, status];
    const { status: _, ...rest } = filter;
    onFilter(next.length === 0 ? rest : { ...rest, status: next });
  };
  return (
    <Toolbar>
      <ToolbarContent alignItems="center">
        <ToolbarItem>
          <ToggleGroup isCompact aria-label={t('items.filter')}>
            <ToggleGroupItem
              text={t('items.all', { number: all })}
              isSelected={chosen.length === 0}
              onChange={() => {
                const { status: _, ...rest } = filter;
                onFilter(rest);
              }}
            />
            {itemStatuses.map((status) => (
              <ToggleGroupItem
                key={status}
                text={t('items.withCount', {
                  name: t(`items.statuses.${status}`),
                  number: counts[status] ?? 0,
                })}
                isSelected={chosen.includes(status)}
                onChange={() => toggle(status)}
              />
            ))}
          </ToggleGroup>
        </ToolbarItem>
        <ToolbarItem>
          <FilterSelect
            label={t('items.category')}
            all={t('items.anyCategory')}
            options={imageCategories}
            value={filter.category}
            nameOf={(category) => t(`items.categories.${category}`)}
            onChange={(category) => {
              const { category: _, ...rest } = filter;
              onFilter(category === undefined ? rest : { ...rest, category });
            }}
          />
        </ToolbarItem>
        <ToolbarItem>
          <SearchInput
            aria-label={t('items.search')}
            placeholder={t('items.search')}
            value={search}
            resetButtonLabel={t('common:action.clear')}
            onChange={(_event, value) => setSearch(value)}
            onClear={() => setSearch('')}
          />
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
});

/** What is typed shows at once; the host is asked when typing rests. */
function useSearch(
  filter: ItemFilter,
  onFilter: (filter: ItemFilter) => void,
): [string, (text: string) => void] {
  const [text, setText] = useState(filter.search ?? '');
  const latest = useRef({ filter, onFilter });
  useEffect(() => {
    latest.current = { filter, onFilter };
  });
  useEffect(() => {
    const known = latest.current.filter.search ?? '';
    if (known === text) return undefined;
    const timer = setTimeout(() => {
      const { search: _, ...rest } = latest.current.filter;
      latest.current.onFilter(text === '' ? rest : { ...rest, search: text });
    }, typing);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText];
}

import {
  SearchInput,
  ToggleGroup,
  ToggleGroupItem,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterSelect } from '../../components/filter-select.tsx';
import {
  severityNames,
  verdictKinds,
  type VerdictKind,
  type VerdictRow,
} from '../../../../core/contract/index.ts';
import { countByVerdict, type VerdictFilter } from './visible-rows.ts';

/** Verdict with counts, worst finding, and a search over names and reasons. */
export function VerdictFilterBar({
  rows,
  filter,
  onFilter,
}: {
  readonly rows: readonly VerdictRow[];
  readonly filter: VerdictFilter;
  readonly onFilter: (filter: VerdictFilter) => void;
}): ReactNode {
  const { t } = useTranslation(['approvals', 'common']);
  const counts = countByVerdict(rows);
  const toggle = (verdict: VerdictKind): void => {
    const { verdicts } = filter;
    const next = verdicts.includes(verdict)
      ? verdicts.filter((one) => one !== verdict)
      : [...verdicts, verdict];
    onFilter({ ...filter, verdicts: next });
  };
  return (
    <Toolbar>
      <ToolbarContent alignItems="center">
        <ToolbarItem>
          <ToggleGroup isCompact aria-label={t('filter.verdict')}>
            <ToggleGroupItem
              text={t('filter.all', { number: rows.length })}
              isSelected={filter.verdicts.length === 0}
              onChange={() => onFilter({ ...filter, verdicts: [] })}
            />
            {verdictKinds.map((verdict) => (
              <ToggleGroupItem
                key={verdict}
                text={t('filter.withCount', {
                  name: t(`verdicts.${verdict}`),
                  number: counts.get(verdict) ?? 0,
                })}
                isSelected={filter.verdicts.includes(verdict)}
                onChange={() => toggle(verdict)}
              />
            ))}
          </ToggleGroup>
        </ToolbarItem>
        <ToolbarItem>
          <FilterSelect
            label={t('filter.severity')}
            all={t('filter.anySeverity')}
            options={severityNames}
            value={filter.severity}
            nameOf={(severity) => t(`severities.${severity}`)}
            onChange={(severity) => {
              const { severity: _, ...rest } = filter;
              onFilter(severity === undefined ? rest : { ...rest, severity });
            }}
          />
        </ToolbarItem>
        <ToolbarItem>
          <SearchInput
            aria-label={t('filter.search')}
            placeholder={t('filter.search')}
            value={filter.search}
            resetButtonLabel={t('common:action.clear')}
            onChange={(_event, search) => onFilter({ ...filter, search })}
            onClear={() => onFilter({ ...filter, search: '' })}
          />
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
}

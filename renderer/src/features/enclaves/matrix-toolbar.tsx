import { Button, SearchInput, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { rowFilters, type RowFilter } from './rules/visible-rows.ts';

interface MatrixToolbarProps {
  readonly search: string;
  readonly filter: RowFilter;
  readonly shown: number;
  readonly onSearch: (text: string) => void;
  readonly onFilter: (filter: RowFilter) => void;
  /** Absent: there is nothing to take back. */
  readonly onUndo: (() => void) | undefined;
  readonly onCompare: (() => void) | undefined;
  readonly onCreate: () => void;
}

/** Finds rows, and does what concerns the matrix as a whole. */
export function MatrixToolbar(props: MatrixToolbarProps): ReactNode {
  const { search, filter, shown, onSearch, onFilter, onUndo, onCompare, onCreate } = props;
  const { t } = useTranslation(['matrix', 'common']);
  const id = useId();
  return (
    <div className="sluice-actions">
      <SearchInput
        className="sluice-matrix-search"
        aria-label={t('search.name')}
        placeholder={t('search.name')}
        value={search}
        onChange={(_event, next) => onSearch(next)}
        onClear={() => onSearch('')}
        resetButtonLabel={t('common:action.clear')}
      />
      <ToggleGroup aria-label={t('filter.name')}>
        {rowFilters.map((one) => (
          <ToggleGroupItem
            key={one}
            buttonId={`${id}-${one}`}
            text={t(`filter.${one}`)}
            isSelected={filter === one}
            onChange={() => onFilter(one)}
          />
        ))}
      </ToggleGroup>
      <span role="status" className="sluice-number">
        {t('search.found', { count: shown })}
      </span>
      <GuardedButton
        variant="secondary"
        reason={onUndo === undefined ? t('undo.none') : undefined}
        onClick={() => onUndo?.()}
      >
        {t('undo.do')}
      </GuardedButton>
      {onCompare !== undefined && (
        <Button variant="secondary" onClick={onCompare}>
          {t('compare.open')}
        </Button>
      )}
      <GuardedButton variant="link" onClick={onCreate}>
        {t('create.open')}
      </GuardedButton>
    </div>
  );
}

import { Dropdown, DropdownItem, DropdownList, MenuToggle, Spinner } from '@patternfly/react-core';
import { memo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LevelText } from '../../../components/level-text.tsx';
import { useMatrix, type ColumnAct, type ShownColumn } from '../matrix-context.tsx';
import { chosenRows } from '../rules/column.ts';
import { ColumnBytes } from './column-bytes.tsx';

interface ColumnHeadProps {
  readonly shown: ShownColumn;
  /** From 1. */
  readonly index: number;
  readonly hasFocus: boolean;
  readonly onFocus: (line: number, column: number) => void;
}

/** The head of an enclave's column: its name with what can be done, how much is chosen, what it weighs, and whether it fits. */
export const ColumnHead = memo(function ColumnHead(props: ColumnHeadProps): ReactNode {
  const { shown, index, hasFocus, onFocus } = props;
  const { t } = useTranslation(['matrix', 'common']);
  const { sections } = useMatrix();
  const { entry, column } = shown;
  return (
    <div role="columnheader" aria-colindex={index + 1} className="sluice-matrix-enclave">
      <ColumnMenu shown={shown} index={index} hasFocus={hasFocus} onFocus={onFocus} />
      <div className="sluice-matrix-facts sluice-number">
        {column !== undefined && <span>{t('column.chosen', { count: chosenRows(column, sections) })}</span>}
        {column === undefined && (
          <LevelText level={entry.view === undefined ? 'note' : 'error'}>
            {t(entry.view === undefined ? 'column.reading' : 'column.errors')}
          </LevelText>
        )}
        <ColumnBytes shown={shown} />
        {entry.saving.kind === 'saving' && (
          <span>
            <Spinner size="sm" aria-hidden="true" /> {t('column.saving')}
          </span>
        )}
        {entry.saving.kind === 'failed' && <LevelText level="error">{t('column.unsaved')}</LevelText>}
      </div>
    </div>
  );
});

function ColumnMenu({ shown, index, hasFocus, onFocus }: ColumnHeadProps): ReactNode {
  const { t } = useTranslation('matrix');
  const { act, columns, isViewer } = useMatrix();
  const [isOpen, setOpen] = useState(false);
  const { enclave } = shown;
  const hasOthers = columns.length > 1;
  const items: readonly { readonly what: ColumnAct; readonly isThere: boolean }[] = [
    { what: 'compare', isThere: hasOthers },
    { what: 'copy', isThere: hasOthers && !isViewer },
    { what: 'create', isThere: !isViewer },
    { what: 'medium', isThere: !isViewer },
    { what: 'edit', isThere: true },
  ];
  const choose = (what: ColumnAct): void => {
    setOpen(false);
    act(what, enclave.id);
  };
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={(_event, what) => choose(what as ColumnAct)}
      popperProps={{ appendTo: () => document.body }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant="plainText"
          isExpanded={isOpen}
          tabIndex={hasFocus ? 0 : -1}
          data-place={`-1:${index}`}
          aria-label={t('column.menu', { name: enclave.name })}
          title={enclave.name}
          className="sluice-matrix-name"
          onFocus={() => onFocus(-1, index)}
          onClick={() => setOpen(!isOpen)}
        >
          {enclave.name}
        </MenuToggle>
      )}
    >
      <DropdownList>
        {items
          .filter(({ isThere }) => isThere)
          .map(({ what }) => (
            <DropdownItem key={what} value={what}>
              {t(`act.${what === 'edit' && isViewer ? 'look' : what}`)}
            </DropdownItem>
          ))}
      </DropdownList>
    </Dropdown>
  );
}

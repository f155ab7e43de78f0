import { Alert } from '@patternfly/react-core';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { VirtualTable, type Column as TableColumn } from '../../../components/virtual-table.tsx';
import { useMatrix, type ShownColumn } from '../matrix-context.tsx';
import { differencesOf, type Difference } from '../rules/differences.ts';
import { useDifferenceWords } from '../use-difference-words.ts';

/** What two enclaves do not have in common, a sentence each. */
export function DifferenceList({ a, b }: { readonly a: ShownColumn; readonly b: ShownColumn }): ReactNode {
  const { t } = useTranslation('matrix');
  const { sections } = useMatrix();
  const words = useDifferenceWords({ a: a.enclave.name, b: b.enclave.name });
  const differences = useMemo(
    () =>
      a.column === undefined || b.column === undefined
        ? undefined
        : differencesOf(a.column, b.column, sections),
    [a.column, b.column, sections],
  );
  if (differences === undefined) {
    return <Alert isInline variant="warning" component="p" title={t('compare.unreadable')} />;
  }
  if (differences.length === 0) {
    const isSameText = a.entry.yaml === b.entry.yaml;
    return (
      <Alert
        isInline
        variant="success"
        component="p"
        title={t(isSameText ? 'compare.sameText' : 'compare.same')}
      />
    );
  }
  const columns: readonly TableColumn<Difference>[] = [
    {
      key: 'sentence',
      label: t('compare.differences', { count: differences.length }),
      width: '100%',
      render: (one) => <span title={words(one)}>{words(one)}</span>,
    },
  ];
  return (
    <VirtualTable
      label={t('compare.list')}
      columns={columns}
      total={differences.length}
      rowAt={(at) => differences[at]}
      rowKey={(one) => words(one)}
      height={360}
    />
  );
}

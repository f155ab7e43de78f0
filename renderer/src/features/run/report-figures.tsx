import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type MirrorReport } from '../../../../core/contract/index.ts';
import { useDuration } from '../../components/bytes.ts';

/** The numbers of a run, as its report has them. */
export function ReportFigures({ report }: { readonly report: MirrorReport }): ReactNode {
  const { t } = useTranslation('run');
  const duration = useDuration();
  const { set } = report;
  const facts = [
    ...(set === undefined
      ? []
      : [
          {
            term: t('done.set'),
            text: t('done.setValue', {
              generation: set.generation,
              bytes: formatBytes(set.totalBytes),
              files: t('done.files', { count: set.chunks.length }),
            }),
          },
          { term: t('done.folder'), text: <span className="sluice-mono">{set.directory}</span> },
        ]),
    { term: t('done.read'), text: formatBytes(report.bytesRead) },
    { term: t('done.stored'), text: formatBytes(report.bytesStored) },
    { term: t('done.skipped'), text: formatBytes(report.bytesSkipped) },
    { term: t('done.took'), text: duration(report.seconds) },
  ];
  return (
    <>
      <DescriptionList isCompact isHorizontal columnModifier={{ default: '1Col', lg: '2Col' }}>
        {facts.map(({ term, text }) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription>{text}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
      <Categories categories={report.categories} />
    </>
  );
}

const columns = ['asked', 'copied', 'present', 'failed', 'notAttempted'] as const;

function Categories({ categories }: { readonly categories: MirrorReport['categories'] }): ReactNode {
  const { t } = useTranslation('run');
  const shown = categories.filter(({ asked }) => asked > 0);
  if (shown.length === 0) return null;
  return (
    <Table aria-label={t('done.byCategory')} variant="compact">
      <Thead>
        <Tr>
          <Th>{t('items.category')}</Th>
          {columns.map((column) => (
            <Th key={column}>{t(`done.${column}`)}</Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {shown.map((row) => (
          <Tr key={row.category}>
            <Td dataLabel={t('items.category')}>{t(`items.categories.${row.category}`)}</Td>
            {columns.map((column) => (
              <Td key={column} dataLabel={t(`done.${column}`)} className="sluice-number">
                {row[column]}
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

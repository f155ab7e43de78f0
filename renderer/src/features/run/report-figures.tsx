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
import { SignatureFact } from '../keys/signature-label.tsx';

interface Fact {
  readonly term: string;
  readonly text: ReactNode;
  readonly isWide?: boolean;
}

/** The numbers of a run, as its report has them. */
export function ReportFigures({ report }: { readonly report: MirrorReport }): ReactNode {
  const { t } = useTranslation(['run', 'keys']);
  const duration = useDuration();
  const { set } = report;
  const facts: readonly Fact[] = [
    ...(set === undefined
      ? []
      : [
          {
            term: t('done.set'),
            isWide: true,
            text: t('done.setValue', {
              generation: set.generation,
              bytes: formatBytes(set.totalBytes),
              files: t('done.files', { count: set.chunks.length }),
            }),
          },
          {
            term: t('done.folder'),
            text: <span className="sluice-mono">{set.directory}</span>,
            isWide: true,
          },
          {
            term: t('keys:signature.title'),
            text: (
              <SignatureFact
                signature={
                  set.signer === undefined ? { state: 'unsigned' } : { state: 'trusted', ...set.signer }
                }
              />
            ),
            isWide: true,
          },
        ]),
    { term: t('done.read'), text: formatBytes(report.bytesRead) },
    { term: t('done.stored'), text: formatBytes(report.bytesStored) },
    { term: t('done.skipped'), text: formatBytes(report.bytesSkipped) },
    { term: t('done.took'), text: duration(report.seconds) },
  ];
  return (
    <>
      <DescriptionList isCompact className="sluice-figures">
        {facts.map(({ term, text, isWide }) => (
          <DescriptionListGroup key={term} {...(isWide === true && { className: 'sluice-figure-wide' })}>
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

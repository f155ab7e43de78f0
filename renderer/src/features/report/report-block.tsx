import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Title,
} from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportBlock, ReportDocument } from '../../../../core/contract/index.ts';
import { Cell, Sum, Toned } from './report-cell.tsx';

/** One block of a report. The words come from the host: the page and the file say the same. */
export function Block({ block }: { readonly block: ReportBlock }): ReactNode {
  const { t } = useTranslation('report');
  switch (block.kind) {
    case 'heading':
      return (
        <div>
          <Title headingLevel="h3" size="md">
            {block.text}
          </Title>
          {block.note !== undefined && <p className="sluice-subtle">{block.note}</p>}
        </div>
      );
    case 'paragraph':
      return (
        <p>
          <Toned tone={block.tone}>{block.text}</Toned>
        </p>
      );
    case 'facts':
      return <Facts facts={block.facts} />;
    case 'table':
      return <BlockTable block={block} />;
    case 'lines':
      return (
        <ul className="sluice-report-lines">
          {block.lines.map(({ tone, text, sum }, index) => (
            // Two lines may say the same, and none ever moves.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}>
              <Toned tone={tone}>{text}</Toned>
              <Sum sum={sum} />
            </li>
          ))}
        </ul>
      );
    case 'signatures':
      return <p className="sluice-subtle">{t('signHere')}</p>;
  }
}

/** Names and their values. */
export function Facts({ facts }: { readonly facts: ReportDocument['summary'] }): ReactNode {
  return (
    <DescriptionList isHorizontal isCompact horizontalTermWidthModifier={{ default: '20ch' }}>
      {facts.map(({ name, value }) => (
        <DescriptionListGroup key={name}>
          <DescriptionListTerm>{name}</DescriptionListTerm>
          <DescriptionListDescription>
            <Cell cell={value} />
          </DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}

function BlockTable({ block }: { readonly block: Extract<ReportBlock, { kind: 'table' }> }): ReactNode {
  const { t } = useTranslation('report');
  const { label, columns, rows, omitted } = block;
  return (
    <div>
      <Table aria-label={label} variant="compact" className="sluice-report-table">
        <Thead>
          <Tr>
            {columns.map((column) => (
              <Th key={column.label} textCenter={false}>
                {column.label}
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {rows.map((row, index) => (
            // Rows may be alike, and none ever moves.
            // oxlint-disable-next-line react/no-array-index-key
            <Tr key={index}>
              {row.map((cell, at) => (
                <Td key={columns[at]?.label ?? at} dataLabel={columns[at]?.label ?? ''}>
                  <Cell cell={cell} />
                </Td>
              ))}
            </Tr>
          ))}
        </Tbody>
      </Table>
      {omitted > 0 && <p className="sluice-subtle">{t('omitted', { count: omitted })}</p>}
    </div>
  );
}

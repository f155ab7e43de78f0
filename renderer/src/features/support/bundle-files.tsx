import { Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type CommandOutput } from '../../../../core/contract/index.ts';
import { CopyableBlock } from '../../components/copyable.tsx';

type BundleFile = CommandOutput<'support.preview'>['files'][number];

/** Bytes of a text as it is saved. */
function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The files of a bundle, and the content of the one that is chosen. */
export function BundleFiles({ files }: { readonly files: readonly BundleFile[] }): ReactNode {
  const { t } = useTranslation('support');
  const [chosen, setChosen] = useState<string>();
  const file = files.find(({ name }) => name === chosen) ?? files[0];
  return (
    <>
      <Table aria-label={t('files')} variant="compact">
        <Thead>
          <Tr>
            <Th>{t('file')}</Th>
            <Th>{t('size')}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {files.map(({ name, text, redactions }) => (
            <Tr
              key={name}
              isClickable
              isRowSelected={name === file?.name}
              onRowClick={() => setChosen(name)}
              aria-label={name}
            >
              <Td dataLabel={t('file')}>
                {name}{' '}
                <Label isCompact color={redactions > 0 ? 'orange' : 'grey'}>
                  {redactions > 0 ? t('redactions', { count: redactions }) : t('clean')}
                </Label>
              </Td>
              <Td dataLabel={t('size')}>{formatBytes(sizeOf(text))}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {file !== undefined && (
        <section
          aria-label={t('content', { name: file.name })}
          className="sluice-bundle-content"
          tabIndex={0}
        >
          <CopyableBlock text={file.text} label={file.name} />
        </section>
      )}
    </>
  );
}

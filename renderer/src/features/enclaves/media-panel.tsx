import { Button, ExpandableSection } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../../core/contract/index.ts';
import { Gap } from '../../components/gap.tsx';
import { LevelText } from '../../components/level-text.tsx';
import { MediumFit } from './medium-fit.tsx';
import { useMatrix, type ShownColumn } from './matrix-context.tsx';
import type { Medium } from './rules/media.ts';
import { useMediumName } from './use-medium-name.ts';

/** More are folded away at first: the matrix is what people came for. */
const shownAtFirst = 3;

/** What goes to each medium, and whether it finds room there; enclaves without one are named. */
export function MediaPanel(): ReactNode {
  const { t } = useTranslation(['matrix', 'content', 'common']);
  const { media, columns } = useMatrix();
  const [isOpen, setOpen] = useState<boolean>();
  const without = columns.filter(({ medium }) => medium === undefined);
  const short = media.filter(({ fit }) => fit.kind === 'short').length;
  const facts = [
    t('media.count', { count: media.length }),
    ...(short > 0 ? [t('media.short', { count: short })] : []),
    ...(without.length > 0 ? [t('media.without', { count: without.length })] : []),
  ];
  const summary = (
    <>
      {short > 0 && <LevelText level="error">{facts.join(t('content:listSeparator'))}</LevelText>}
      {short === 0 && facts.join(t('content:listSeparator'))}
    </>
  );
  return (
    <ExpandableSection
      toggleContent={
        <>
          {t('media.title')}
          <Gap />
          {summary}
        </>
      }
      isExpanded={isOpen ?? media.length <= shownAtFirst}
      onToggle={(_event, next) => setOpen(next)}
    >
      {media.length > 0 && <MediaTable media={media} />}
      {without.length > 0 && (
        <p>
          {t('media.none')}
          <Gap />
          <Enclaves ids={without.map(({ enclave }) => enclave.id)} />
        </p>
      )}
    </ExpandableSection>
  );
}

function MediaTable({ media }: { readonly media: readonly Medium[] }): ReactNode {
  const { t } = useTranslation(['matrix', 'common']);
  const nameOf = useMediumName();
  return (
    <Table aria-label={t('media.table')} variant="compact">
      <Thead>
        <Tr>
          <Th>{t('media.medium')}</Th>
          <Th>{t('media.enclaves')}</Th>
          <Th>{t('media.carry')}</Th>
          <Th>{t('media.free')}</Th>
          <Th>{t('media.fit')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {media.map((medium) => {
          const { key, passengers, bytes, isLeast, free } = medium;
          const size = formatBytes(bytes);
          return (
            <Tr key={key}>
              <Td dataLabel={t('media.medium')}>{nameOf(medium)}</Td>
              <Td dataLabel={t('media.enclaves')}>
                <Enclaves ids={passengers.map(({ id }) => id)} />
              </Td>
              <Td dataLabel={t('media.carry')} className="sluice-number">
                {isLeast ? t('media.atLeast', { size }) : size}
              </Td>
              <Td dataLabel={t('media.free')} className="sluice-number">
                {free === undefined ? t('common:unknown') : formatBytes(free)}
              </Td>
              <Td dataLabel={t('media.fit')}>
                <MediumFit medium={medium} />
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}

/** Each is a way to another medium for it; who may only look sees the names. */
function Enclaves({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const { t } = useTranslation(['matrix', 'content']);
  const { columns, isViewer, act } = useMatrix();
  const shown = ids.flatMap((id): readonly ShownColumn[] => {
    const found = columns.find(({ enclave }) => enclave.id === id);
    return found === undefined ? [] : [found];
  });
  if (isViewer) return shown.map(({ enclave }) => enclave.name).join(t('content:listSeparator'));
  return (
    <span className="sluice-actions">
      {shown.map(({ enclave }) => (
        <Button
          key={enclave.id}
          variant="link"
          isInline
          aria-label={t('media.choose', { name: enclave.name })}
          onClick={() => act('medium', enclave.id)}
        >
          {enclave.name}
        </Button>
      ))}
    </span>
  );
}

import { ExpandableSection, List, ListItem, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyableLine } from '../../../components/copyable.tsx';
import { LevelText } from '../../../components/level-text.tsx';
import type { UpdateEdgeView } from '../../../../../core/contract/index.ts';
import { Gap } from '../../../components/gap.tsx';
import type { ReleaseSize } from '../../../stores/content.ts';
import type { GraphIndex } from './graph-index.ts';
import { groupRisks } from './risk-groups.ts';
import { useSizeWords } from './use-sizes.ts';
import { compareVersions } from '../graph/version-order.ts';

/** What is known of one release: its size, where one can update from and to, and what speaks against it. */
export function ReleaseDetails({
  index,
  version,
  size,
}: {
  readonly index: GraphIndex;
  readonly version: string;
  readonly size: ReleaseSize | undefined;
}): ReactNode {
  const { t } = useTranslation('content');
  const sizeWords = useSizeWords();
  const node = index.nodeOf.get(version);
  if (node === undefined) return null;
  return (
    <section aria-label={t('details.name', { version })} className="sluice-content-details">
      <Title headingLevel="h3" size="md">
        {t('details.name', { version })}
      </Title>
      <p className="sluice-number">
        {t('details.size', { size: sizeWords(size?.bytes) })}
        <Gap />
        {size?.newBytes !== undefined && t('details.newBytes', { size: sizeWords(size.newBytes) })}
      </p>
      {node.url !== undefined && <CopyableLine label={t('details.advisory')} text={node.url} />}
      <Updates
        title={t('details.from', { count: index.into.get(version)?.length ?? 0 })}
        edges={index.into.get(version) ?? []}
        end="from"
      />
      <Updates
        title={t('details.to', { count: index.outOf.get(version)?.length ?? 0 })}
        edges={index.outOf.get(version) ?? []}
        end="to"
      />
    </section>
  );
}

function Updates({
  title,
  edges,
  end,
}: {
  readonly title: string;
  readonly edges: readonly UpdateEdgeView[];
  readonly end: 'from' | 'to';
}): ReactNode {
  const { t } = useTranslation('content');
  const inOrder = edges.toSorted((a, b) => compareVersions(a[end], b[end]));
  const plain = inOrder.filter((edge) => edge.risks.length === 0).map((edge) => edge[end]);
  const risks = groupRisks(inOrder, end);
  if (edges.length === 0) return <p>{title}</p>;
  return (
    <ExpandableSection toggleText={title}>
      {plain.length > 0 && (
        <p className="sluice-number">
          {t('details.plain', { count: plain.length, versions: plain.join(t('listSeparator')) })}
        </p>
      )}
      {risks.length > 0 && (
        <List isPlain aria-label={t('details.conditional')}>
          {risks.map(({ name, message, url, versions }) => (
            <ListItem key={`${name} ${message}`}>
              <LevelText level="warning">
                <strong>{name}</strong>
                {t('colon')}
                {message} {url !== '' && <span className="sluice-mono">{url}</span>}
              </LevelText>
              <p className="sluice-number">
                {t(`details.risky.${end}`, {
                  count: versions.length,
                  versions: versions.join(t('listSeparator')),
                })}
              </p>
            </ListItem>
          ))}
        </List>
      )}
    </ExpandableSection>
  );
}

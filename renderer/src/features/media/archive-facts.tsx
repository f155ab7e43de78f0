import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  formatBytes,
  imageCategories,
  imageSignatureResults,
  type ArchiveView,
} from '../../../../core/contract/index.ts';
import { SignatureFact } from '../keys/signature-label.tsx';
import { CompletenessLabel, isNamed, useMoment } from './set-summary.tsx';

interface Fact {
  readonly term: string;
  readonly text: ReactNode;
}

/** Which set it is, who made it when and for whom, and what it needs at the target. */
export function ArchiveFacts({ view }: { readonly view: ArchiveView }): ReactNode {
  const facts = useFacts(view);
  return (
    <DescriptionList
      isCompact
      columnModifier={{ default: '1Col', xl: '2Col' }}
      isHorizontal
      horizontalTermWidthModifier={{ default: '12ch' }}
    >
      {facts.map(({ term, text }) => (
        <DescriptionListGroup key={term}>
          <DescriptionListTerm>{term}</DescriptionListTerm>
          <DescriptionListDescription>{text}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}

function useFacts(view: ArchiveView): readonly Fact[] {
  const { t } = useTranslation(['media', 'common', 'keys']);
  const moment = useMoment();
  const { brief, images } = view;
  const unknown = t('common:unknown');
  const counts =
    images === undefined
      ? unknown
      : imageCategories
          .filter((category) => images[category] > 0)
          .map((category) => t(`archive.imagesOf.${category}`, { number: images[category] }))
          .map((text) => <div key={text}>{text}</div>);
  return [
    { term: t('archive.completeness'), text: <CompletenessLabel complete={brief.complete} /> },
    ...(brief.signature === undefined
      ? []
      : [{ term: t('keys:signature.title'), text: <SignatureFact signature={brief.signature} /> }]),
    { term: t('archive.generation'), text: useGeneration(view) },
    ...(isNamed(brief.target) ? [{ term: t('archive.target'), text: brief.target }] : []),
    { term: t('archive.made'), text: brief.createdAt === undefined ? unknown : moment(brief.createdAt) },
    { term: t('archive.tool'), text: view.tool ?? unknown },
    { term: t('archive.layout'), text: view.layout ?? unknown },
    {
      term: t('archive.setId'),
      text: <span className="sluice-mono">{brief.setId ?? unknown}</span>,
    },
    {
      term: t('archive.size'),
      text: t('set.size', { count: brief.chunks, bytes: formatBytes(brief.bytes) }),
    },
    {
      term: t('archive.content'),
      text: t('archive.contentValue', {
        repositories: view.repositories,
        tags: view.tags,
        blobs: view.blobs,
        bytes: formatBytes(view.blobBytes),
      }),
    },
    { term: t('archive.images'), text: counts },
    ...useSignatures(view),
    { term: t('archive.expected'), text: useExpected(view) },
  ];
}

/** What vouches for the images; nothing for archives that do not say what they hold. */
function useSignatures({ origin }: ArchiveView): readonly Fact[] {
  const { t } = useTranslation('media');
  if (origin === undefined) return [];
  const lines = imageSignatureResults
    .filter((result) => origin.images[result] > 0)
    .map((result) => t(`archive.imageSignature.${result}`, { number: origin.images[result] }))
    .map((text) => <div key={text}>{text}</div>);
  return lines.length === 0 ? [] : [{ term: t('archive.imageSignatures'), text: lines }];
}

function useGeneration({ brief }: ArchiveView): string {
  const { t } = useTranslation(['media', 'common']);
  const { generation, parentGeneration } = brief;
  if (generation === undefined) return t('common:unknown');
  if (parentGeneration === undefined) return t('archive.fullSet', { generation });
  return t('archive.buildsOn', { generation, parent: parentGeneration });
}

function useExpected({ brief, expectedBlobs, expectedBytes }: ArchiveView): string {
  const { t } = useTranslation('media');
  if (expectedBlobs === 0) return t('archive.expectedNone');
  const bytes = formatBytes(expectedBytes);
  if (brief.parentGeneration === undefined) {
    return t('archive.expectedOther', { number: expectedBlobs, bytes });
  }
  return t('archive.expectedSome', { number: expectedBlobs, bytes, generation: brief.parentGeneration });
}

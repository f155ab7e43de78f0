import { formatBytes, type ReportBlock, type ReportCell, type ReportSection } from '../../contract/index.ts';
import type { ContentGroup, ReportImage, SetReport } from '../model.ts';
import type { ReportSay } from '../words/words.ts';
import { heading, paragraph, summed, table, withoutDigest } from './blocks.ts';
import { plain } from './plain.ts';

/** Names that one line holds. */
const named = 6;

/** Every image, by release and operator, with its digest, platforms, size and signature. */
export function contentsSection(say: ReportSay, { contents }: SetReport): ReportSection {
  const blocks: ReportBlock[] = [
    paragraph(imagesText(say, contents)),
    ...contentBlocks(say, contents.groups),
  ];
  return { id: 'contents', title: say('section.contents'), blocks };
}

export function imagesText(say: ReportSay, { images, accessories }: SetReport['contents']): string {
  return accessories === 0
    ? say('imageCount', { count: images })
    : say('imagesWith', { count: images, more: accessories });
}

export function contentBlocks(say: ReportSay, groups: readonly ContentGroup[]): ReportBlock[] {
  return groups.flatMap((group) => {
    const title = groupTitle(say, group);
    return [heading(title, groupNote(say, group)), imageTable(say, title, group)];
  });
}

function groupTitle(say: ReportSay, { kind, name }: ContentGroup): string {
  if (kind === 'release' && name === undefined) return say('group.graph');
  return say(`group.${kind}`, { name: plain(name ?? '') });
}

function groupNote(say: ReportSay, { images, versions = [], catalog }: ContentGroup): string {
  if (versions.length === 0 || catalog === undefined) return say('groupNote', { count: images.length });
  const params = { count: images.length, versions: someOf(say, versions), catalog: plain(catalog) };
  return say('groupVersions', params);
}

export function someOf(say: ReportSay, names: readonly string[]): string {
  const shown = names.slice(0, named).map(plain).join(say('comma'));
  return names.length <= named ? shown : say('andOthers', { names: shown, count: names.length - named });
}

function imageTable(say: ReportSay, label: string, { kind, images }: ContentGroup): ReportBlock {
  const first = kind === 'release' ? say('component') : say('image');
  return table(
    label,
    [
      [first, 37],
      [say('atTarget'), 22],
      [say('platforms'), 12],
      [`>${say('imageSize')}`, 15],
      [say('signature'), 14],
    ],
    images.map((image) => [
      nameCell(say, kind, image),
      plain(`${image.repository}${image.tag === undefined ? '' : `:${image.tag}`}`),
      image.platforms.length === 0 ? say('unknown') : plain(image.platforms.join(say('comma'))),
      sizeText(say, image),
      signatureCell(say, image),
    ]),
  );
}

function nameCell(say: ReportSay, kind: ContentGroup['kind'], image: ReportImage): ReportCell {
  const { origin, digest, release, alsoFor = [] } = image;
  const name =
    kind === 'release' && release !== undefined
      ? (release.component ?? say('payload'))
      : withoutDigest(origin, digest);
  const also = alsoFor.length === 0 ? '' : ` (${say('alsoFor', { names: someOf(say, alsoFor) })})`;
  return summed(`${plain(name)}${also}`, digest);
}

function sizeText(say: ReportSay, { bytes, carriedBytes }: ReportImage): string {
  if (bytes === undefined) return say('unknown');
  if (carriedBytes === undefined || carriedBytes === bytes) return formatBytes(bytes);
  return say('carriedPart', { all: formatBytes(bytes), carried: formatBytes(carriedBytes) });
}

function signatureCell(say: ReportSay, { signature, keyId, accessories }: ReportImage): ReportCell {
  const kinds = [...new Set(accessories.map(({ kind }) => kind))].filter(
    (kind) => kind !== 'signature' || signature !== 'carried',
  );
  const attached = kinds.map((kind) => say(`attached.${kind}`)).join(say('comma'));
  const result = say(`signature.${signature}`);
  const text = attached === '' ? result : [result, attached].join(say('semicolon'));
  if (signature === 'unverified' || signature === 'absent') return { text, tone: 'bad' };
  if (signature === 'ignored') return { text, tone: 'attention' };
  return keyId === undefined ? text : summed(text, keyId);
}

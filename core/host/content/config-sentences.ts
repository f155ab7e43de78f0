import {
  defaultArchiveSize,
  type ImageSetConfiguration,
  type PlatformConfig,
  type ReleaseChannel,
} from '../../config/index.ts';
import { formatBytes, type Sentence, type SentenceCode } from '../../contract/index.ts';
import { chartSentencesOf } from './chart-sentences.ts';
import { operatorSentencesOf } from './operator-sentences.ts';

const gibibyte = 1024 ** 3;
/** As many patterns are named one by one. */
const patternsShown = 5;

/** What a configuration means, in the order in which people think of it: releases, images, then the files. */
export function sentencesOf({ archiveSize, mirror }: ImageSetConfiguration): Sentence[] {
  const { platform, operators, additionalImages, blockedImages, helm } = mirror;
  const content = [
    ...(platform === undefined ? [] : platformSentences(platform)),
    ...operatorSentencesOf(operators),
    ...counted('ADDITIONAL_IMAGES', additionalImages.length),
    ...counted('IMAGES_BY_TAG', additionalImages.filter(({ name }) => isByTag(name)).length),
    ...chartSentencesOf(helm),
  ];
  const patterns = blockedImages.map(({ name }) => name);
  return [
    ...(content.length === 0 ? [sentence('NOTHING')] : content),
    ...patterns.slice(0, patternsShown).map((pattern) => sentence('IMAGES_LEFT_OUT', { pattern })),
    ...counted('IMAGES_LEFT_OUT_MORE', Math.max(0, patterns.length - patternsShown)),
    sentence(archiveSize === undefined ? 'ARCHIVE_SIZE_DEFAULT' : 'ARCHIVE_SIZE', {
      size: formatBytes((archiveSize ?? defaultArchiveSize) * gibibyte),
    }),
  ];
}

const sentence = (code: SentenceCode, params: Sentence['params'] = {}): Sentence => ({ code, params });
const counted = (code: SentenceCode, count: number): Sentence[] =>
  count === 0 ? [] : [sentence(code, { count })];
const isByTag = (name: string): boolean => !name.startsWith('oci://') && !name.includes('@');

function platformSentences(platform: PlatformConfig): Sentence[] {
  const { channels, platforms } = platform;
  const architectures =
    platforms.length > 0 ? 'multi' : [...new Set(platform.architectures)].join(', ') || 'amd64';
  const releases =
    platform.release === undefined
      ? channels.flatMap((channel) => channelSentences(channel, architectures))
      : [sentence('RELEASE_GIVEN', { release: platform.release })];
  const joined = channels.filter(({ type }) => type === 'ocp').length;
  // A switch without releases has no effect of its own, except the graph's.
  const hasReleases = releases.length > 0;
  return [
    ...releases,
    ...(hasReleases && platform.release === undefined && joined > 1
      ? [sentence('RELEASES_JOINED', { count: joined })]
      : []),
    ...(hasReleases && platforms.length > 0
      ? [
          sentence('PLATFORMS', {
            platforms: platforms.map(({ os, architecture }) => `${os}/${architecture}`).join(', '),
          }),
        ]
      : []),
    ...(platform.graph ? [sentence('GRAPH_CARRIED')] : hasReleases ? [sentence('GRAPH_LEFT_OUT')] : []),
    ...(hasReleases && platform.kubeVirtContainer ? [sentence('KUBE_VIRT')] : []),
  ];
}

function channelSentences(channel: ReleaseChannel, architectures: string): Sentence[] {
  const { name, type } = channel;
  const { code, ...bounds } = rangeOf(channel);
  return [
    sentence(code, { channel: name, architectures, ...bounds }),
    ...(type === 'okd' ? [sentence('RELEASES_OKD', { channel: name })] : []),
  ];
}

/** oc-mirror-v2.md 5.3: without bounds the newest, with one bound the rest of the channel on its side. */
function rangeOf({ minVersion: min, maxVersion: max, full, shortestPath }: ReleaseChannel): {
  readonly code: SentenceCode;
} & Readonly<Record<string, string>> {
  if (min !== undefined && max !== undefined) {
    if (min === max) return { code: 'RELEASES_ONE', version: min };
    return { code: shortestPath ? 'RELEASES_PATH' : 'RELEASES_RANGE', min, max };
  }
  if (min !== undefined) return { code: shortestPath ? 'RELEASES_PATH_FROM' : 'RELEASES_FROM', min };
  if (max !== undefined) return { code: shortestPath ? 'RELEASES_PATH_UP_TO' : 'RELEASES_UP_TO', max };
  if (full) return { code: shortestPath ? 'RELEASES_PATH_ALL' : 'RELEASES_ALL' };
  return { code: 'RELEASES_NEWEST' };
}

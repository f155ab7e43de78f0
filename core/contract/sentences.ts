import { fillText } from './errors/fill.ts';
import type { Language } from './errors/text.ts';
import { chartSentences } from './chart-sentences.ts';
import { operatorSentences } from './operator-sentences.ts';

/** What a configuration means, sentence by sentence: for people who do not read YAML. */
export const sentenceCatalogue = {
  RELEASES_NEWEST: {
    en: 'Only the newest release of channel {channel} for {architectures}.',
    zh: '通道 {channel} 中面向 {architectures} 的最新发行版（仅一个）。',
  },
  RELEASES_ONE: {
    en: 'Exactly release {version} of channel {channel} for {architectures}.',
    zh: '通道 {channel} 中面向 {architectures} 的发行版 {version}（仅此一个）。',
  },
  RELEASES_RANGE: {
    en: 'Releases {min} to {max} of channel {channel} for {architectures}, every version in between.',
    zh: '通道 {channel} 中面向 {architectures} 的发行版 {min} 至 {max}，包含其间的所有版本。',
  },
  RELEASES_FROM: {
    en: 'Releases from {min} to the newest of channel {channel} for {architectures}, every version in between.',
    zh: '通道 {channel} 中面向 {architectures} 的发行版 {min} 至最新版，包含其间的所有版本。',
  },
  RELEASES_UP_TO: {
    en: 'All releases of channel {channel} up to {max} for {architectures}.',
    zh: '通道 {channel} 中面向 {architectures} 的、不高于 {max} 的所有发行版。',
  },
  RELEASES_ALL: {
    en: 'All releases of channel {channel} for {architectures}. This can be very much: the plan says how much.',
    zh: '通道 {channel} 中面向 {architectures} 的全部发行版。数据量可能非常大，具体大小以计划为准。',
  },
  RELEASES_PATH: {
    en: 'Releases {min} to {max} of channel {channel} for {architectures}, in between only those on the shortest update path.',
    zh: '通道 {channel} 中面向 {architectures} 的发行版 {min} 至 {max}，其间只包含最短升级路径上的版本。',
  },
  RELEASES_PATH_FROM: {
    en: 'Release {min} and the newest of channel {channel} for {architectures}, in between only those on the shortest update path.',
    zh: '通道 {channel} 中面向 {architectures} 的发行版 {min} 和最新版，其间只包含最短升级路径上的版本。',
  },
  RELEASES_PATH_UP_TO: {
    en: 'The oldest release of channel {channel} and {max} for {architectures}, in between only those on the shortest update path.',
    zh: '通道 {channel} 中面向 {architectures} 的最早发行版和 {max}，其间只包含最短升级路径上的版本。',
  },
  RELEASES_PATH_ALL: {
    en: 'The oldest and the newest release of channel {channel} for {architectures}, in between only those on the shortest update path.',
    zh: '通道 {channel} 中面向 {architectures} 的最早和最新发行版，其间只包含最短升级路径上的版本。',
  },
  RELEASES_OKD: {
    en: 'Channel {channel} is one of OKD, not of OpenShift Container Platform.',
    zh: '通道 {channel} 属于 OKD，而不是 OpenShift Container Platform。',
  },
  RELEASES_JOINED: {
    en: 'The releases that a cluster passes through between these {count} channels are added.',
    zh: '集群在这 {count} 个通道之间升级时必须经过的发行版会一并加入。',
  },
  RELEASE_GIVEN: {
    en: 'Exactly the release {release}; channels are not looked at.',
    zh: '仅发行版 {release}；通道不起作用。',
  },
  PLATFORMS: {
    en: 'Of the multi-architecture releases, only the instances for {platforms}.',
    zh: '多架构发行版中，仅包含 {platforms} 的实例。',
  },
  GRAPH_CARRIED: {
    en: 'The update graph is carried, so that an update service in the disconnected network can offer these updates to clusters.',
    zh: '会携带升级图，以便离线网络中的更新服务可以向集群提供这些升级。',
  },
  GRAPH_LEFT_OUT: {
    en: 'No update graph image is carried: clusters get no recommended updates from an update service of their own.',
    zh: '不携带升级图镜像：离线网络中的更新服务无法向集群推荐升级。',
  },
  KUBE_VIRT: {
    en: 'The boot images for OpenShift Virtualization (KubeVirt) of these releases are carried.',
    zh: '会携带这些发行版中用于 OpenShift Virtualization（KubeVirt）的启动镜像。',
  },
  ...operatorSentences,
  ADDITIONAL_IMAGES: {
    en: '{count} additional {count|image|images}.',
    zh: '{count} 个附加镜像。',
  },
  IMAGES_BY_TAG: {
    en: '{count} of the additional images {count|is|are} named by tag and may be other images on another day; by digest {count|it stays|they stay} the same.',
    zh: '其中 {count} 个附加镜像是按标签指定的，日后可能指向其他镜像；按摘要指定则不会改变。',
  },
  IMAGES_LEFT_OUT: {
    en: 'Images that match {pattern} are left out.',
    zh: '与 {pattern} 匹配的镜像会被排除。',
  },
  IMAGES_LEFT_OUT_MORE: {
    en: 'Images that match {count} further {count|pattern|patterns} are left out.',
    zh: '另有 {count} 个匹配规则，与之匹配的镜像也会被排除。',
  },
  ...chartSentences,
  ARCHIVE_SIZE: {
    en: 'Archive files of at most {size}, less where the medium takes no such files.',
    zh: '每个归档文件最大 {size}；如果介质不支持，则会更小。',
  },
  ARCHIVE_SIZE_DEFAULT: {
    en: 'Archive files of at most {size} (the default), less where the medium takes no such files.',
    zh: '每个归档文件最大 {size}（默认值）；如果介质不支持，则会更小。',
  },
  NOTHING: {
    en: 'Nothing is asked for yet.',
    zh: '尚未选择任何内容。',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

export type SentenceCode = keyof typeof sentenceCatalogue;

/** A sentence as it crosses to the page. */
export interface Sentence {
  readonly code: SentenceCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export function isSentenceCode(code: string): code is SentenceCode {
  return Object.hasOwn(sentenceCatalogue, code);
}

/** The words of a sentence; the code itself for one that this version does not know. */
export function describeSentence(
  code: string,
  params: Readonly<Record<string, string | number>>,
  language: Language,
): string {
  if (!isSentenceCode(code)) return code;
  const text: string = sentenceCatalogue[code][language];
  return fillText(text, language === 'zh' ? enumerated(params) : params, language);
}

/** Chinese has a mark of its own between the members of a list. */
function enumerated(
  params: Readonly<Record<string, string | number>>,
): Readonly<Record<string, string | number>> {
  const names = new Set(['architectures', 'platforms', 'packages', 'channels', 'charts']);
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      names.has(name) && typeof value === 'string' ? value.replaceAll(', ', '、') : value,
    ]),
  );
}

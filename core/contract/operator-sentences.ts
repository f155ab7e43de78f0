import type { Language } from './errors/text.ts';

/** What the `operators` of a configuration mean. */
export const operatorSentences = {
  OPERATORS_WHOLE: {
    en: 'Every operator of {catalog}, of each channel only the newest bundle. This can be very much: the plan says how much.',
    zh: '{catalog} 中的所有 Operator，每个通道只包含最新的 bundle。数据量可能非常大，具体大小以计划为准。',
  },
  OPERATORS_EVERYTHING: {
    en: 'Everything in {catalog}: all bundles of all channels of every operator. This is very much: the plan says how much.',
    zh: '{catalog} 中的全部内容：所有 Operator 的所有通道的所有 bundle。数据量非常大，具体大小以计划为准。',
  },
  OPERATORS_OF: {
    en: '{count} {count|operator|operators} of {catalog}:',
    zh: '{catalog} 中的 {count} 个 Operator：',
  },
  OPERATORS_HEADS: {
    en: 'Of {packages}, only the newest bundle of each channel.',
    zh: '{packages}：每个通道只包含最新的 bundle。',
  },
  OPERATORS_ALL: {
    en: 'Of {packages}, all bundles of all channels.',
    zh: '{packages}：所有通道的所有 bundle。',
  },
  OPERATOR_HEADS_IN: {
    en: 'Of {package}, only the newest bundle of {count|channel|each of the channels} {channels}.',
    zh: '{package}：通道 {channels} 中只包含最新的 bundle。',
  },
  OPERATOR_ALL_IN: {
    en: 'Of {package}, all bundles of {count|channel|the channels} {channels}.',
    zh: '{package}：通道 {channels} 的所有 bundle。',
  },
  OPERATOR_ONE: {
    en: 'Of {package}, exactly version {version}, in each channel that has it.',
    zh: '{package}：仅版本 {version}，包含具有该版本的所有通道。',
  },
  OPERATOR_ONE_IN: {
    en: 'Of {package}, exactly version {version} of {count|channel|the channels} {channels}.',
    zh: '{package}：通道 {channels} 中仅包含版本 {version}。',
  },
  OPERATOR_RANGE: {
    en: 'Of {package}, versions {min} to {max} of each channel; newer ones are left out.',
    zh: '{package}：每个通道中的版本 {min} 至 {max}，不含更新的版本。',
  },
  OPERATOR_RANGE_IN: {
    en: 'Of {package}, versions {min} to {max} of {count|channel|the channels} {channels}; newer ones are left out.',
    zh: '{package}：通道 {channels} 中的版本 {min} 至 {max}，不含更新的版本。',
  },
  OPERATOR_FROM: {
    en: 'Of {package}, all versions from {min} to the newest of each channel.',
    zh: '{package}：每个通道中从 {min} 到最新的所有版本。',
  },
  OPERATOR_FROM_IN: {
    en: 'Of {package}, all versions from {min} to the newest of {count|channel|the channels} {channels}.',
    zh: '{package}：通道 {channels} 中从 {min} 到最新的所有版本。',
  },
  OPERATOR_UP_TO: {
    en: 'Of {package}, all versions up to {max} of each channel; newer ones are left out.',
    zh: '{package}：每个通道中不高于 {max} 的所有版本，不含更新的版本。',
  },
  OPERATOR_UP_TO_IN: {
    en: 'Of {package}, all versions up to {max} of {count|channel|the channels} {channels}; newer ones are left out.',
    zh: '{package}：通道 {channels} 中不高于 {max} 的所有版本，不含更新的版本。',
  },
  OPERATOR_DEFAULT_CHANNEL: {
    en: '{channel} becomes the default channel of {package}.',
    zh: '{package} 的默认通道改为 {channel}。',
  },
  OPERATORS_MORE: {
    en: '{count} further {count|operator of this catalogue has a choice of its|operators of this catalogue have choices of their} own.',
    zh: '此目录中另有 {count} 个 Operator 指定了各自的通道或版本。',
  },
  OPERATORS_ALONE: {
    en: 'Operators that these depend on are carried only when they are named as well.',
    zh: '这些 Operator 所依赖的其他 Operator，只有同样列出时才会携带。',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

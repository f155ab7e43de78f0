import type { Language } from './errors/text.ts';

/** What the charts of a configuration mean. */
export const chartSentences = {
  CHARTS_NAMED: {
    en: 'From the chart repository {repository}: {charts}.',
    zh: '从 Chart 仓库 {repository} 携带：{charts}。',
  },
  CHARTS_NAMED_MORE: {
    en: 'From the chart repository {repository}: {charts}, and {count} more {count|chart|charts}.',
    zh: '从 Chart 仓库 {repository} 携带：{charts}，另有 {count} 个 Chart。',
  },
  CHARTS_WHOLE: {
    en: 'Every version of every chart of the repository {repository}.',
    zh: '携带 Chart 仓库 {repository} 中所有 Chart 的所有版本。',
  },
  CHARTS_LOCAL: {
    en: '{count} local {count|chart|charts} ({charts}): only {count|its|their} images are carried; the chart itself has to be at the same path wherever this configuration is used.',
    zh: '{count} 个本地 Chart（{charts}）：只携带其镜像；在使用此配置的每台机器上，Chart 本身必须位于相同路径。',
  },
  CHARTS_NEWEST: {
    en: '{count} {count|chart has|charts have} no version: the newest is taken, which may be another one on another day.',
    zh: '{count} 个 Chart 未指定版本：将携带最新版本，日后可能不同。',
  },
  CHARTS_IMAGES: {
    en: 'With the charts come the images that they name, found by rendering them with their own values and those given over them.',
    zh: '同时携带这些 Chart 所引用的镜像：使用 Chart 自带的 values 以及另行提供的 values 渲染后得出。',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

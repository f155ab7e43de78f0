import type { Finding } from '../../contract/index.ts';
import type { FilteredPackage } from '../filter/index.ts';
import type { Remainder } from './channel-remainder.ts';

/** What a package loses with its missing bundles: each bundle once, with its channels; then channels and package. */
export function remainderFindings(
  { name, defaultChannel: defaultBefore }: FilteredPackage,
  remainders: readonly Remainder[],
  defaultChannel: string | undefined,
): readonly Finding[] {
  const warning = (
    code: Finding['code'],
    params: Finding['params'],
    affected: readonly string[],
  ): Finding => ({
    level: 'warning',
    code,
    params: { package: name, ...params },
    affected,
  });
  const perBundle = (code: Finding['code'], of: (remainder: Remainder) => readonly string[]): Finding[] => {
    const channels = new Map<string, string[]>();
    for (const remainder of remainders) {
      for (const bundle of of(remainder)) {
        channels.set(bundle, [...(channels.get(bundle) ?? []), remainder.channel.name]);
      }
    }
    return [...channels].map(([bundle, names]) =>
      warning(code, { bundle, channel: names.join(', ') }, [bundle]),
    );
  };
  const lost = remainders.filter(({ left }) => left === undefined);
  const gone = lost.length === remainders.length;
  return [
    ...perBundle('CATALOG_BUNDLE_WITHHELD', ({ missing }) => missing),
    ...perBundle('CATALOG_BUNDLE_CUT_OFF', ({ stranded }) => stranded),
    ...remainders.flatMap(({ channel, left, headBefore: from, head: to }) =>
      left === undefined || from === undefined || to === undefined || from === to
        ? []
        : [warning('CATALOG_HEAD_LOWERED', { channel: channel.name, from, to }, [from])],
    ),
    ...(gone ? [] : lost).map(({ channel }) =>
      warning('CATALOG_CHANNEL_WITHHELD', { channel: channel.name }, [`${name}/${channel.name}`]),
    ),
    ...(gone ? [warning('CATALOG_PACKAGE_WITHHELD', {}, [name])] : []),
    ...(!gone &&
    defaultChannel !== undefined &&
    defaultBefore !== undefined &&
    defaultChannel !== defaultBefore
      ? [warning('CATALOG_DEFAULT_CHANNEL_CHANGED', { from: defaultBefore, to: defaultChannel }, [name])]
      : []),
  ];
}

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackageModel } from '../../../../../core/contract/index.ts';
import { hasEnds, type VersionEnds } from './package-choice.ts';

/** A range of versions in words; without one, what is carried instead. */
export function useRangeWords(): (ends: VersionEnds, isFull: boolean) => string {
  const { t } = useTranslation('operators');
  return useCallback(
    ({ minVersion, maxVersion }, isFull) => {
      if (minVersion !== undefined && minVersion === maxVersion)
        return t('range.pinned', { version: minVersion });
      if (minVersion !== undefined && maxVersion !== undefined) {
        return t('range.both', { first: minVersion, last: maxVersion });
      }
      if (minVersion !== undefined) return t('range.from', { first: minVersion });
      if (maxVersion !== undefined) return t('range.to', { last: maxVersion });
      return t(isFull ? 'range.full' : 'range.head');
    },
    [t],
  );
}

/** What a package's entry asks for, in one line. */
export function useAskWords(): (asked: PackageModel, isFull: boolean) => string {
  const { t } = useTranslation(['operators', 'content']);
  const rangeWords = useRangeWords();
  return useCallback(
    (asked, isFull) => {
      const { channels } = asked;
      if (channels.length === 0) return t('ask.every', { range: rangeWords(asked, isFull) });
      return channels
        .map((channel) =>
          t('ask.channel', {
            name: channel.name,
            range: rangeWords(hasEnds(asked) ? asked : channel, isFull),
          }),
        )
        .join(t('ask.separator'));
    },
    [t, rangeWords],
  );
}

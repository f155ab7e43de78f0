import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelModel } from '../../../../core/contract/index.ts';
import { useAskWords, useRangeWords } from '../content/operators/use-ask-words.ts';
import type { Asked, Difference, SettingValue } from './rules/differences.ts';

/** A difference between two enclaves as a sentence. */
export function useDifferenceWords(names: {
  readonly a: string;
  readonly b: string;
}): (difference: Difference) => string {
  const { t } = useTranslation(['matrix', 'content']);
  const askWords = useAskWords();
  const rangeWords = useRangeWords();
  const { a, b } = names;
  return useCallback(
    (difference) => {
      const only = (side: 'a' | 'b'): { has: string; lacks: string } =>
        side === 'a' ? { has: a, lacks: b } : { has: b, lacks: a };
      const range = (channel: ChannelModel | undefined): string =>
        channel === undefined ? t('difference.nothing') : rangeWords(channel, channel.full);
      const asked = (one: Asked | undefined): string =>
        one === undefined ? t('difference.nothing') : askWords(one.asked, one.isFull);
      const setting = (value: SettingValue): string => {
        if (value === undefined || (Array.isArray(value) && value.length === 0)) {
          return t('difference.nothing');
        }
        if (typeof value === 'boolean') return t(value ? 'difference.on' : 'difference.off');
        return typeof value === 'object' ? value.join(t('content:listSeparator')) : String(value);
      };
      switch (difference.kind) {
        case 'release':
          return t('difference.release', { version: difference.version, ...only(difference.only) });
        case 'newest':
          return t('difference.newest', { channel: difference.channel, ...only(difference.only) });
        case 'image':
          return t('difference.image', { name: difference.name, ...only(difference.only) });
        case 'catalog':
          return t('difference.catalog', { catalog: difference.catalog, ...only(difference.only) });
        case 'full':
          return t('difference.full', { catalog: difference.catalog, ...only(difference.only) });
        case 'range':
          return t('difference.range', {
            channel: difference.channel,
            a,
            b,
            ofA: range(difference.a),
            ofB: range(difference.b),
          });
        case 'package':
          return t('difference.package', {
            name: difference.row.displayName,
            a,
            b,
            ofA: asked(difference.a),
            ofB: asked(difference.b),
          });
        case 'setting':
          return t('difference.setting', {
            setting: t(`setting.${difference.setting}`),
            a,
            b,
            ofA: setting(difference.a),
            ofB: setting(difference.b),
          });
        case 'other':
          return t('difference.other', { a, b });
      }
    },
    [t, askWords, rangeWords, a, b],
  );
}

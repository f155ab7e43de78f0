import { useTranslation } from 'react-i18next';
import type { Medium } from './rules/media.ts';

/** What a medium is called; a drive without a label by what kind of drive it is. */
export function useMediumName(): (medium: Pick<Medium, 'name' | 'driveKind'>) => string {
  const { t } = useTranslation(['matrix', 'media']);
  return ({ name, driveKind }) => {
    if (name !== '') return name;
    return driveKind === undefined ? t('media.nameless') : t(`media:drives.kind.${driveKind}`);
  };
}

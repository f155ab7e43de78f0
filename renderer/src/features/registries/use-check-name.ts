import { useTranslation } from 'react-i18next';
import type { english } from '../../i18n/catalogues.ts';

type KnownCheck = keyof (typeof english)['registries']['checkName'];

/** The name of a check for people; one of a newer host is shown by its id, never hidden. */
export function useCheckName(): (id: string) => string {
  const { t, i18n } = useTranslation('registries');
  return (id) => (i18n.exists(`registries:checkName.${id}`) ? t(`checkName.${id as KnownCheck}`) : id);
}

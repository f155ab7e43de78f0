import { useTranslation } from 'react-i18next';
import { startChecks, type StartCheckId } from '../../../../core/contract/index.ts';

const known: ReadonlySet<string> = new Set(startChecks);

function isKnown(id: string): id is StartCheckId {
  return known.has(id);
}

/** The name of a check for people; one of a newer host is shown by its id, never hidden. */
export function useCheckName(): (id: string) => string {
  const { t } = useTranslation('registries');
  return (id) => (isKnown(id) ? t(`checkName.${id}`) : id);
}

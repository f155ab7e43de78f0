import { Button, List, ListItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogWork } from './catalog-context.tsx';
import { useAskWords } from './use-ask-words.ts';

/** What the configuration asks of the catalogue, without knowing what is in it. */
export function ChosenPackages(): ReactNode {
  const { t } = useTranslation(['operators', 'content', 'common']);
  const { operator, isLocked, drop } = useCatalogWork();
  const words = useAskWords();
  const packages = operator?.packages ?? [];
  if (packages.length === 0) return null;
  return (
    <List aria-label={t('chosen.name')}>
      {packages.map((asked) => (
        <ListItem key={asked.name}>
          <strong>{asked.name}</strong>
          {t('content:colon')}
          {words(asked, operator?.full ?? false)}{' '}
          <Button
            variant="link"
            isInline
            isDanger
            className="sluice-content-action"
            isDisabled={isLocked}
            aria-label={t('package.removeOf', { name: asked.name })}
            onClick={() => drop([asked.name])}
          >
            {t('common:action.remove')}
          </Button>
        </ListItem>
      ))}
    </List>
  );
}

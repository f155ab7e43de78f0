import { Button, List, ListItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadableView } from '../../../components/loadable.tsx';
import { useQuery } from '../../../hooks/use-query.ts';
import { useContentPlace } from '../content-context.tsx';

const known = ['releases', 'releases-and-images', 'images', 'empty'] as const;

/** Configurations to begin with. */
export function Templates({ onChoose }: { readonly onChoose: (yaml: string) => void }): ReactNode {
  const { t } = useTranslation('content');
  const { site } = useContentPlace();
  const { reload, ...templates } = useQuery('config.templates', { site });
  return (
    <LoadableView state={templates} onRetry={reload}>
      {(value) => (
        <List isPlain aria-label={t('load.templates')}>
          {value.templates.map(({ id, yaml }) => {
            const name = known.find((one) => one === id);
            return (
              <ListItem key={id}>
                <Button variant="link" isInline onClick={() => onChoose(yaml)}>
                  {name === undefined ? id : t(`load.template.${name}`)}
                </Button>
              </ListItem>
            );
          })}
        </List>
      )}
    </LoadableView>
  );
}

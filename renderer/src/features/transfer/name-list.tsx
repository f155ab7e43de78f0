import { List, ListItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Names that are shown at once. */
const mostShown = 24;

/** Names of files, the first of many. */
export function NameList({
  names,
  label,
}: {
  readonly names: readonly string[];
  readonly label: string;
}): ReactNode {
  const { t } = useTranslation('transfer');
  const rest = names.length - mostShown;
  return (
    <List isPlain aria-label={label}>
      {names.slice(0, mostShown).map((name) => (
        <ListItem key={name}>
          <span className="sluice-mono">{name}</span>
        </ListItem>
      ))}
      {rest > 0 && <ListItem>{t('more', { count: rest })}</ListItem>}
    </List>
  );
}

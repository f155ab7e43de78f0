import { Alert, List, ListItem } from '@patternfly/react-core';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanReport } from '../../../../../core/contract/index.ts';
import { Gap } from '../../../components/gap.tsx';
import { messageWords } from '../../../i18n/message-words.ts';
import { useLanguage } from '../../../i18n/use-language.ts';

type Item = PlanReport['unplanned'][number];

/** Images named for each cause; the rest is counted. */
const named = 5;

/** Images without a size, grouped by why: they are in no number above, and that is said. */
export function Unplanned({ items }: { readonly items: readonly Item[] }): ReactNode {
  const { t } = useTranslation(['content', 'common']);
  const language = useLanguage();
  const causes = useMemo(() => groupByCause(items, language), [items, language]);
  if (items.length === 0) return null;
  return (
    <Alert isInline variant="warning" component="p" title={t('estimate.unplanned', { count: items.length })}>
      {causes.map(({ what, next, origins }) => (
        <div key={what}>
          <p>
            {what}
            <Gap />
            {next}
          </p>
          <List isPlain className="sluice-mono">
            {origins.slice(0, named).map((origin) => (
              <ListItem key={origin}>{origin}</ListItem>
            ))}
            {origins.length > named && (
              <ListItem>{t('common:affectedMore', { count: origins.length - named })}</ListItem>
            )}
          </List>
        </div>
      ))}
    </Alert>
  );
}

interface Cause {
  readonly what: string;
  readonly next: string;
  readonly origins: readonly string[];
}

function groupByCause(
  items: readonly Item[],
  language: Parameters<typeof messageWords>[1],
): readonly Cause[] {
  const told = items.map(({ origin, error }) => ({ origin, ...messageWords(error, language) }));
  return [...Map.groupBy(told, ({ what }) => what)].map(([what, some]) => ({
    what,
    next: some[0]?.next ?? '',
    origins: [...new Set(some.map(({ origin }) => origin))],
  }));
}

import { List, ListItem, Title } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../../../core/contract/index.ts';
import { Gap } from '../../../components/gap.tsx';
import { packageKey } from '../../../stores/content.ts';
import { useSlice } from '../../../stores/context.tsx';
import { useCatalogWork } from './catalog-context.tsx';
import { bundlesOf } from './totals.ts';

/** The bundles that a package comes to, by channel, and what they weigh. */
export function PackageHolding({ name }: { readonly name: string }): ReactNode {
  const { t } = useTranslation(['operators', 'content']);
  const id = useId();
  const { catalog, operator, resolved, isCurrent } = useCatalogWork();
  const size = useSlice('content', (slice) => slice.packageSizes.get(packageKey(catalog, name)));
  const held = resolved?.packages.find((one) => one.name === name);
  if (operator === undefined) return null;
  if (held === undefined) {
    const isAsked = operator.packages.length === 0 || operator.packages.some((one) => one.name === name);
    return isAsked && !isCurrent ? <p>{t('holding.waiting')}</p> : null;
  }
  return (
    <section aria-labelledby={id} aria-busy={!isCurrent} className="sluice-content-stack">
      <Title headingLevel="h4" size="md" id={id}>
        {t('holding.title', { count: bundlesOf(held).length })}
      </Title>
      <p className="sluice-number">
        {t('holding.images', { count: held.images })}
        <Gap />
        {size === undefined
          ? t('holding.unsized')
          : t('holding.size', { bytes: formatBytes(size.bytes), fresh: formatBytes(size.newBytes) })}
      </p>
      <List isPlain>
        {held.channels.map((channel) => (
          <ListItem key={channel.name}>
            <strong>{channel.name}</strong>
            {t('content:colon')}
            <span className="sluice-number">
              {channel.bundles.map((one) => one.version ?? one.name).join(t('content:listSeparator'))}
            </span>
            <Gap />
            {channel.name === held.defaultChannel &&
              t(held.defaultChannelChosen ? 'holding.defaultChosen' : 'holding.default')}
          </ListItem>
        ))}
      </List>
      {!isCurrent && <p>{t('holding.former')}</p>}
    </section>
  );
}

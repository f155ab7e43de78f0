import { ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSlice, useStores } from '../../../stores/context.tsx';

/** Graph or table: one choice for all channels. */
export function ViewToggle({ label }: { readonly label: string }): ReactNode {
  const { t } = useTranslation('content');
  const id = useId();
  const { content } = useStores();
  const view = useSlice('content', (slice) => slice.releasesAs);
  return (
    <ToggleGroup aria-label={label}>
      {(['graph', 'table'] as const).map((kind) => (
        <ToggleGroupItem
          key={kind}
          buttonId={`${id}-${kind}`}
          text={t(`channel.as.${kind}`)}
          isSelected={view === kind}
          onChange={() => content.getState().showReleasesAs(kind)}
        />
      ))}
    </ToggleGroup>
  );
}

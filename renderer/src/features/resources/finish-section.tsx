import { ExpandableSection } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadableView } from '../../components/loadable.tsx';
import { useQuery } from '../../hooks/use-query.ts';
import { FinishForm } from './finish-form.tsx';
import type { ResourcesOf } from './resources-view.tsx';

/** What people add to the files by hand before they apply them. Folded: the files work without it. */
export function FinishSection({ of }: { readonly of: ResourcesOf }): ReactNode {
  const { t } = useTranslation('resources');
  const [isOpen, setOpen] = useState(false);
  return (
    <ExpandableSection
      toggleText={t('finish.title')}
      isExpanded={isOpen}
      onToggle={(_event, open) => setOpen(open)}
    >
      {isOpen && <Finish of={of} />}
    </ExpandableSection>
  );
}

function Finish({ of }: { readonly of: ResourcesOf }): ReactNode {
  const state = useQuery('resources.finish', { of });
  return (
    <LoadableView state={state} onRetry={state.reload}>
      {(begun) => <FinishForm of={of} begun={begun} />}
    </LoadableView>
  );
}

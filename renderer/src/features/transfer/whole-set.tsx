import { Alert, ExpandableSection } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PathToken, Site } from '../../../../core/contract/index.ts';
import { useSlice } from '../../stores/context.tsx';
import { ArchiveInspection } from '../media/archive-view.tsx';
import { flowRoutes } from '../run/job-words.ts';

const importOf = {
  connected: 'enterprise-import',
  enterprise: 'enterprise-import',
  enclave: 'enclave-import',
} as const satisfies Readonly<Record<Site, string>>;

/** A set that arrived whole: what is in it, and where it is imported. */
export function WholeSet({ folder }: { readonly folder: PathToken }): ReactNode {
  const { t } = useTranslation('transfer');
  const [isOpen, setOpen] = useState(false);
  const site = useSlice('settings', ({ view }) => view?.settings.site ?? null);
  return (
    <>
      <Alert
        isInline
        variant="success"
        component="p"
        title={t('whole.title')}
        actionLinks={<Link to={flowRoutes[importOf[site ?? 'enclave']]}>{t('whole.import')}</Link>}
      >
        {t('whole.body')}
      </Alert>
      <ExpandableSection
        toggleText={t('whole.look')}
        isExpanded={isOpen}
        onToggle={(_event, expanded) => setOpen(expanded)}
      >
        {isOpen && <ArchiveInspection folder={folder} />}
      </ExpandableSection>
    </>
  );
}

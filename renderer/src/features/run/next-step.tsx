import { Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Job } from '../../../../core/contract/index.ts';
import { flowRoutes } from './job-words.ts';

type NextJob = Pick<Job, 'id' | 'kind' | 'flow' | 'enclave' | 'practice' | 'report' | 'verification'>;

/** What an operator does next: carry the medium, apply resources. Links go where this machine can do it. */
export function NextStep({ job }: { readonly job: NextJob }): ReactNode {
  const { t } = useTranslation('run');
  return (
    <section aria-label={t('done.next')}>
      <Title headingLevel="h3" size="md">
        {t('done.next')}
      </Title>
      <p>{useWords(job)}</p>
      <Links job={job} />
    </section>
  );
}

function useWords({ kind, flow, enclave, verification }: NextJob): string {
  const { t } = useTranslation('run');
  if (kind === 'verify') {
    const isGood = verification?.chunks.every(({ state }) => state === 'verified') === true;
    return t(isGood ? 'done.nextVerify' : 'done.nextVerifyBad');
  }
  switch (flow) {
    case 'export':
      return t('done.nextExport');
    case 'enclave-export':
      return enclave === undefined
        ? t('done.nextEnclaveExportAny')
        : t('done.nextEnclaveExport', { enclave });
    case 'enterprise-import':
      return t('done.nextEnterpriseImport');
    case 'enclave-import':
      return t('done.nextEnclaveImport');
  }
}

/** In the Practice environment all sites are this machine; otherwise the next site is another one. */
function Links({ job }: { readonly job: NextJob }): ReactNode {
  const { t } = useTranslation('run');
  const links: { readonly to: string; readonly text: string }[] = [];
  const { id, kind, flow, practice, report } = job;
  if (kind === 'import' && (report?.resources.length ?? 0) > 0) {
    links.push({ to: `/resources?job=${id}`, text: t('done.goResources') });
  }
  if (kind === 'import' && flow === 'enterprise-import') {
    links.push({ to: flowRoutes['enclave-export'], text: t('done.goEnclaves') });
  }
  if (kind === 'export' && practice) {
    links.push(
      flow === 'export'
        ? { to: flowRoutes['enterprise-import'], text: t('done.goImport') }
        : { to: flowRoutes['enclave-import'], text: t('done.goEnclaveImport') },
    );
  }
  if (links.length === 0) return null;
  return (
    <p className="sluice-run-hints">
      {links.map(({ to, text }) => (
        <Link key={to} to={to}>
          {text}
        </Link>
      ))}
    </p>
  );
}

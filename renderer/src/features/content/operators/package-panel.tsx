import { Bullseye, Button, Spinner } from '@patternfly/react-core';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackageView } from '../../../../../core/contract/index.ts';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { useQuery } from '../../../hooks/use-query.ts';
import { useContentPlace } from '../content-context.tsx';
import { useCatalogWork } from './catalog-context.tsx';
import { ChannelTable } from './channel-table.tsx';
import { FindingList } from './finding-list.tsx';
import { findingsOfPackage } from './findings-of.ts';
import { PackageAsk } from './package-ask.tsx';
import { PackageFacts } from './package-facts.tsx';
import { PackageHolding } from './package-holding.tsx';

/** One package: what it is, what is asked of it, and what that comes to. */
export function PackagePanel({
  name,
  onClose,
}: {
  readonly name: string;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['operators', 'common']);
  const id = useId();
  const { site, source } = useContentPlace();
  const { catalog } = useCatalogWork();
  const { reload, ...found } = useQuery('catalogs.package', { site, source, catalog, package: name });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section
      aria-labelledby={id}
      className="sluice-operators-panel sluice-content-stack"
      onKeyDown={(event) => {
        // A list or menu that is open inside takes its Escape itself.
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <div className="sluice-operators-panel-head">
        <h3 ref={heading} id={id} tabIndex={-1} className="sluice-operators-heading">
          {found.kind === 'ready' ? found.value.displayName : name}
        </h3>
        <Button variant="link" isInline onClick={onClose}>
          {t('package.close')}
        </Button>
      </div>
      {found.kind === 'loading' && (
        <Bullseye>
          <Spinner size="lg" aria-label={t('package.loading', { name })} />
        </Bullseye>
      )}
      {found.kind === 'failed' && (
        <MessageAlert
          level="error"
          message={found.error}
          actions={
            <Button variant="link" isInline onClick={reload}>
              {t('common:action.retry')}
            </Button>
          }
        />
      )}
      {found.kind === 'ready' && <PackageDetails view={found.value} />}
    </section>
  );
}

function PackageDetails({ view }: { readonly view: PackageView }): ReactNode {
  const { t } = useTranslation('operators');
  const { resolved } = useCatalogWork();
  return (
    <>
      <PackageFacts view={view} />
      <FindingList
        title={t('findings.package')}
        findings={[...view.findings, ...findingsOfPackage(resolved, view.name)]}
      />
      <PackageAsk view={view} />
      <ChannelTable view={view} />
      <PackageHolding name={view.name} />
    </>
  );
}

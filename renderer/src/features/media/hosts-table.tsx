import { Label, Title } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetOriginView } from '../../../../core/contract/index.ts';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { Sum } from './archive-tables.tsx';
import { useMoment } from './set-summary.tsx';

type Host = NonNullable<SetOriginView['hosts']>[number];

const tableHeight = 220;

/** Who answered while the content of a set was fetched, to compare with what the owners of these hosts say. */
export function HostsTable({ hosts }: { readonly hosts: SetOriginView['hosts'] }): ReactNode {
  const { t } = useTranslation('media');
  const moment = useMoment();
  return (
    <section>
      <Title headingLevel="h4">{t('archive.hosts')}</Title>
      {hosts === undefined && <p>{t('archive.hostsNotRecorded')}</p>}
      {hosts?.length === 0 && <p>{t('archive.hostsNobody')}</p>}
      {hosts !== undefined && hosts.length > 0 && (
        <VirtualTable
          label={t('archive.hosts')}
          height={tableHeight}
          total={hosts.length}
          rowAt={(index) => hosts[index]}
          rowKey={({ host, sha256 = '', verified }) => `${host} ${sha256} ${verified}`}
          columns={[
            {
              key: 'host',
              label: t('archive.host'),
              width: '20%',
              render: ({ host }) => (
                <span className="sluice-mono" title={host}>
                  {host}
                </span>
              ),
            },
            {
              key: 'certificate',
              label: t('archive.certificate'),
              width: '23%',
              render: (host) => <CertificateLabel host={host} />,
            },
            {
              key: 'since',
              label: t('archive.hostSince'),
              width: '25%',
              render: ({ since }) => moment(since),
            },
            {
              key: 'fingerprint',
              label: t('archive.hostFingerprint'),
              width: '32%',
              render: ({ host, sha256 }) =>
                sha256 === undefined ? '' : <Sum name={t('archive.hostCopy', { host })} sha256={sha256} />,
            },
          ]}
        />
      )}
    </section>
  );
}

function CertificateLabel({ host: { sha256, verified } }: { readonly host: Host }): ReactNode {
  const { t } = useTranslation('media');
  const good = sha256 !== undefined && verified;
  const word = sha256 === undefined ? 'none' : verified ? 'verified' : 'unverified';
  return (
    <Label
      isCompact
      color={good ? 'green' : 'orange'}
      icon={good ? <CheckCircleIcon /> : <ExclamationTriangleIcon />}
    >
      {t(`archive.certificates.${word}`)}
    </Label>
  );
}

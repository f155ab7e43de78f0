import { Button, Label, Title, Tooltip } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { CopyIcon } from '@patternfly/react-icons/dist/esm/icons/copy-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { QuestionCircleIcon } from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type ArchiveView } from '../../../../core/contract/index.ts';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { messageWords } from '../../i18n/message-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';

const tableHeight = 260;

/** The releases of a set, each with what became of its signature. */
export function ReleasesTable({ releases }: { readonly releases: ArchiveView['releases'] }): ReactNode {
  const { t } = useTranslation('media');
  return (
    <section>
      <Title headingLevel="h4">{t('archive.releases')}</Title>
      {releases.length === 0 && <p>{t('archive.noReleases')}</p>}
      {releases.length > 0 && (
        <VirtualTable
          label={t('archive.releases')}
          height={tableHeight}
          total={releases.length}
          rowAt={(index) => releases[index]}
          rowKey={({ version, digest }) => `${version} ${digest ?? ''}`}
          columns={[
            { key: 'version', label: t('archive.version'), width: '20%', render: ({ version }) => version },
            {
              key: 'signature',
              label: t('archive.signature'),
              width: '25%',
              render: ({ signature }) => <SignatureLabel status={signature} />,
            },
            {
              key: 'digest',
              label: t('archive.digest'),
              width: '55%',
              render: ({ digest }) => <span className="sluice-mono">{digest ?? ''}</span>,
            },
          ]}
        />
      )}
    </section>
  );
}

const signatureLooks = {
  verified: { color: 'green', icon: <CheckCircleIcon /> },
  unverified: { color: 'red', icon: <ExclamationTriangleIcon /> },
  absent: { color: 'orange', icon: <ExclamationTriangleIcon /> },
  ignored: { color: 'orange', icon: <ExclamationTriangleIcon /> },
  unknown: { color: 'grey', icon: <QuestionCircleIcon /> },
} as const;

function isSignatureStatus(status: string): status is keyof typeof signatureLooks {
  return Object.hasOwn(signatureLooks, status);
}

/** `status` may be followed by the key's id. */
function SignatureLabel({ status = 'unknown' }: { readonly status: string | undefined }): ReactNode {
  const { t } = useTranslation('media');
  const word = status.split(' ')[0] ?? '';
  const known = isSignatureStatus(word) ? word : 'unknown';
  const { color, icon } = signatureLooks[known];
  return (
    <Label isCompact color={color} icon={icon}>
      {t(`archive.signatures.${known}`)}
    </Label>
  );
}

/** What was asked for when the set was made and is not in it. */
export function MissingImages({ missing }: { readonly missing: ArchiveView['missing'] }): ReactNode {
  const { t } = useTranslation('media');
  const language = useLanguage();
  const title = t('archive.missing', { count: missing.length });
  return (
    <section>
      <Title headingLevel="h4">{title}</Title>
      <VirtualTable
        label={title}
        height={tableHeight}
        total={missing.length}
        rowAt={(index) => missing[index]}
        rowKey={({ origin, code }) => `${origin} ${code}`}
        columns={[
          {
            key: 'origin',
            label: t('archive.missingOrigin'),
            width: '60%',
            render: ({ origin }) => <span className="sluice-mono">{origin}</span>,
          },
          {
            key: 'why',
            label: t('archive.missingWhy'),
            width: '40%',
            render: ({ code }) => messageWords({ code, params: {} }, language).what,
          },
        ]}
      />
    </section>
  );
}

/** The files on the medium with their sums, to compare with what was told on another way. */
export function ArchiveFiles({ chunks }: { readonly chunks: ArchiveView['chunks'] }): ReactNode {
  const { t } = useTranslation('media');
  return (
    <section>
      <Title headingLevel="h4">{t('archive.files')}</Title>
      <VirtualTable
        label={t('archive.files')}
        height={tableHeight}
        total={chunks.length}
        rowAt={(index) => chunks[index]}
        rowKey={({ name }) => name}
        columns={[
          {
            key: 'name',
            label: t('archive.fileName'),
            width: '37%',
            render: ({ name }) => <span className="sluice-mono">{name}</span>,
          },
          {
            key: 'size',
            label: t('archive.fileSize'),
            width: '13%',
            render: ({ size }) => formatBytes(size),
          },
          {
            key: 'sum',
            label: t('archive.fileSum'),
            width: '50%',
            render: ({ name, sha256 }) =>
              sha256 === undefined ? t('archive.sumUnknown') : <Sum name={name} sha256={sha256} />,
          },
        ]}
      />
    </section>
  );
}

/** A checksum that can be copied. */
export function Sum({ name, sha256 }: { readonly name: string; readonly sha256: string }): ReactNode {
  const { t } = useTranslation(['media', 'common']);
  const [copied, setCopied] = useState(false);
  return (
    <span className="sluice-sum">
      <Tooltip
        content={copied ? t('common:action.copied') : t('common:action.copy')}
        onTooltipHidden={() => setCopied(false)}
      >
        <Button
          variant="plain"
          size="sm"
          icon={<CopyIcon />}
          aria-label={t('archive.copySum', { name })}
          onClick={() => void navigator.clipboard.writeText(sha256).then(() => setCopied(true))}
        />
      </Tooltip>
      <span className="sluice-sum-text sluice-mono" title={sha256}>
        {sha256}
      </span>
    </span>
  );
}

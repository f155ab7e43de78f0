import { Alert, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResourceFileView } from '../../../../core/contract/index.ts';
import { CopyableBlock } from '../../components/copyable.tsx';
import { applyCommands } from './apply-commands.ts';
import { ResourceFile } from './resource-file.tsx';

interface ResourceOrderProps {
  readonly files: readonly ResourceFileView[];
  readonly headingLevel: 'h3' | 'h4';
  readonly title: string;
  /** Where the files are, or will be. */
  readonly hint: string;
}

/** Files in the order to apply them, what each does to nodes, and the commands. */
export function ResourceOrder({ files, headingLevel, title, hint }: ResourceOrderProps): ReactNode {
  const { t } = useTranslation('resources');
  const inOrder = [...files].sort((a, b) => a.order - b.order);
  return (
    <>
      <section aria-label={title}>
        <Title headingLevel={headingLevel} size="md">
          {title}
        </Title>
        <p className="sluice-hint">{hint}</p>
        {inOrder.some(({ reboots }) => reboots === 'may') ? (
          <Alert isInline variant="warning" component="p" title={t('rebootAny')} />
        ) : (
          inOrder.some(({ reboots }) => reboots === 'changed') && (
            <Alert isInline variant="info" component="p" title={t('rebootChanged')} />
          )
        )}
        {inOrder.map((file) => (
          <ResourceFile key={file.name} file={file} />
        ))}
      </section>
      <section aria-label={`${t('commands')}: ${title}`}>
        <Title headingLevel={headingLevel} size="md">
          {t('commands')}
        </Title>
        <p>{t('commandsLead')}</p>
        <CopyableBlock text={applyCommands(inOrder)} label={`${t('commandsLabel')}: ${title}`} />
      </section>
    </>
  );
}

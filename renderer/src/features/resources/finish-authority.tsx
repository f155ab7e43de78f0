import { Button, FormGroup, TextArea, Title } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FinishedResourcesView, Message } from '../../../../core/contract/index.ts';
import { FieldHelp } from './finish-field.tsx';

interface FinishAuthorityProps {
  readonly registry: string;
  /** Certificates, PEM. */
  readonly value: string;
  /** What this machine trusts for the registry. */
  readonly trusted: FinishedResourcesView['authorities'];
  readonly problem: Message | undefined;
  readonly onChange: (value: string) => void;
}

/** The authority that the cluster is to trust when it pulls from the registry. */
export function FinishAuthority({
  registry,
  value,
  trusted,
  problem,
  onChange,
}: FinishAuthorityProps): ReactNode {
  const { t } = useTranslation('resources');
  const id = useId();
  const pem = trusted.map((authority) => authority.pem).join('');
  return (
    <section aria-label={t('finish.authority', { registry })}>
      <Title headingLevel="h4" size="md">
        {t('finish.authority', { registry })}
      </Title>
      <p className="sluice-hint">{t('finish.authorityLead')}</p>
      {trusted.length > 0 && value !== pem && (
        <div>
          <Button variant="secondary" size="sm" onClick={() => onChange(pem)}>
            {t('finish.authorityUse', { subjects: trusted.map(({ subject }) => subject).join('; ') })}
          </Button>
        </div>
      )}
      <FormGroup label={t('finish.authorityLabel')} fieldId={id}>
        <TextArea
          id={id}
          value={value}
          rows={6}
          spellCheck={false}
          resizeOrientation="vertical"
          className="sluice-mono"
          validated={problem === undefined ? 'default' : 'error'}
          aria-describedby={`${id}-help`}
          onChange={(_event, text) => onChange(text)}
        />
        <FieldHelp id={`${id}-help`} help={t('finish.authorityHelp')} problem={problem} />
      </FormGroup>
    </section>
  );
}

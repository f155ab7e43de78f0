import {
  Alert,
  Button,
  Checkbox,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Spinner,
  Title,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateView, PathFacts, Site } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useStores } from '../../stores/context.tsx';
import { FileChoice } from '../media/file-choice.tsx';

interface CertificateChainProps {
  readonly site: Site;
  readonly host: string;
  /** Those that are trusted for it already. */
  readonly authorities: readonly CertificateView[];
}

/** Whom a host presents itself as, and who is trusted to vouch for it. Nothing is trusted by looking. */
export function CertificateChain({ site, host, authorities }: CertificateChainProps): ReactNode {
  const { t } = useTranslation('registries');
  return (
    <div className="sluice-registries">
      {authorities.length > 0 && <Trusted host={host} authorities={authorities} />}
      <Title headingLevel="h4" size="md">
        {t('chain.byFile')}
      </Title>
      <TrustFile site={site} host={host} />
      <Title headingLevel="h4" size="md">
        {t('chain.byShowing')}
      </Title>
      <Shown site={site} host={host} />
    </div>
  );
}

function Trusted({ host, authorities }: Pick<CertificateChainProps, 'host' | 'authorities'>): ReactNode {
  const { t } = useTranslation('registries');
  const { registries } = useStores();
  const distrust = useCommand('registries.distrust');
  const remove = async (sha256: string): Promise<void> => {
    const answer = await distrust.run({ host, sha256 });
    if (answer !== undefined) registries.getState().show(answer.registries);
  };
  return (
    <section aria-label={t('chain.trusted')}>
      {authorities.map((certificate) => (
        <div key={certificate.sha256} className="sluice-certificate">
          <Certificate certificate={certificate} />
          <GuardedButton variant="link" isInline isDanger onClick={() => void remove(certificate.sha256)}>
            {t('chain.distrust', { subject: certificate.subject })}
          </GuardedButton>
        </div>
      ))}
      {distrust.state.kind === 'failed' && <MessageAlert level="error" message={distrust.state.error} />}
    </section>
  );
}

function useTrust(): ReturnType<typeof useCommand<'registries.trust'>> {
  const { registries } = useStores();
  const command = useCommand('registries.trust');
  return {
    ...command,
    run: async (input) => {
      const answer = await command.run(input);
      if (answer !== undefined) registries.getState().show(answer.registries);
      return answer;
    },
  };
}

function TrustFile({ site, host }: Pick<CertificateChainProps, 'site' | 'host'>): ReactNode {
  const { t } = useTranslation('registries');
  const [file, setFile] = useState<PathFacts>();
  const trust = useTrust();
  return (
    <>
      <FileChoice purpose="ca-file" value={file} onChange={setFile} label={t('chain.file')} />
      {file !== undefined && (
        <GuardedButton
          variant="secondary"
          isLoading={trust.state.kind === 'working'}
          onClick={() => void trust.run({ site, host, authority: { kind: 'file', file: file.token } })}
        >
          {t('chain.trustFile')}
        </GuardedButton>
      )}
      <Outcome state={trust.state} host={host} />
    </>
  );
}

function Shown({ site, host }: Pick<CertificateChainProps, 'site' | 'host'>): ReactNode {
  const { t } = useTranslation('registries');
  const { state, run, reset } = useCommand('registries.chain');
  if (state.kind === 'working') {
    return (
      <div className="sluice-registry-actions">
        <Spinner size="md" aria-label={t('chain.asking', { host })} />
        <span>{t('chain.asking', { host })}</span>
        <Button variant="secondary" onClick={reset}>
          {t('test.stop')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <GuardedButton variant="secondary" onClick={() => void run({ site, host })}>
        {t('chain.show', { host })}
      </GuardedButton>
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
      {state.kind === 'done' && (
        <>
          {state.value.trusted && (
            <Alert isInline variant="success" component="p" title={t('chain.alreadyTrusted')} />
          )}
          {state.value.certificates.map((certificate, index) => (
            <Certificate key={certificate.sha256} certificate={certificate} place={index} />
          ))}
          {!state.value.trusted && (
            <TrustShown site={site} host={host} certificate={state.value.certificates.at(-1)} />
          )}
        </>
      )}
    </>
  );
}

/** What vouches for all the others is the last of the chain. Trusting it asks for a comparison by another way. */
function TrustShown({
  site,
  host,
  certificate,
}: Pick<CertificateChainProps, 'site' | 'host'> & {
  readonly certificate: CertificateView | undefined;
}): ReactNode {
  const { t } = useTranslation('registries');
  const [wasCompared, setCompared] = useState(false);
  const trust = useTrust();
  const id = useId();
  if (certificate === undefined) return null;
  return (
    <>
      <Alert isInline variant="warning" component="p" title={t('chain.compare')}>
        {t('chain.compareHow')}
      </Alert>
      <Checkbox
        id={id}
        label={t('chain.compared', { sha256: certificate.sha256 })}
        isChecked={wasCompared}
        onChange={(_event, checked) => setCompared(checked)}
      />
      <GuardedButton
        variant="secondary"
        reason={wasCompared ? undefined : t('chain.compareFirst')}
        isLoading={trust.state.kind === 'working'}
        onClick={() =>
          void trust.run({ site, host, authority: { kind: 'shown', sha256: certificate.sha256 } })
        }
      >
        {t('chain.trust', { subject: certificate.subject })}
      </GuardedButton>
      <Outcome state={trust.state} host={host} />
    </>
  );
}

function Outcome({
  state,
  host,
}: {
  readonly state: ReturnType<typeof useTrust>['state'];
  readonly host: string;
}): ReactNode {
  const { t } = useTranslation('registries');
  if (state.kind === 'failed') return <MessageAlert level="error" message={state.error} />;
  if (state.kind !== 'done') return null;
  return <Alert isInline variant="success" component="p" title={t('chain.nowTrusted', { host })} />;
}

function Certificate({
  certificate,
  place,
}: {
  readonly certificate: CertificateView;
  /** From 0, the host's own. */
  readonly place?: number;
}): ReactNode {
  const { t } = useTranslation('registries');
  const facts = [
    ['issuer', certificate.selfSigned ? t('chain.selfSigned') : certificate.issuer],
    ['valid', t('chain.validRange', { from: certificate.validFrom, to: certificate.validTo })],
    ['sha256', certificate.sha256],
  ] as const;
  return (
    <DescriptionList isCompact isHorizontal className="sluice-certificate">
      <DescriptionListGroup>
        <DescriptionListTerm>
          {place === undefined ? t('chain.subject') : t(place === 0 ? 'chain.leaf' : 'chain.issuedBy')}
        </DescriptionListTerm>
        <DescriptionListDescription>{certificate.subject}</DescriptionListDescription>
      </DescriptionListGroup>
      {facts.map(([name, value]) => (
        <DescriptionListGroup key={name}>
          <DescriptionListTerm>{t(`chain.${name}`)}</DescriptionListTerm>
          <DescriptionListDescription className={name === 'sha256' ? 'sluice-mono' : ''}>
            {value}
          </DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}

import { Alert, Button, Checkbox, Flex, FlexItem, Label, Spinner, Title } from '@patternfly/react-core';
import { useEffect, useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRequest } from '../../../../core/contract/index.ts';
import { useAnnounce } from '../../components/live-region.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useStores } from '../../stores/context.tsx';
import { preflightKey, type Preflight } from '../../stores/preflights.ts';
import { exceptionName } from '../wizard/flow-state.ts';
import { useWizard } from '../wizard/wizard-context.tsx';
import { CheckList } from '../registries/check-list.tsx';
import { useCheckName } from '../registries/use-check-name.ts';
import { enclaveName, mayOverrule } from './verdicts.ts';

/** Everything that can be tried before the start. It begins by itself and can be stopped when something hangs. */
export function PreflightStep(): ReactNode {
  const { t } = useTranslation('flows');
  const { state, isViewer } = useWizard();
  const { preflights } = useStores();
  const { requests } = state;
  useEffect(() => {
    if (isViewer) return;
    const { byKey, run } = preflights.getState();
    for (const request of requests) if (!byKey.has(preflightKey(request))) void run(request);
  }, [preflights, requests, isViewer]);
  return (
    <div className="sluice-stack">
      <p>{t('preflight.lead')}</p>
      {requests.map((request, index) => (
        <RequestChecks
          key={preflightKey(request)}
          request={request}
          preflight={state.preflights[index]}
          name={request.enclaveId === undefined ? undefined : enclaveName(state, request.enclaveId)}
        />
      ))}
    </div>
  );
}

interface RequestChecksProps {
  readonly request: RunRequest;
  readonly preflight: Preflight | undefined;
  /** The enclave, where there are several sets. */
  readonly name: string | undefined;
}

function RequestChecks({ request, preflight, name }: RequestChecksProps): ReactNode {
  const { t } = useTranslation('flows');
  const { isViewer } = useWizard();
  const { preflights } = useStores();
  const isRunning = preflight?.kind === 'running';
  return (
    <section aria-label={name ?? t('preflight.title')} className="sluice-stack">
      <Flex>
        {name !== undefined && (
          <FlexItem>
            <Title headingLevel="h3" size="lg">
              {name}
            </Title>
          </FlexItem>
        )}
        <FlexItem>
          {isRunning ? (
            <Button variant="secondary" onClick={() => preflights.getState().stop(request)}>
              {t('preflight.stop')}
            </Button>
          ) : (
            <Button
              variant="secondary"
              isDisabled={isViewer}
              onClick={() => void preflights.getState().run(request)}
            >
              {t('preflight.again')}
            </Button>
          )}
        </FlexItem>
      </Flex>
      <PreflightResult request={request} preflight={preflight} />
    </section>
  );
}

function PreflightResult({
  request,
  preflight,
}: Pick<RequestChecksProps, 'request' | 'preflight'>): ReactNode {
  const { t } = useTranslation('flows');
  const { isViewer } = useWizard();
  useOutcome(preflight);
  switch (preflight?.kind) {
    case undefined:
      return <p>{t(isViewer ? 'preflight.viewer' : 'preflight.none')}</p>;
    case 'running':
      return (
        <Flex role="status" columnGap={{ default: 'columnGapSm' }}>
          <Spinner size="md" aria-label={t('preflight.running')} />
          <span>{t('preflight.running')}</span>
          <span>{t('preflight.runningHint')}</span>
        </Flex>
      );
    case 'stopped':
      return <Alert isInline variant="info" title={t('preflight.stopped')} component="p" />;
    case 'failed':
      return <MessageAlert level="error" message={preflight.error} />;
    case 'done':
      return (
        <>
          <Verdict checks={preflight.result.checks} />
          <CheckList checks={preflight.result.checks} label={t('preflight.title')} />
          <Exceptions request={request} checks={preflight.result.checks} />
        </>
      );
  }
}

type Checks = Extract<Preflight, { kind: 'done' }>['result']['checks'];

function countOf(checks: Checks, state: Checks[number]['state']): number {
  return checks.filter((check) => check.state === state).length;
}

/** The whole list in one sentence. */
function Verdict({ checks }: { readonly checks: Checks }): ReactNode {
  const { t } = useTranslation('flows');
  const failed = countOf(checks, 'failed');
  const warnings = countOf(checks, 'warning');
  const [color, text] =
    failed > 0
      ? (['red', t('preflight.failed', { count: failed })] as const)
      : warnings > 0
        ? (['orange', t('preflight.warnings', { count: warnings })] as const)
        : (['green', t('preflight.passed')] as const);
  return (
    <div>
      <Label color={color}>{text}</Label>
    </div>
  );
}

/** Screen readers are told once how it ended. */
function useOutcome(preflight: Preflight | undefined): void {
  const { t } = useTranslation('flows');
  const announce = useAnnounce();
  const checks = preflight?.kind === 'done' ? preflight.result.checks : undefined;
  useEffect(() => {
    if (checks === undefined) return;
    const failed = countOf(checks, 'failed');
    announce(failed === 0 ? t('preflight.passed') : t('preflight.failed', { count: failed }));
  }, [checks, announce, t]);
}

/** What the run does not depend on may be gone on with, each by its name. */
function Exceptions({
  request,
  checks,
}: {
  readonly request: RunRequest;
  readonly checks: Checks;
}): ReactNode {
  const { t } = useTranslation('flows');
  const { state, isViewer } = useWizard();
  const { preflights } = useStores();
  const nameOf = useCheckName();
  const id = useId();
  const candidates = checks.filter((check) => check.state === 'failed' && mayOverrule(check.id));
  if (candidates.length === 0) return null;
  const key = preflightKey(request);
  return (
    <section aria-label={t('preflight.exceptions')} className="sluice-stack">
      {candidates.map((check) => {
        const name = exceptionName(key, check.id);
        return (
          <Checkbox
            key={check.id}
            id={`${id}-${check.id}`}
            label={t('preflight.except', { check: nameOf(check.id) })}
            description={t('preflight.exceptHelp')}
            isDisabled={isViewer}
            isChecked={state.exceptions.has(name)}
            onChange={(_event, checked) => preflights.getState().setException(name, checked)}
          />
        );
      })}
    </section>
  );
}

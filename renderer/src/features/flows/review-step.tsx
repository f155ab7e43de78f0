import { Button, Checkbox, Spinner, Title } from '@patternfly/react-core';
import { useEffect, useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRequest } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useSlice, useStores } from '../../stores/context.tsx';
import { preflightKey, type Preflight } from '../../stores/preflights.ts';
import { SignChoice } from '../keys/sign-choice.tsx';
import { useWizard } from '../wizard/wizard-context.tsx';
import { OptionFields, type OptionName } from './more-options.tsx';
import { planOf } from './plan-of.ts';
import { PlanNumbers } from './plan-numbers.tsx';
import { ReviewSummary } from './review-summary.tsx';
import { enclaveName } from './verdicts.ts';

/** All that was chosen, in numbers that were counted and not guessed, before anything moves. */
export function ReviewStep(): ReactNode {
  const { t } = useTranslation('flows');
  const { state } = useWizard();
  const { requests, flow } = state;
  const exports = flow === 'export' || flow === 'enclave-export';
  const remakesOnly = requests.length > 0 && requests.every(({ again }) => again !== undefined);
  useFreshPlans();
  return (
    <div className="sluice-stack">
      <p>{t('review.lead')}</p>
      <ReviewSummary />
      {requests.map((request, index) => (
        <RequestReview
          key={request.enclaveId ?? flow}
          request={request}
          preflight={state.preflights[index]}
          name={request.enclaveId === undefined ? undefined : enclaveName(state, request.enclaveId)}
        />
      ))}
      <Title headingLevel="h3" size="lg">
        {t('review.options')}
      </Title>
      {exports && <AfterwardsFields />}
      {exports && <SignField />}
      <OptionFields names={exports ? exportOptions(remakesOnly, flow === 'enclave-export') : importOptions} />
    </div>
  );
}

/** What a set that is made again holds is settled. */
const exportOptions = (remakesOnly: boolean, forEnclave: boolean): readonly OptionName[] => [
  ...(forEnclave ? (['approvedOnly'] as const) : []),
  ...(remakesOnly ? [] : (['selfContained'] as const)),
  'replacePrevious',
  'addIntermediate',
];
const importOptions: readonly OptionName[] = ['addIntermediate'];

/** An option that changes what moves asks for a new count: the numbers are never those of another request. */
function useFreshPlans(): void {
  const { state, isViewer } = useWizard();
  const { preflights } = useStores();
  const { requests } = state;
  useEffect(() => {
    if (isViewer) return;
    const { byKey, run } = preflights.getState();
    for (const request of requests) if (!byKey.has(preflightKey(request))) void run(request);
  }, [preflights, requests, isViewer]);
}

function RequestReview({
  request,
  preflight,
  name,
}: {
  readonly request: RunRequest;
  readonly preflight: Preflight | undefined;
  readonly name: string | undefined;
}): ReactNode {
  const { t } = useTranslation('flows');
  const { goTo, isViewer } = useWizard();
  const { preflights } = useStores();
  const plan = planOf(preflight);
  const title = name === undefined ? t('review.numbers') : t('review.numbersFor', { name });
  return (
    <section aria-label={title} className="sluice-stack">
      <Title headingLevel="h3" size="lg">
        {title}
      </Title>
      {preflight?.kind === 'running' && (
        <div role="status" className="sluice-actions">
          <Spinner size="md" aria-label={t('review.counting')} />
          <span>{t('review.counting')}</span>
          <Button variant="link" onClick={() => preflights.getState().stop(request)}>
            {t('preflight.stop')}
          </Button>
        </div>
      )}
      {preflight?.kind === 'failed' && <MessageAlert level="error" message={preflight.error} />}
      {plan !== undefined && <PlanNumbers plan={plan} />}
      {plan === undefined && preflight?.kind !== 'running' && (
        <div>
          <p>{t(isViewer ? 'preflight.viewer' : 'review.noPlan')}</p>
          <Button variant="link" isInline onClick={() => goTo('preflight')}>
            {t('review.toChecks')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Whether the sets are signed. A key that was opened for sets that were to be signed already is checked again. */
function SignField(): ReactNode {
  const { state, change, isViewer } = useWizard();
  const { preflights } = useStores();
  const { requests, draft } = state;
  return (
    <SignChoice
      isChosen={draft.options.sign}
      isDisabled={isViewer}
      onChange={(sign) => change({ options: { ...draft.options, sign } })}
      onUnlocked={() => {
        for (const request of requests) void preflights.getState().run(request);
      }}
    />
  );
}

/** What happens when everything is written. */
function AfterwardsFields(): ReactNode {
  const { t } = useTranslation('flows');
  const { state, change, isViewer } = useWizard();
  const { verify, eject } = state.draft;
  const canEject = useSlice('connection', ({ info }) => info?.capabilities.eject === true);
  const id = useId();
  return (
    <div className="sluice-stack">
      <Checkbox
        id={`${id}-verify`}
        label={t('options.verify.label')}
        description={t('options.verify.help')}
        isChecked={verify}
        isDisabled={isViewer}
        // Nothing is ejected that was not read back.
        onChange={(_event, checked) => change({ verify: checked, eject: checked && eject })}
      />
      <Checkbox
        id={`${id}-eject`}
        label={t('options.eject.label')}
        description={t(
          canEject ? (verify ? 'options.eject.help' : 'options.eject.needsVerify') : 'options.eject.cannot',
        )}
        isChecked={eject}
        isDisabled={isViewer || !canEject || !verify}
        onChange={(_event, checked) => change({ eject: checked })}
      />
    </div>
  );
}

import {
  Button,
  Card,
  CardBody,
  CardFooter,
  CardTitle,
  ProgressStep,
  ProgressStepper,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { siteOfFlow, type Flow, type WireError } from '../../../../core/contract/index.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { asWireError } from '../../hooks/use-command.ts';
import { useSlice, useStores } from '../../stores/context.tsx';
import { practiceOrder, type PracticeProgress } from './practice-steps.ts';
import { useEnterFlow } from './use-enter-flow.ts';
import { usePracticeProgress } from './use-practice-progress.ts';

/** The Practice environment: started with one click, and then the way through its four steps. */
export function PracticePanel(): ReactNode {
  const running = useSlice('practice', ({ state }) => state.running);
  return running ? <Running /> : <Stopped />;
}

type Action = 'start' | 'stop' | 'reset';

function usePracticeAction(): {
  readonly busy: boolean;
  readonly error: WireError | undefined;
  run(action: Action): void;
} {
  const { practice, jobs } = useStores();
  const busy = useSlice('practice', (slice) => slice.busy);
  const [error, setError] = useState<WireError>();
  return {
    busy,
    error,
    run: (action) => {
      setError(undefined);
      practice
        .getState()
        .run(action)
        // A reset takes the practised jobs along.
        .then(() => (action === 'reset' ? jobs.getState().load() : undefined))
        .catch((failure: unknown) => setError(asWireError(failure)));
    },
  };
}

function Stopped(): ReactNode {
  const { t } = useTranslation('home');
  const { busy, error, run } = usePracticeAction();
  return (
    <Card component="section" aria-labelledby="practice-title">
      <CardTitle component="h2" id="practice-title">
        {t('practice.try')}
      </CardTitle>
      <CardBody>{t('practice.tryBody')}</CardBody>
      <CardFooter className="sluice-stack">
        <div>
          <GuardedButton variant="primary" isLoading={busy} onClick={() => run('start')}>
            {t(busy ? 'practice.starting' : 'practice.start')}
          </GuardedButton>
        </div>
        {error !== undefined && <MessageAlert level="error" message={error} />}
      </CardFooter>
    </Card>
  );
}

function Running(): ReactNode {
  const { t } = useTranslation(['home', 'common']);
  const progress = usePracticeProgress();
  const hosts = useSlice('practice', ({ state }) => state.hosts);
  const { busy, error, run } = usePracticeAction();
  const { enter, error: enterError } = useEnterFlow();
  const [asking, setAsking] = useState<'stop' | 'reset'>();
  const { next, done } = progress;
  return (
    <Card component="section" aria-labelledby="practice-title" className="sluice-practice">
      <CardTitle component="h2" id="practice-title">
        {t('practice.running')}
      </CardTitle>
      <CardBody className="sluice-stack">
        <p>{t('practice.runningBody')}</p>
        <Steps progress={progress} />
        {next === undefined ? (
          <p>{t('practice.allDoneBody')}</p>
        ) : (
          <>
            <p>{t(`practice.hint.${next}`, { site: t(`common:site.${siteOfFlow[next]}`) })}</p>
            <div>
              <GuardedButton variant="primary" size="lg" onClick={() => void enter(next)}>
                {t(done.length === 0 ? 'practice.begin' : 'practice.goOn', {
                  step: t(`flow.${next}.action`),
                })}
              </GuardedButton>
            </div>
          </>
        )}
        {hosts !== undefined && (
          <p className="sluice-subtle">
            {t('practice.hosts', { enterprise: hosts.enterprise, enclave: hosts.enclave })}
          </p>
        )}
        {error !== undefined && <MessageAlert level="error" message={error} />}
        {enterError !== undefined && <MessageAlert level="error" message={enterError} />}
      </CardBody>
      <CardFooter className="sluice-actions">
        <GuardedButton variant="link" isInline isLoading={busy} onClick={() => setAsking('stop')}>
          {t('practice.stop')}
        </GuardedButton>
        <GuardedButton variant="link" isInline isDanger onClick={() => setAsking('reset')}>
          {t('practice.reset')}
        </GuardedButton>
      </CardFooter>
      {asking !== undefined && (
        <ConfirmDialog
          title={t(`practice.ask.${asking}.title`)}
          confirm={t(`practice.${asking}`)}
          isDanger={asking === 'reset'}
          onClose={() => setAsking(undefined)}
          onConfirm={() => {
            setAsking(undefined);
            run(asking);
          }}
        >
          {t(`practice.ask.${asking}.body`)}
        </ConfirmDialog>
      )}
    </Card>
  );
}

/** The four steps; any of them can be opened, for those who want to look ahead or again. */
function Steps({ progress }: { readonly progress: PracticeProgress }): ReactNode {
  const { t } = useTranslation('home');
  const { enter } = useEnterFlow();
  const id = useId();
  const stateOf = (flow: Flow): 'done' | 'running' | 'next' | 'later' => {
    if (progress.running === flow) return 'running';
    if (progress.done.includes(flow)) return 'done';
    return progress.next === flow ? 'next' : 'later';
  };
  return (
    <ProgressStepper aria-label={t('practice.steps')}>
      {practiceOrder.map((flow) => {
        const state = stateOf(flow);
        return (
          <ProgressStep
            key={flow}
            id={`${id}-${flow}`}
            titleId={`${id}-${flow}-title`}
            variant={variants[state]}
            isCurrent={state === 'next' || state === 'running'}
            description={t(`practice.state.${state}`)}
            aria-label={`${t(`flow.${flow}.action`)}: ${t(`practice.state.${state}`)}`}
          >
            <Button variant="link" isInline onClick={() => void enter(flow)}>
              {t(`flow.${flow}.action`)}
            </Button>
          </ProgressStep>
        );
      })}
    </ProgressStepper>
  );
}

const variants = { done: 'success', running: 'info', next: 'info', later: 'pending' } as const;

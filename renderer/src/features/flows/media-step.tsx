import { Alert, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft, EnclaveView, PathFacts, PathToken } from '../../../../core/contract/index.ts';
import type { FlowState } from '../wizard/flow-state.ts';
import { useWizard } from '../wizard/wizard-context.tsx';
import { DiscChoice } from './disc-choice.tsx';
import { MediumChoice } from './medium-choice.tsx';
import { planOf } from './plan-of.ts';
import { enclaveName } from './verdicts.ts';

/** One folder for each enclave's set, on one medium each or several on the same. */
export function MediaStep(): ReactNode {
  const { t } = useTranslation('flows');
  const { state, change } = useWizard();
  const { draft, facts } = state;
  // Several sets may get their folders at the same moment.
  const place = (id: string, chosen: PathFacts | undefined): void =>
    change(
      (latest) => ({ enclaves: withFolder(latest, id, chosen?.token ?? null) }),
      chosen === undefined ? [] : [chosen],
    );
  const shared = sharedDrives(draft, facts);
  return (
    <div className="sluice-stack">
      <p>{t('media.lead')}</p>
      {shared.length > 0 && (
        <Alert isInline variant="info" component="p" title={t('media.sameDrive')}>
          {t('media.sameDriveBody')}
        </Alert>
      )}
      {draft.enclaves.map(({ id, to }, index) => (
        <section
          key={id}
          id={`step-medium-${id}`}
          aria-label={enclaveName(state, id)}
          className="sluice-stack"
        >
          <Title headingLevel="h3" size="lg">
            {t('media.for', { name: enclaveName(state, id) })}
          </Title>
          <MediumChoice
            name={enclaveName(state, id)}
            value={to === null ? undefined : facts.get(to)}
            need={planOf(state.preflights[index])?.report.totals.writeBytes}
            largestFile={planOf(state.preflights[index])?.report.archive?.largestBlob}
            practice={draft.practice}
            usual={savedOf(state, id)?.driveId}
            usualFolder={savedOf(state, id)?.to}
            onChange={(chosen) => place(id, chosen)}
          />
        </section>
      ))}
      <DiscChoice />
    </div>
  );
}

/** The enclave as it is saved: it remembers the medium that was chosen for it, or that its last set went to. */
function savedOf({ enclaves }: FlowState, id: string): EnclaveView | undefined {
  return enclaves.kind === 'ready' ? enclaves.value.find((enclave) => enclave.id === id) : undefined;
}

function withFolder(draft: Draft, enclaveId: string, to: PathToken | null): Draft['enclaves'] {
  return draft.enclaves.map((entry) => (entry.id === enclaveId ? { ...entry, to } : entry));
}

/** Drives that more than one set goes to. */
function sharedDrives(draft: Draft, facts: ReadonlyMap<string, PathFacts>): readonly string[] {
  const drives = draft.enclaves.flatMap(({ to }) => (to === null ? [] : (facts.get(to)?.driveId ?? [])));
  return [...new Set(drives.filter((id, index) => drives.indexOf(id) !== index))];
}

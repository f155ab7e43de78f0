import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type PathFacts } from '../../../../core/contract/index.ts';
import { placeText } from '../registries/use-registries.ts';
import { shownSteps, type StepId } from '../wizard/steps.ts';
import { useWizard } from '../wizard/wizard-context.tsx';
import { ConfigSummary } from './config-summary.tsx';
import { enclaveName } from './verdicts.ts';

/** What was chosen in each step, with a way back to it. */
export function ReviewSummary(): ReactNode {
  const { t } = useTranslation(['flows', 'wizard']);
  const { definition, state, goTo } = useWizard();
  const steps = shownSteps(definition, state).filter(({ id }) => summarised.has(id));
  return (
    <DescriptionList isHorizontal aria-label={t('review.chosen')}>
      {steps.map(({ id }) => (
        <DescriptionListGroup key={id}>
          <DescriptionListTerm>{t(`wizard:steps.${id}`)}</DescriptionListTerm>
          <DescriptionListDescription>
            <div className="sluice-review-entry">
              <div>
                <StepSummary id={id} />
              </div>
              <Button variant="link" isInline onClick={() => goTo(id)}>
                {t('review.edit', { step: t(`wizard:steps.${id}`) })}
              </Button>
            </div>
          </DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}

const summarised: ReadonlySet<StepId> = new Set<StepId>([
  'content',
  'destination',
  'archive',
  'registry',
  'source',
  'enclaves',
  'media',
]);

function StepSummary({ id }: { readonly id: StepId }): ReactNode {
  const { t } = useTranslation(['flows', 'content']);
  const { state } = useWizard();
  const { draft, facts, flow, config } = state;
  switch (id) {
    case 'content':
      return (
        <>
          {flow !== 'export' && draft.yaml === '' && <p>{t('part.all')}</p>}
          <ConfigSummary config={config} />
        </>
      );
    case 'destination':
      return <FolderSummary facts={draft.to === null ? undefined : facts.get(draft.to)} />;
    case 'archive':
      return <SetSummary facts={draft.from === null ? undefined : facts.get(draft.from)} />;
    case 'registry':
    case 'source':
      return (
        <>
          <span className="sluice-mono">
            {draft.registry === null ? t('review.open') : placeText(draft.registry)}
          </span>
          {draft.registriesConf !== null && <p>{t('conf.openEdited')}</p>}
        </>
      );
    case 'enclaves':
      return draft.enclaves
        .map(({ id: enclave, again }) => {
          const name = enclaveName(state, enclave);
          return again === undefined ? name : t('review.again', { name, generation: again });
        })
        .join(t('content:listSeparator'));
    case 'media':
      return draft.enclaves.map((entry) => (
        <div key={entry.id}>
          <div>
            <strong>{enclaveName(state, entry.id)}</strong>
          </div>
          <FolderSummary
            facts={entry.to === null ? undefined : facts.get(entry.to)}
            isAgain={entry.again !== undefined}
          />
        </div>
      ));
    default:
      return null;
  }
}

/** The folder, its room, and what becomes of a set that lies there. */
function FolderSummary({
  facts,
  isAgain = false,
}: {
  readonly facts: PathFacts | undefined;
  /** The set that is written is one that was made before: it builds on what it did then. */
  readonly isAgain?: boolean;
}): ReactNode {
  const { t } = useTranslation(['flows', 'content']);
  const { state } = useWizard();
  const { replacePrevious, selfContained } = state.draft.options;
  if (facts === undefined) return t('review.open');
  return (
    <>
      <span className="sluice-mono">{facts.display}</span>
      {facts.freeBytes !== undefined && (
        <div className="sluice-subtle">{t('review.free', { free: formatBytes(facts.freeBytes) })}</div>
      )}
      {facts.set !== undefined && (
        <p>
          {t(`review.${isAgain ? 'earlierThere' : selfContained ? 'earlierWhole' : 'earlierDelta'}`, {
            generation: facts.set.generation ?? '?',
          })}{' '}
          {t(replacePrevious ? 'review.earlierRemoved' : 'review.earlierKept')}
        </p>
      )}
    </>
  );
}

function SetSummary({ facts }: { readonly facts: PathFacts | undefined }): ReactNode {
  const { t } = useTranslation(['flows', 'content']);
  if (facts === undefined) return t('review.open');
  const { set } = facts;
  return (
    <>
      <span className="sluice-mono">{facts.display}</span>
      {set !== undefined && (
        <p>
          {t('review.set', {
            generation: set.generation ?? '–',
            releases: set.releases.join(t('content:listSeparator')),
            size: formatBytes(set.bytes),
          })}
        </p>
      )}
    </>
  );
}

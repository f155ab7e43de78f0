import { Alert, Radio } from '@patternfly/react-core';
import { useId, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentModel, ContentSource, PlanRequest } from '../../../../core/contract/index.ts';
import type { ValuesPlace } from '../content/content-context.tsx';
import { ContentStep as ContentEditor } from '../content/content-step.tsx';
import { EstimatePanel } from '../content/estimate-panel.tsx';
import type { FlowState } from '../wizard/flow-state.ts';
import { useWizard } from '../wizard/wizard-context.tsx';
import { undecidedExport } from './build-requests.ts';
import { ConfigSummary } from './config-summary.tsx';

const upstream: ContentSource = { kind: 'upstream' };

/** What an export carries. */
export function ExportContentStep(): ReactNode {
  const { t } = useTranslation('flows');
  const { state, change } = useWizard();
  const { draft } = state;
  const values = useValues();
  return (
    <div className="sluice-stack">
      <p>{t('content.lead')}</p>
      <ContentEditor
        site={draft.site}
        source={upstream}
        yaml={draft.yaml}
        onChange={(yaml) => change({ yaml })}
        values={values}
        estimate={<Estimate state={state} />}
      />
    </div>
  );
}

/** The values of charts that the draft keeps. */
function useValues(): ValuesPlace {
  const { state, change } = useWizard();
  const { chartValues } = state.draft;
  return useMemo(
    () => ({ texts: chartValues ?? [], change: (texts) => change({ chartValues: texts }) }),
    [chartValues, change],
  );
}

/** Which part of an archive is loaded: everything it was made for, or less. */
export function ImportContentStep(): ReactNode {
  const { t } = useTranslation('flows');
  const { state, change, isViewer } = useWizard();
  const { draft, archive } = state;
  const id = useId();
  const values = useValues();
  const configuration = archive?.kind === 'ready' ? (archive.value.configuration ?? '') : '';
  const takesAll = draft.yaml === '' && configuration !== '';
  const { from } = draft;
  const source = useMemo<ContentSource>(
    () => (from === null ? upstream : { kind: 'archive', folder: from }),
    [from],
  );
  return (
    <div className="sluice-stack">
      <p>{t('part.lead')}</p>
      {configuration === '' ? (
        <Alert isInline variant="info" component="p" title={t('part.noConfiguration')} />
      ) : (
        <div role="radiogroup" aria-label={t('part.label')} className="sluice-stack">
          <Radio
            id={`${id}-all`}
            name={id}
            label={t('part.all')}
            description={t('part.allHelp')}
            isChecked={takesAll}
            isDisabled={isViewer}
            onChange={() => change({ yaml: '' })}
          />
          <Radio
            id={`${id}-part`}
            name={id}
            label={t('part.some')}
            description={t('part.someHelp')}
            isChecked={!takesAll}
            isDisabled={isViewer}
            onChange={() => change({ yaml: configuration })}
          />
        </div>
      )}
      {takesAll ? (
        <>
          <ConfigSummary config={state.config} />
          <Estimate state={state} />
        </>
      ) : (
        <ContentEditor
          site={draft.site}
          source={source}
          yaml={draft.yaml}
          onChange={(yaml) => change({ yaml })}
          values={values}
          estimate={<Estimate state={state} />}
        />
      )}
    </div>
  );
}

/** Live totals, as soon as a run could be asked for; of an export, before its medium is chosen. */
function Estimate({ state }: { readonly state: FlowState }): ReactNode {
  const { config } = state;
  const isEmpty =
    config.kind === 'known' && config.view.model !== undefined && carriesNothing(config.view.model);
  const request: PlanRequest | undefined = state.requests[0] ?? undecidedExport(state.draft);
  return <EstimatePanel request={isEmpty ? undefined : request} />;
}

/** Nothing is asked for yet: there is nothing to plan. */
function carriesNothing(model: ContentModel): boolean {
  const { channels, release, additionalImages, kubeVirt, operators, helmCharts } = model;
  const hasImages = additionalImages.length > 0 || operators.length > 0 || helmCharts > 0;
  return channels.length === 0 && release === undefined && !hasImages && !kubeVirt;
}

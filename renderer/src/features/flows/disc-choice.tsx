import {
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
} from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  discChunkLimit,
  discKinds,
  discOfLimit,
  discsFor,
  formatBytes,
  type DiscKind,
  type PlanView,
} from '../../../../core/contract/index.ts';
import { LevelText } from '../../components/level-text.tsx';
import { useSlice } from '../../stores/context.tsx';
import { preflightKey } from '../../stores/preflights.ts';
import { useWizard } from '../wizard/wizard-context.tsx';
import { planOf } from './plan-of.ts';

/** Whether the set goes onto discs: its files are then made as large as a disc takes, one for each disc. */
export function DiscChoice(): ReactNode {
  const { t } = useTranslation('flows');
  const { state, change, isViewer } = useWizard();
  const id = useId();
  const { options } = state.draft;
  const kind = discOfLimit(options.fileLimit);
  const choose = (chosen: string): void => {
    const { fileLimit: _, ...rest } = options;
    const disc = discKinds.find((known) => known === chosen);
    change({ options: disc === undefined ? rest : { ...rest, fileLimit: discChunkLimit(disc) } });
  };
  return (
    <FormGroup label={t('disc.label')} fieldId={id}>
      <FormSelect
        id={id}
        value={kind ?? ''}
        isDisabled={isViewer}
        aria-describedby={`${id}-help`}
        onChange={(_event, chosen) => choose(chosen)}
      >
        <FormSelectOption value="" label={t('disc.none')} />
        {discKinds.map((each) => (
          <FormSelectOption key={each} value={each} label={t(`disc.kind.${each}`)} />
        ))}
      </FormSelect>
      <FormHelperText>
        <HelperText>
          <HelperTextItem id={`${id}-help`}>
            {t(kind === undefined ? 'disc.help' : 'disc.helpChosen', {
              limit: formatBytes(options.fileLimit ?? 0),
            })}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
      {kind !== undefined && <DiscCount kind={kind} />}
    </FormGroup>
  );
}

function DiscCount({ kind }: { readonly kind: DiscKind }): ReactNode {
  const { t } = useTranslation('flows');
  const plans = usePlans();
  const limit = discChunkLimit(kind);
  if (plans.length === 0) return <LevelText level="note">{t('disc.later')}</LevelText>;
  const largest = Math.max(...plans.map(({ report }) => report.archive?.largestBlob ?? 0));
  const bytes = plans.reduce((sum, { report }) => sum + report.totals.writeBytes, 0);
  const count = plans.reduce((sum, plan) => sum + discsOf(kind, plan), 0);
  return (
    <>
      <LevelText level="note">{t('disc.count', { count, bytes: formatBytes(bytes) })}</LevelText>
      {largest > limit && (
        <LevelText level="note">{t('disc.inParts', { largest: formatBytes(largest) })}</LevelText>
      )}
    </>
  );
}

/** What the checks counted, for this kind of disc, or else for another: the bytes are the same. */
function usePlans(): readonly PlanView[] {
  const { state } = useWizard();
  const byKey = useSlice('preflights', (slice) => slice.byKey);
  return state.requests.flatMap((request) => {
    const { fileLimit: _, ...options } = request.options;
    const others = [options, ...discKinds.map((each) => ({ ...options, fileLimit: discChunkLimit(each) }))];
    const found = [request.options, ...others].map((each) =>
      planOf(byKey.get(preflightKey({ ...request, options: each }))),
    );
    return found.find((plan) => plan !== undefined) ?? [];
  });
}

/** Each file gets its disc. A plan of another limit, which is being made anew, tells its bytes only. */
function discsOf(kind: DiscKind, { report, chunkLimit }: PlanView): number {
  const least = discsFor(kind, report.totals.writeBytes);
  return chunkLimit === discChunkLimit(kind) ? Math.max(least, report.archive?.chunks ?? 1) : least;
}

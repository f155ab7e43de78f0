import { useTranslation } from 'react-i18next';
import type { Job, JobState } from '../../../../core/contract/index.ts';

/** What a job does, in a few words. */
export function useJobTitle(): (job: Pick<Job, 'kind' | 'flow' | 'enclave'>) => string {
  const { t } = useTranslation('run');
  return ({ kind, flow, enclave }) => {
    if (kind === 'verify') return t('flow.verify');
    if (flow === 'enclave-export' && enclave !== undefined) return t('flow.enclave-export-for', { enclave });
    return t(`flow.${flow}`);
  };
}

/** A state in a word; a job that waits for its medium is told apart from one that was paused. */
export function stateKey(state: JobState): JobState['kind'] | 'pausedMedium' {
  return state.kind === 'paused' && state.reason === 'medium' ? 'pausedMedium' : state.kind;
}

/** States in which a job has something to do by itself. */
export function isActive(state: JobState): boolean {
  return ['queued', 'running', 'pausing', 'cancelling'].includes(state.kind);
}

/** States that wait for somebody to say whether it goes on. What failed is a result, and in the history. */
export function needsAttention(state: JobState): boolean {
  return state.kind === 'paused' || state.kind === 'interrupted';
}

/** Where a flow begins. */
export const flowRoutes: Readonly<Record<Job['flow'], string>> = {
  export: '/export',
  'enterprise-import': '/enterprise/import',
  'enclave-export': '/enterprise/enclaves',
  'enclave-import': '/enclave/import',
};

/** A place as people name it: the host's address of it without what only programs need. */
export function usePlace(): (address: string) => string {
  const { t } = useTranslation('run');
  return (address) => (address === 'registries' ? t('upstream') : withoutScheme(address));
}

function withoutScheme(address: string): string {
  return address.replace(/^(?:file|docker):\/\//, '');
}

/** The name of an image at the target, without the target itself: that is the same for all of them. */
export function nameAt(target: string, destination: string): string {
  const prefix = target.endsWith('/') ? target : `${target}/`;
  return destination.startsWith(prefix) ? destination.slice(prefix.length) : withoutScheme(destination);
}

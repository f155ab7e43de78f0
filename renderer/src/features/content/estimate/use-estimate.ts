import { useEffect, useMemo, useState } from 'react';
import type { PlanView, PlanRequest, WireError } from '../../../../../core/contract/index.ts';
import { asWireError } from '../../../hooks/use-command.ts';
import { useClient, useStores } from '../../../stores/context.tsx';

/** Milliseconds of rest in clicking after which a plan is made. */
const rest = 500;

export type Estimate =
  /** There is nothing to plan yet. */
  | { readonly kind: 'nothing' }
  /** `former`: what was known before the last change; no longer true. */
  | { readonly kind: 'computing'; readonly former: PlanView | undefined }
  | { readonly kind: 'ready'; readonly plan: PlanView }
  | { readonly kind: 'failed'; readonly error: WireError; readonly former: PlanView | undefined };

/** The plan of a request, made anew when the request rests; the one before is given up. */
export function useEstimate(request: PlanRequest | undefined): {
  readonly estimate: Estimate;
  readonly again: () => void;
} {
  const client = useClient();
  const { content } = useStores();
  const [estimate, setEstimate] = useState<Estimate>({ kind: 'nothing' });
  const [round, setRound] = useState(0);
  // Parents make a new object at each key; only another request is another plan.
  const key = useMemo(() => (request === undefined ? undefined : JSON.stringify(request)), [request]);
  useEffect(() => {
    if (key === undefined) {
      setEstimate({ kind: 'nothing' });
      return undefined;
    }
    const controller = new AbortController();
    setEstimate((before) => ({ kind: 'computing', former: planOf(before) }));
    const compute = async (): Promise<void> => {
      try {
        const input = { request: JSON.parse(key) as PlanRequest };
        const plan = await client.invoke('plan.create', input, { signal: controller.signal });
        if (controller.signal.aborted) return;
        content.getState().learn(plan.report.releases);
        content.getState().learnPackages(plan.report.operators);
        content.getState().learnPlan(plan.planId);
        setEstimate({ kind: 'ready', plan });
      } catch (error) {
        if (controller.signal.aborted) return;
        setEstimate((before) => ({ kind: 'failed', error: asWireError(error), former: planOf(before) }));
      }
    };
    const timer = setTimeout(() => void compute(), rest);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, content, key, round]);
  return { estimate, again: () => setRound((n) => n + 1) };
}

function planOf(estimate: Estimate): PlanView | undefined {
  switch (estimate.kind) {
    case 'nothing':
      return undefined;
    case 'ready':
      return estimate.plan;
    case 'computing':
    case 'failed':
      return estimate.former;
  }
}

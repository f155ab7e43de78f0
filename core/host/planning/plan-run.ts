import { SluiceError, type Message, type PlanReport, type RunRequest } from '../../contract/index.ts';
import { placeKey, rememberedEnd } from '../lookups/index.ts';
import { planMirror } from '../mirror/mirror.ts';
import { toMirrorRequest, writeRequestFiles, type EngineRequest } from '../run-request/to-mirror-request.ts';
import type { PlanDesk } from './plan-desk.ts';

/** Something that was told while planning, worst first or not: `error` findings refuse the plan. */
export interface Told {
  readonly level: 'error' | 'warning' | 'note';
  readonly message: Message;
}

/** A run, planned as far as it could be. */
export type PlanAttempt =
  | { readonly ok: true; readonly report: PlanReport; readonly told: readonly Told[] }
  | { readonly ok: false; readonly error: unknown; readonly told: readonly Told[] };

/** A run as the engine is asked for it, with its files in a folder of its own. */
export interface PreparedRun {
  readonly planId: string;
  /** Holds the configuration; goes when the plan is forgotten. */
  readonly folder: string;
  readonly engine: EngineRequest;
}

/** Writes the files of a run and makes the engine's request. Throws JOB_ENCLAVE_UNKNOWN, and like `toMirrorRequest`. */
export async function prepareRun(
  desk: PlanDesk,
  run: RunRequest,
  planId: string,
  folder: string,
): Promise<PreparedRun> {
  const target = run.enclaveId === undefined ? undefined : await targetOf(desk, run.enclaveId);
  const files = await writeRequestFiles(desk.services, folder, run);
  const engine = await toMirrorRequest(desk, run, {
    ...files,
    ...(target !== undefined && { target }),
    // As a job does it: working files stay on this machine.
    ...(run.destination.kind === 'registry' && { workspace: folder }),
  });
  return { planId, folder, engine };
}

async function targetOf(desk: PlanDesk, enclaveId: string): Promise<string> {
  const enclave = await desk.enclaves.find(enclaveId);
  if (enclave === undefined) throw new SluiceError('JOB_ENCLAVE_UNKNOWN', { affected: [enclaveId] });
  return enclave.target;
}

/** Plans a run; what went wrong is in the answer. Throws only the signal's reason. */
export async function attemptPlan(
  desk: Pick<PlanDesk, 'lookups'>,
  { services, request }: EngineRequest,
  signal: AbortSignal,
): Promise<PlanAttempt> {
  const told = new Map<string, Told>();
  try {
    const place = await placeKey(services, request);
    const report = await planMirror(services, request, {
      observer: (event) => {
        if (event.type !== 'finding') return;
        const { level, message } = event;
        told.set(JSON.stringify(message), { level, message });
      },
      signal,
      command: ['sluice', 'plan'],
      lookups: (end, network) => rememberedEnd(desk.lookups, place, end, network),
    });
    return { ok: true, report, told: [...told.values()] };
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, error, told: [...told.values()] };
  }
}

/**
 * The failure of an attempt as one error: when one finding refused it, that finding itself; when several did,
 * the number of them, with their codes folded.
 */
export function failureOf({ error, told }: Extract<PlanAttempt, { readonly ok: false }>): unknown {
  if (!(error instanceof SluiceError)) return error;
  if (error.code !== 'PLAN_REFUSED' && error.code !== 'CONFIG_REFUSED' && error.code !== 'SET_REFUSED') {
    return error;
  }
  const reasons = told.filter(({ level }) => level === 'error').map(({ message }) => message);
  const [first] = reasons;
  if (first === undefined) return error;
  const { code, params, affected } = reasons.length === 1 ? first : error;
  return new SluiceError(code as SluiceError['code'], {
    params,
    affected,
    ...(error.stage !== undefined && { stage: error.stage }),
    ...(error.side !== undefined && { side: error.side }),
    detail: reasons.map(wordless).join('\n'),
    cause: error,
  });
}

function wordless({ code, params, affected }: Message): string {
  return [code, ...affected, JSON.stringify(params)].join(' ');
}

import { parentPort } from 'node:worker_threads';
import { SluiceError } from '../../contract/index.ts';
import { type Chart, type ChartSource, openChart } from '../chart/index.ts';
import { collectChart } from '../collect-chart.ts';
import type { ThreadFailure, ThreadMessage, ThreadRequest } from './messages.ts';

// Understands and renders charts, one after the other, in a thread of its own, and is ended by whoever started it.
let chart: Chart | undefined;

async function answer(request: ThreadRequest): Promise<ThreadMessage> {
  if (request.kind === 'open') {
    chart = undefined;
    chart = await openChart(withBuffers(request.source));
    const { name, version } = chart.metadata;
    return { kind: 'opened', chart: { name, version } };
  }
  if (chart === undefined) throw new RangeError('no chart was opened');
  return { kind: 'collected', collected: collectChart(chart, request.context) };
}

/** Buffers arrive as bare arrays of bytes. */
function withBuffers(source: ChartSource): ChartSource {
  const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
    Buffer.from(buffer, byteOffset, byteLength);
  if ('archive' in source) return { ...source, archive: asBuffer(source.archive) };
  return { ...source, files: source.files.map(({ name, bytes }) => ({ name, bytes: asBuffer(bytes) })) };
}

function failureOf(error: unknown): ThreadFailure {
  // A fault of this program: it ends the thread, and its owner is told.
  if (!(error instanceof SluiceError)) throw error;
  const { code, params, stage, side, affected, detail } = error;
  return {
    code,
    params,
    affected,
    ...(stage !== undefined && { stage }),
    ...(side !== undefined && { side }),
    ...(detail !== undefined && { detail }),
  };
}

parentPort?.on('message', (request: ThreadRequest) => {
  void answer(request)
    .catch((error: unknown): ThreadMessage => ({ kind: 'failed', failure: failureOf(error) }))
    // A thread has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    .then((message) => parentPort?.postMessage(message));
});

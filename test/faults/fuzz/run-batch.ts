import { SluiceError } from '../../../core/contract/index.ts';
import { swiftRandom } from '../support/swift-random.ts';
import { strangeIn, watchPrototypes } from './prototypes.ts';
import { watchWarnings } from './warnings.ts';
import { Broken, type Attempt, type FuzzInput, type FuzzTarget } from './target.ts';

export interface Batch {
  readonly seed: string;
  readonly count: number;
  /** Hears of each input before it is given to the parser. */
  readonly begin?: (index: number) => void;
}

export interface BatchResult {
  readonly accepted: number;
  readonly refused: number;
}

/** No input may keep its thread busy for longer, milliseconds; measured three times before it is believed. */
const longest = 1000;
/** Most characters that a refusal may say: it goes to a screen, a log and a report. */
const wordiest = 8192;

/**
 * Gives a parser the inputs of a batch. Each returns a value or throws what its documentation says, in time,
 * without touching any prototype. Throws an Error that names the input otherwise.
 */
export async function runBatch(target: FuzzTarget, { seed, count, begin }: Batch): Promise<BatchResult> {
  const prototypes = watchPrototypes();
  const warnings = watchWarnings();
  let accepted = 0;
  try {
    for (let index = 0; index < count; index += 1) {
      begin?.(index);
      const attempt = target.attempt(swiftRandom(seed, index));
      const fail = (what: string): Error =>
        new Error(`${target.name}, input ${index}: ${what}: ${shown(attempt.input)}`);
      const outcome = await settle(attempt);
      if (outcome.time > longest && (await isSlow(target, seed, index)))
        throw fail('takes more than a second');
      const fault = 'error' in outcome ? faultOf(outcome.error, target) : strangeIn(outcome.value);
      if (fault !== undefined) throw fail(fault);
      const touched = prototypes.touched();
      if (touched !== undefined) throw fail(`changes ${touched}`);
      const warned = warnings.heard();
      if (warned !== undefined) throw fail(`makes the process say ${warned}`);
      if (!('error' in outcome)) accepted += 1;
    }
  } finally {
    warnings.stop();
  }
  return { accepted, refused: count - accepted };
}

/** How long this thread has worked: other threads and programs do not count. Milliseconds. */
function busy(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

type Outcome = { readonly time: number } & ({ readonly value: unknown } | { readonly error: unknown });

async function settle(attempt: Attempt): Promise<Outcome> {
  const begun = busy();
  try {
    const result = attempt.run();
    const value = result instanceof Promise ? await result : result;
    return { value, time: busy() - begun };
  } catch (error) {
    return { error, time: busy() - begun };
  }
}

/** Whether the parser itself is slow, and not the machine. */
async function isSlow(target: FuzzTarget, seed: string, index: number): Promise<boolean> {
  for (let again = 0; again < 2; again += 1) {
    const { time } = await settle(target.attempt(swiftRandom(seed, index)));
    if (time <= longest) return false;
  }
  return true;
}

function faultOf(error: unknown, target: FuzzTarget): string | undefined {
  if (error instanceof Broken) return error.message;
  if (error instanceof SluiceError) {
    const words = error.message.length + error.affected.join().length;
    return words > wordiest && !target.own ? `${error.code} says ${words} characters` : undefined;
  }
  if (target.mayThrow(error)) return undefined;
  return `throws ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 6).join('\n') : String(error)}`;
}

/** An input as it can be pasted into a test: its beginning, if it is long. */
function shown(input: FuzzInput): string {
  const most = 600;
  const head = input.slice(0, most);
  const text = typeof head === 'string' ? JSON.stringify(head) : `base64 ${head.toString('base64')}`;
  return input.length > most ? `${text}… (${input.length} in all)` : text;
}

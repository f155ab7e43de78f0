import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface FaultsOptions {
  readonly seed: string;
  /** Ids of the cases; empty for all. */
  readonly only: readonly string[];
  /** Tries of each case, instead of the matrix's. */
  readonly amount: number | undefined;
  /** One try alone. */
  readonly number: number | undefined;
  /** Forget what an earlier run with this seed found. */
  readonly fresh: boolean;
}

export const usage = `npm run faults -- [--seed text] [--only F01,F12] [--amount N] [--try N] [--fresh]

  Without options: the whole matrix, with its full amounts (hours).
  --seed     the seed of an earlier run: goes on where that one was stopped
  --only     these cases
  --amount   so many tries of each case, at most the matrix's
  --try      this one try of each case
  --fresh    begin again, also with a known seed
`;

/** Throws a RangeError or TypeError that says what is wrong with the arguments. */
export function parseFaultsOptions(args: readonly string[]): FaultsOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: randomBytes(4).toString('hex') },
      only: { type: 'string', default: '' },
      amount: { type: 'string' },
      try: { type: 'string' },
      fresh: { type: 'boolean', default: false },
    },
  });
  // It becomes a file's name.
  if (!/^[\w-]{1,40}$/.test(values.seed)) throw new RangeError(`--seed ${values.seed}: letters and digits`);
  return {
    seed: values.seed,
    only: values.only.split(',').filter((id) => id !== ''),
    amount: whole('--amount', values.amount, 1),
    number: whole('--try', values.try, 0),
    fresh: values.fresh,
  };
}

function whole(flag: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new RangeError(`${flag} ${text}: ${least}, ${least + 1}, …`);
  return value;
}

import { describe, expect, it } from 'vitest';
import { faultCases } from '../faults/cases/index.ts';
import type { TryRecord } from '../faults/record.ts';
import { complaintsOf } from '../faults/report.ts';
import { runCase } from '../faults/run-case.ts';
import { seededRandom } from '../support/seeded-random.ts';

// A sample of the matrix that `npm run faults` runs with full amounts. The same tries each time, so that a failure
// here comes from the change at hand; new ones are looked for with FAULTS_SEED, and by the whole matrix.
const { seed, between } = seededRandom(process.env['FAULTS_SEED'] ?? 'sample');

describe(`a sample of every fault, seed ${seed}`, () => {
  it.each(faultCases.map((what) => [`${what.id} ${what.title}`, what] as const))(
    '%s',
    async (_name, what) => {
      const first = between(0, what.amount - 1);
      // Spread over the whole range, so that cases that enumerate show some of each kind.
      const numbers = Array.from(
        { length: what.sample },
        (_, index) => (first + Math.floor((index * what.amount) / what.sample)) % what.amount,
      );
      const records: TryRecord[] = [];
      await runCase(what, numbers, seed, (record) => void records.push(record), 'sample');
      expect(records).toHaveLength(what.sample);
      expect(complaintsOf({ case: what, records })).toEqual([]);
    },
  );
});

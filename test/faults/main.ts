import { faultCases } from './cases/index.ts';
import { openRecords } from './record.ts';
import { complaintsOf, formatFaults, type CaseResult } from './report.ts';
import { parseFaultsOptions, usage, type FaultsOptions } from './options.ts';
import { runCase } from './run-case.ts';
import type { TryRecord } from './record.ts';

/*
 * The fault matrix with its full amounts. Stopped at any moment, the same seed goes on; the table of all tries
 * so far is printed at the end. Exits 1 when anything was lost, corrupt, written outside, or ended wrongly.
 */

let options: FaultsOptions;
try {
  options = parseFaultsOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exit(2);
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const unknown = options.only.filter((id) => !faultCases.some((what) => what.id === id));
if (unknown.length > 0) {
  process.stderr.write(`no case ${unknown.join(', ')}\n`);
  process.exit(2);
}
const cases = faultCases.filter(({ id }) => options.only.length === 0 || options.only.includes(id));
const records = await openRecords(options.seed, options.fresh);
say(`seed ${options.seed}; ${records.earlier.length} earlier tries in ${records.path}`);

const all = new Map<string, TryRecord>(
  records.earlier.map((record) => [`${record.id} ${record.number}`, record]),
);
for (const what of cases) {
  const most = Math.min(what.amount, options.amount ?? what.amount);
  const wanted =
    options.number === undefined ? Array.from({ length: most }, (_, index) => index) : [options.number];
  const numbers = wanted.filter((number) => options.number !== undefined || !all.has(`${what.id} ${number}`));
  const begun = performance.now();
  let done = 0;
  await runCase(what, numbers, options.seed, async (record) => {
    all.set(`${record.id} ${record.number}`, record);
    await records.add(record);
    done += 1;
    if (record.harm !== undefined)
      say(`  ${record.id} try ${record.number}: ${record.harm}: ${record.message}`);
    if (done % 50 === 0) say(`  ${what.id}: ${done} of ${numbers.length}`);
  });
  if (done > 0) say(`${what.id}: ${done} tries in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}
const results: CaseResult[] = cases.map((what) => ({
  case: what,
  records: [...all.values()].filter(({ id }) => id === what.id),
}));
say(`\n${formatFaults(results)}`);
const complaints = results.flatMap(complaintsOf);
for (const complaint of complaints) say(complaint);
process.exit(complaints.length === 0 ? 0 : 1);

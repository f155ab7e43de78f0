import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportDocumentSchema, type PathFacts, type PathToken } from '../../../../core/contract/index.ts';
import { reportHandlers } from '../../../../core/host/report/index.ts';
import type { JobRecord } from '../../../../core/host/jobs/index.ts';
import { codeOf, testBlob, writeSet } from '../../../support/archive-sets.ts';
import { context, jobsWorld, type JobsWorld } from '../../../support/jobs-world.ts';

const setId = '00000000-0000-4000-8000-000000000001';
let world: JobsWorld;
let folder: string;
let set: PathToken;
let into: PathToken;
/** Jobs that the host remembers. */
let records: readonly Partial<JobRecord>[];

beforeEach(async () => {
  world = await jobsWorld();
  folder = join(world.disk, 'set');
  mkdirSync(folder, { recursive: true });
  const blob = testBlob(500, 1);
  await writeSet(folder, [blob], { manifest: { closures: { [blob.digest]: [] } } });
  mkdirSync(join(world.disk, 'out'));
  set = await world.token(folder, 'archive-in');
  into = await world.token(join(world.disk, 'out'), 'output-folder');
  records = [];
});
afterEach(() => world.jobs.close());

/** The world's registry does not look at folders; all of these are there. */
const describePath = async (token: PathToken): Promise<PathFacts> => {
  const path = world.desk.paths.resolve(token, ['archive-in', 'output-folder']);
  return Promise.resolve({ token, display: path, kind: 'directory' } as PathFacts);
};
const handlers = () =>
  reportHandlers(
    { ...world.desk, paths: { ...world.desk.paths, describe: describePath } },
    {
      outcome: (jobId) => {
        const record = records.find(({ id }) => id === jobId);
        if (record === undefined) return world.jobs.outcome(jobId);
        return { record: record as JobRecord, set: record.set };
      },
      recordsIn: (place) =>
        records.filter(({ media }) => media?.some((medium) => medium.folder === place)) as JobRecord[],
    },
  );
const of = () => ({ kind: 'folder', folder: set }) as const;
const preview = (more: object = {}) =>
  handlers()['reports.preview']({ of: of(), language: 'en', ...more }, context);
const make = (more: object = {}) =>
  handlers()['reports.make'](
    { of: of(), language: 'en', format: 'html', into, replace: false, ...more },
    context,
  );

/** A job that read or wrote the folder. */
const job = (changes: Partial<JobRecord>): Partial<JobRecord> => ({
  id: 'job-1',
  kind: 'verify',
  media: [{ folder, use: 'read', names: [] }],
  set: { kind: 'sluice', setId, complete: 'complete', missing: [], releases: [], chunks: [] },
  ...changes,
});
const readAt = (at: string): JobRecord['verification'] => ({
  at,
  bytes: 1024,
  pastCache: true,
  problems: [],
  chunks: [{ name: 'mirror_000001.tar', bytes: 1024, sha256: 'a'.repeat(64), state: 'verified' }],
});

describe('the report for a page', () => {
  it('is a document of the contract', async () => {
    const document = await preview();
    expect(reportDocumentSchema.parse(document)).toEqual(document);
    expect(document.verdict?.reasons).toEqual([expect.stringMatching(/not read back for this report/)]);
  });

  it('has the readings that jobs made of this set in this folder', async () => {
    const other = { kind: 'sluice', setId: 'another-set', complete: 'complete' } as JobRecord['set'];
    records = [
      job({ verification: readAt('2026-01-02T00:00:00.000Z') }),
      job({
        id: 'job-2',
        ...(other !== undefined && { set: other }),
        verification: readAt('2026-01-03T00:00:00.000Z'),
      }),
      job({
        id: 'job-3',
        media: [{ folder: '/elsewhere', use: 'read', names: [] }],
        verification: readAt('2026-01-04T00:00:00.000Z'),
      }),
    ];
    const { verdict, summary } = await preview();
    expect(verdict).toMatchObject({ tone: 'good', reasons: [] });
    expect(JSON.stringify(summary)).toContain('2026-01-02 00:00:00 UTC');
  });

  it('tells the checks that its export overruled', async () => {
    const run = { exceptions: [{ check: 'space' }] } as unknown as JobRecord['run'];
    records = [job({ kind: 'export', ...(run !== undefined && { run }) })];
    const { verdict } = await preview({ of: { kind: 'job', jobId: 'job-1' } });
    expect(verdict?.reasons).toContain('The set was made in spite of checks that failed.');
    expect(await codeOf(preview({ of: { kind: 'job', jobId: 'unheard-of' } }))).toBe('JOB_UNKNOWN');
  });

  it('takes a folder that was chosen for archives, and no other', async () => {
    expect(await codeOf(preview({ of: { kind: 'folder', folder: into } }))).toBe('PATH_TOKEN_PURPOSE');
    expect(await codeOf(preview({ previous: into }))).toBe('PATH_TOKEN_PURPOSE');
    expect(await codeOf(preview({ previous: set }))).toBe('REPORT_PREVIOUS_SAME');
  });
});

describe('the report about a period', () => {
  const period = { kind: 'period', from: '2026-01-01', to: '2026-12-31' } as const;

  it('is looked at, and saved to read and for programs', async () => {
    const seen = await preview({ of: period });
    expect(reportDocumentSchema.parse(seen)).toEqual(seen);
    expect(seen.subtitle).toBe('2026-01-01 to 2026-12-31');
    for (const format of ['html', 'json'] as const) {
      const { fileName } = await make({ of: period, format });
      expect(fileName).toBe(`sluice-report-2026-01-01-to-2026-12-31.${format}`);
      expect(readFileSync(join(world.disk, 'out', fileName), 'utf8')).toContain('2026-12-31');
    }
  });

  it('is no bill of materials, compares with no set, and is of a period', async () => {
    expect(await codeOf(make({ of: period, format: 'sbom' }))).toBe('REPORT_FORMAT_UNFIT');
    expect(await codeOf(preview({ of: period, previous: set }))).toBe('REPORT_SUBJECT_UNCLEAR');
    expect(await codeOf(preview({ of: { ...period, to: '2025-01-01' } }))).toBe('REPORT_PERIOD_INVALID');
  });
});

describe('the report as a file', () => {
  it.each([
    ['html', `sluice-report-set-${setId}.html`, '<!doctype html>'],
    ['json', `sluice-report-set-${setId}.json`, '"formatVersion": 1'],
    ['sbom', `sluice-report-set-${setId}.cdx.json`, '"bomFormat": "CycloneDX"'],
  ] as const)('is written whole, as %s', async (format, name, inside) => {
    const made = await make({ format });
    const text = readFileSync(join(world.disk, 'out', name));
    expect(made).toMatchObject({ fileName: name, bytes: text.length });
    expect(text.toString()).toContain(inside);
    expect(readdirSync(join(world.disk, 'out'))).toEqual([name]);
  });

  it('takes the place of another only when it is told to', async () => {
    await make();
    expect(await codeOf(make())).toBe('REPORT_FILE_EXISTS');
    await make({ replace: true, language: 'zh' });
    expect(readFileSync(join(world.disk, 'out', `sluice-report-set-${setId}.html`), 'utf8')).toContain(
      'zh-CN',
    );
  });

  it('goes into a folder that was chosen for it, and no other', async () => {
    expect(await codeOf(make({ into: set }))).toBe('PATH_TOKEN_PURPOSE');
    expect(readdirSync(folder).filter((name) => name.startsWith('sluice-report'))).toEqual([]);
  });
});

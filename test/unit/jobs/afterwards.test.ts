import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SluiceError, type Verification } from '../../../core/contract/index.ts';
import type { VerifyReport } from '../../../core/host/index.ts';
import { context, jobsWorld, type JobsWorld, type WorldOptions } from '../../support/jobs-world.ts';

const sum = 'a'.repeat(64);

function chunk(name: string, sums: 'matches' | 'differs'): VerifyReport['chunks'][number] {
  const findings =
    sums === 'matches'
      ? []
      : [
          {
            level: 'error' as const,
            code: 'ARCHIVE_CHUNK_DAMAGED' as const,
            params: { file: name, expected: sum, actual: 'b' },
            affected: [name],
          },
        ];
  return { name, size: 10, sha256: sum, sum: sums, entries: 1, blobs: 1, damagedBlobs: [], findings };
}

const good: VerifyReport = {
  ok: true,
  chunks: [chunk('mirror_000001.tar', 'matches')],
  problems: [],
  bytes: 10,
};
const damaged: VerifyReport = {
  ok: false,
  chunks: [chunk('mirror_000001.tar', 'matches'), chunk('mirror_000002.tar', 'differs')],
  problems: [
    {
      level: 'error',
      code: 'ARCHIVE_CHUNK_MISSING',
      params: { file: 'mirror_000003.tar' },
      affected: ['mirror_000003.tar'],
    },
  ],
  bytes: 20,
};

/** An export that asks for everything afterwards, with the engine already at its end. */
async function exported(
  parts: NonNullable<WorldOptions['parts']>,
  verify: () => Promise<VerifyReport>,
): Promise<{ readonly world: JobsWorld; readonly id: string }> {
  const world = await jobsWorld({ parts: { ...parts, engine: { verify } } });
  const directory = join(world.disk, 'a');
  const [started] = await world.start(
    await world.exportTo(directory, { afterwards: { verify: true, eject: true } }),
  );
  const run = await world.run(0);
  run.finish({ set: { id: 'set-00001', generation: 1, directory, chunks: [], totalBytes: 10 } });
  return { world, id: started?.id ?? '' };
}

const states = ({ chunks }: Verification): string[] => chunks.map(({ name, state }) => `${name} ${state}`);

describe('after an export', () => {
  it('the set is read back and the drive ejected', async () => {
    const ejected: string[] = [];
    const { world, id } = await exported(
      {
        mediumOf: () => Promise.resolve('stick-1'),
        eject: (drive) => {
          ejected.push(drive);
          return Promise.resolve({ safeToUnplug: true });
        },
      },
      () => Promise.resolve(good),
    );
    const job = await world.until(id, 'succeeded');
    expect(job).toMatchObject({ ejected: true, driveId: 'stick-1', warnings: 0 });
    expect(job.verification).toMatchObject({ bytes: 10, pastCache: true, problems: [] });
    expect(job.verification?.chunks[0]?.sha256).toBe(sum);
    expect(ejected).toEqual(['stick-1']);
    expect(job.progress.phases.map(({ phase }) => phase)).toContain('eject');
    await world.jobs.close();
  });

  it('a damaged and a missing file make it incomplete, name themselves, and keep the drive in', async () => {
    const { world, id } = await exported({ mediumOf: () => Promise.resolve('stick-1') }, () =>
      Promise.resolve(damaged),
    );
    const job = await world.until(id, 'incomplete');
    expect(job.state).toEqual({ kind: 'incomplete', count: 2 });
    expect(job.ejected).toBe(false);
    expect(job.verification === undefined ? [] : states(job.verification)).toEqual([
      'mirror_000001.tar verified',
      'mirror_000002.tar damaged',
      'mirror_000003.tar missing',
    ]);
    const { lines } = await world.jobs.handlers['jobs.logs']({ jobId: id, after: -1, limit: 1000 }, context);
    const told = lines.flatMap(({ message }) =>
      message?.code === 'JOB_CHUNK_DAMAGED' ? [message.params['file']] : [],
    );
    expect(told).toEqual(['mirror_000002.tar', 'mirror_000003.tar']);
    await world.jobs.close();
  });

  it('of a file in parts it is the part that is named', async () => {
    const part = (number: number, verdict: 'matches' | 'differs') => ({
      name: `mirror_000002.part-000${number}`,
      size: 5,
      sha256: sum,
      sum: verdict,
    });
    const findings = [
      {
        level: 'error' as const,
        code: 'ARCHIVE_PART_DAMAGED' as const,
        params: { file: 'mirror_000002.part-0002', chunk: 'mirror_000002.tar', expected: sum, actual: 'b' },
        affected: ['mirror_000002.part-0002'],
      },
    ];
    const parts = [part(1, 'matches'), part(2, 'differs'), part(4, 'matches')];
    const divided = { ...chunk('mirror_000002.tar', 'differs'), findings, parts };
    const params = { file: 'mirror_000002.part-0003', chunk: 'mirror_000002.tar' };
    const report: VerifyReport = {
      ok: false,
      chunks: [chunk('mirror_000001.tar', 'matches'), divided],
      problems: [{ level: 'error', code: 'ARCHIVE_PART_MISSING', params, affected: [params.file] }],
      bytes: 25,
    };
    const { world, id } = await exported({}, () => Promise.resolve(report));
    const job = await world.until(id, 'incomplete');
    expect(job.verification === undefined ? [] : states(job.verification)).toEqual([
      'mirror_000001.tar verified',
      'mirror_000002.part-0001 verified',
      'mirror_000002.part-0002 damaged',
      'mirror_000002.part-0003 missing',
      'mirror_000002.part-0004 verified',
    ]);
    await world.jobs.close();
  });

  it('resuming a damaged one reads it back again and makes no second set', async () => {
    let reports = [damaged, good];
    const { world, id } = await exported({}, () => {
      const [next = good, ...rest] = reports;
      reports = rest;
      return Promise.resolve(next);
    });
    await world.until(id, 'incomplete');
    await world.jobs.handlers['jobs.resume']({ jobId: id }, context);
    const job = await world.until(id, 'succeeded');
    expect(world.runs).toHaveLength(1);
    expect(job.verification?.problems).toEqual([]);
    await world.jobs.close();
  });

  it('a drive that cannot be ejected, or none, is a warning and no failure', async () => {
    const refusing = await exported(
      {
        mediumOf: () => Promise.resolve('stick-1'),
        eject: () => Promise.reject(new SluiceError('LEDGER_LOCKED', { params: {} })),
      },
      () => Promise.resolve(good),
    );
    const job = await refusing.world.until(refusing.id, 'succeeded');
    expect(job.ejected).toBe(false);
    expect(job.warnings).toBeGreaterThan(0);
    await refusing.world.jobs.close();
    const without = await exported({}, () => Promise.resolve(good));
    const second = await without.world.until(without.id, 'succeeded');
    expect(second).toMatchObject({ ejected: false, warnings: 1 });
    await without.world.jobs.close();
  });

  it('a system that keeps what it wrote in memory is said so', async () => {
    const { world, id } = await exported(
      { dropFromCache: () => Promise.reject(new Error('no such tool')) },
      () => Promise.resolve(good),
    );
    const job = await world.until(id, 'succeeded');
    expect(job.verification?.pastCache).toBe(false);
    const { lines } = await world.jobs.handlers['jobs.logs']({ jobId: id, after: -1, limit: 1000 }, context);
    expect(lines.map(({ message }) => message?.code)).toContain('JOB_NOT_PAST_CACHE');
    await world.jobs.close();
  });
});

describe('a verification by itself', () => {
  it('reads the set of a folder, or of a job', async () => {
    const { world, id } = await exported({}, () => Promise.resolve(good));
    await world.until(id, 'succeeded');
    const folder = await world.token(join(world.disk, 'a'), 'archive-in');
    for (const input of [{ folder }, { jobId: id }]) {
      const { job } = await world.jobs.handlers['jobs.verify'](input, context);
      const done = await world.until(job.id, 'succeeded');
      expect(done).toMatchObject({ kind: 'verify', verification: { problems: [] } });
      expect(done.progress.phases).toEqual([{ phase: 'verify', weight: 1, state: 'done', fraction: 1 }]);
    }
    expect(world.runs).toHaveLength(1);
    await world.jobs.close();
  });

  it('fails in words when there is no set', async () => {
    const { world, id } = await exported({}, () =>
      Promise.reject(new SluiceError('ARCHIVE_MANIFEST_INVALID', { params: { file: 'sluice-set.json' } })),
    );
    expect((await world.until(id, 'failed')).state).toMatchObject({
      error: { code: 'ARCHIVE_MANIFEST_INVALID' },
    });
    await world.jobs.close();
  });
});

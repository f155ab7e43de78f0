import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInstallationCustody, readSetCustody } from '../../../core/host/index.ts';
import { testBlob, writeSet } from '../../support/archive-world.ts';
import { context, jobsWorld, type JobsWorld } from '../../support/jobs-world.ts';

async function withSet(): Promise<{ readonly world: JobsWorld; readonly folder: string }> {
  const world = await jobsWorld({ settings: { person: 'Li Hua' } });
  const folder = join(world.disk, 'set');
  await mkdir(folder);
  await writeSet(folder, [testBlob(3000, 1)]);
  return { world, folder };
}

async function verified({ world, folder }: Awaited<ReturnType<typeof withSet>>) {
  const token = await world.token(folder, 'archive-in');
  const { job } = await world.jobs.handlers['jobs.verify']({ folder: token }, context);
  return job;
}

describe('the custody of what jobs do', () => {
  it('records a reading back in the name of the settings, beside the set and here', async () => {
    const made = await withSet();
    const { world, folder } = made;
    const { id } = await verified(made);
    await world.until(id, 'succeeded');
    const record = { kind: 'verified', result: 'good', person: 'Li Hua', generation: 1 };
    expect(await readSetCustody(world.desk.services, folder, 10)).toMatchObject({
      state: 'whole',
      newest: [{ ...record, details: { chunks: 1, pastCache: expect.stringMatching(/yes|no/) } }],
    });
    expect(await readInstallationCustody(world.desk.services, 10)).toMatchObject({ newest: [record] });
    await world.jobs.close();
  });

  it('records that something is damaged', async () => {
    const made = await withSet();
    const { world, folder } = made;
    await rm(join(folder, 'mirror_000001.tar'));
    const { id } = await verified(made);
    await world.until(id, 'incomplete');
    const { newest } = await readSetCustody(world.desk.services, folder, 10);
    expect(newest).toMatchObject([{ kind: 'verified', result: 'damaged' }]);
    await world.jobs.close();
  });

  it('is told in the job’s log, and fails nothing, when it cannot be recorded', async () => {
    const made = await withSet();
    const { world, folder } = made;
    await mkdir(join(folder, 'custody.jsonl'));
    await writeFile(join(folder, 'custody.jsonl', 'in the way'), '');
    const { id } = await verified(made);
    const job = await world.until(id, 'succeeded');
    expect(job.warnings).toBeGreaterThan(0);
    const { lines } = await world.jobs.handlers['jobs.logs']({ jobId: id, after: -1, limit: 100 }, context);
    expect(lines.flatMap(({ message }) => message?.code ?? [])).toContain('CUSTODY_NOT_RECORDED');
    await world.jobs.close();
  });
});

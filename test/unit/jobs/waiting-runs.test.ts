import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRuns } from '../../../core/ledger/index.ts';
import { context, jobsWorld } from '../../support/jobs-world.ts';

describe('runs of the command line', () => {
  it('that were cut off are told; those of jobs are not told twice', async () => {
    const world = await jobsWorld();
    const { services } = world.desk;
    const runs = openRuns({ ...services, stateDirectory: join(world.folder, 'state') });
    const begin = async (key: string, ...command: readonly string[]) => {
      const run = await runs.create({
        key,
        kind: 'export',
        command,
        source: 'registries',
        target: 'file:///disk',
      });
      await run.end('interrupted');
      return run.id;
    };
    const typed = await begin('1', 'sluice', 'mirror', '-c', '/home/me/isc.yaml', 'file:///disk');
    const known = await begin('2', 'sluice', 'mirror');
    await begin(
      '3',
      'sluice',
      'mirror',
      '-c',
      join(world.desk.folder, 'jobs', 'removed', 'imageset-config.yaml'),
    );
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a')));
    const run = await world.run(0);
    run.context.observer({ type: 'run', id: known, workflow: 'export', resumed: false });
    run.finish();
    await world.until(started?.id ?? '', 'succeeded');
    const { runs: waiting } = await world.jobs.handlers['runs.waiting']({}, context);
    expect(waiting).toMatchObject([
      {
        id: typed,
        state: 'interrupted',
        alive: false,
        command: 'sluice mirror -c /home/me/isc.yaml file:///disk',
      },
    ]);
    expect(waiting).toHaveLength(1);
    await world.jobs.close();
  });
});

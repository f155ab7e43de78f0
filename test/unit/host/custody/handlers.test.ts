import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { commands, type Settings } from '../../../../core/contract/index.ts';
import { custodyHandlers } from '../../../../core/host/custody/index.ts';
import { defaultSettings } from '../../../../core/host/settings/kept-settings.ts';
import type { SettingsStore } from '../../../../core/host/app/settings-store.ts';
import type { Workplaces } from '../../../../core/host/app/workplaces.ts';
import { temporaryFolder, testBlob, writeSet } from '../../../support/archive-world.ts';
import { linesOf } from '../../../support/custody-host.ts';
import { context } from '../../../support/jobs-world.ts';
import { pathsWorld } from '../../../support/paths-world.ts';

async function world(settings: Partial<Settings> = {}) {
  const { paths, services: given } = await pathsWorld();
  const state = await temporaryFolder();
  const services = {
    ...given,
    environment: { ...given.environment, variables: { SLUICE_STATE_DIR: state, USER: 'ada' } },
  };
  const handlers = custodyHandlers({
    services,
    paths,
    settings: { current: () => ({ ...defaultSettings, ...settings }) } as SettingsStore,
    workplaces: { at: () => Promise.reject(new Error('practice is down')) } as unknown as Workplaces,
  });
  const folder = await temporaryFolder();
  await writeSet(folder, [testBlob(3000, 1)]);
  const token = await paths.give(folder, 'archive-in');
  return {
    folder,
    token,
    paths,
    read: async (input: object = { folder: token }) =>
      commands['custody.read'].output.parse(
        await handlers['custody.read'](commands['custody.read'].input.parse(input), context),
      ),
    inspected: async (more: object = {}) =>
      commands['custody.inspected'].output.parse(
        await handlers['custody.inspected'](
          commands['custody.inspected'].input.parse({ folder: token, ...more }),
          context,
        ),
      ),
  };
}

describe('the custody log for a page', () => {
  it('is only read when a page looks at it', async () => {
    const { read } = await world();
    expect(await read()).toMatchObject({ place: 'set', state: 'absent', records: 0 });
    expect(await read({})).toMatchObject({ place: 'installation', state: 'absent', records: 0 });
  });

  it('gets a record when somebody presses the button, in the name that the settings hold', async () => {
    const { read, inspected } = await world({ person: 'Li Hua' });
    expect(await inspected({ sealNumber: '7' })).toMatchObject({
      state: 'whole',
      newest: [
        { kind: 'inspected', result: 'good', person: 'Li Hua', sealNumber: '7', details: { problems: 0 } },
      ],
    });
    expect(await inspected({ person: 'Zoe' })).toMatchObject({ records: 2, newest: [{}, { person: 'Zoe' }] });
    expect(await read({})).toMatchObject({ place: 'installation', records: 2 });
    expect(await read({ newest: 1 })).toMatchObject({ records: 2, newest: [{ record: 2 }] });
  });

  it('tells a break with the record that it begins at, and vouches for none behind it', async () => {
    const { read, inspected, folder } = await world();
    for (let count = 0; count < 3; count += 1) await inspected();
    const lines = await linesOf(`${folder}/custody.jsonl`);
    const altered = lines.map((line, index) => (index === 1 ? line.replace('ada', 'eve') : line));
    await writeFile(`${folder}/custody.jsonl`, altered.map((line) => `${line}\n`).join(''));
    expect(await read()).toMatchObject({
      state: 'broken',
      broken: { record: 2, message: { code: 'CUSTODY_ALTERED' } },
      newest: [{ vouched: true }, { vouched: false }, { vouched: false }],
    });
  });

  it('takes no folder that was chosen for something else', async () => {
    const { read, paths, folder } = await world();
    const other = await paths.give(folder, 'output-folder');
    await expect(read({ folder: other })).rejects.toMatchObject({ code: expect.stringMatching(/^PATH_/) });
  });
});

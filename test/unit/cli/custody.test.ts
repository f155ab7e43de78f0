import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCliWorld, imageSet, type CliWorld, type Shown } from '../../support/cli-world.ts';

let world: CliWorld;
let folder: string;
let log: string;
const sluice = (line: string, variables: Record<string, string> = {}): Promise<Shown> =>
  world.run(line.split(' '), { variables: { SLUICE_PERSON: 'Ada', SLUICE_HOST_NAME: 'gate', ...variables } });
interface Log {
  readonly state: string;
  readonly records: number;
  readonly broken?: { readonly record: number };
  readonly newest: readonly Readonly<Record<string, unknown>>[];
}
const shown = async (line: string): Promise<Log> => JSON.parse((await sluice(line)).output) as Log;

beforeAll(async () => {
  world = await createCliWorld();
  const host = await world.upstream();
  const [image = ''] = world.content.additionalImages;
  const config = await world.write('isc.yaml', imageSet({ images: [image] }));
  folder = world.path('disk');
  log = world.path('disk', 'custody.jsonl');
  const made = await world.run(
    ['mirror', '-c', config, `file://${folder}`, '--person', 'Li Hua', '--seal-number', 'A 4711'],
    { variables: await world.stage(host) },
  );
  expect(made.code, made.all).toBe(0);
});
afterAll(() => world.close());

describe('sluice custody', () => {
  it('shows what the export recorded', async () => {
    const { code, output } = await sluice(`custody show ${folder}`);
    expect(code).toBe(0);
    expect(output).toMatch(/1 {2}\d{4}-.* UTC {2}created {2,}good {2,}Li Hua .*seal A 4711/);
    expect(output).toMatch(/2 {2}.*written {2,}good/);
    expect(output).toContain('The log is whole: 2 records');
    expect(output).toMatch(/SHA-256 of the last record: [0-9a-f]{64}/);
  });

  it('shows it in Chinese', async () => {
    const { code, output } = await sluice(`--lang zh custody show file://${folder}`);
    expect(code).toBe(0);
    expect(output).toMatch(/创建 .*完好 .*Li Hua .*封条 A 4711/);
    expect(output).toContain('日志完好：共 2 条记录');
  });

  it('records a verification, and an inspection only when asked to', async () => {
    expect((await sluice(`verify ${folder} --json`)).code).toBe(0);
    expect((await sluice(`inspect ${folder}`)).code).toBe(0);
    expect(await shown(`custody show ${folder} --json`)).toMatchObject({
      records: 3,
      newest: [{}, {}, { kind: 'verified', result: 'good', person: 'Ada', host: 'gate' }],
    });
    const { code } = await sluice(`inspect ${folder} --record --person Zoe --seal-number 12`);
    expect(code).toBe(0);
    expect(await shown(`custody show ${folder} --last 1 --json`)).toMatchObject({
      records: 4,
      newest: [{ record: 4, kind: 'inspected', person: 'Zoe', sealNumber: '12' }],
    });
  });

  it('keeps the log of the installation', async () => {
    const { code, output } = await sluice('custody verify --installation');
    expect(code).toBe(0);
    expect(output).toMatch(/The log is whole: [4-9] records/);
  });

  it('names the record at which the log is broken, and ends with 1', async () => {
    const whole = await readFile(log, 'utf8');
    try {
      await writeFile(log, whole.replace('Li Hua', 'Li Hue'));
      for (const command of ['show', 'verify']) {
        const { code, output } = await sluice(`custody ${command} ${folder}`);
        expect(code).toBe(1);
        expect(output).toContain('CUSTODY_ALTERED');
        expect(output).toContain('record 1');
      }
      expect(await shown(`custody verify ${folder} --json`)).toMatchObject({
        state: 'broken',
        broken: { record: 1 },
      });
      await writeFile(log, whole.split('\n').slice(0, 2).join('\n').concat('\n'));
      const cut = await sluice(`custody verify ${folder}`);
      expect([cut.code, /CUSTODY_CUT.*from record 3 on/.test(cut.output)]).toEqual([1, true]);
    } finally {
      await writeFile(log, whole);
    }
    expect((await sluice(`custody verify ${folder}`)).code).toBe(0);
  });

  it('says when there is no log, no set, no folder', async () => {
    const none = await world.write('empty/readme.txt', 'nothing');
    const absent = await sluice(`custody show ${none.replace('/readme.txt', '')}`);
    expect([absent.code, absent.errors.includes('CUSTODY_ABSENT')]).toEqual([1, true]);
    const gone = await sluice(`custody verify ${world.path('gone')}`);
    expect([gone.code, gone.errors.includes('ARCHIVE_SET_ABSENT')]).toEqual([1, true]);
    expect((await sluice('custody show')).errors).toContain('CLI_ARGUMENT_MISSING');
    expect((await sluice(`custody show ${folder} --installation`)).errors).toContain('CLI_ARGUMENTS_EXCESS');
    expect((await sluice(`custody show ${folder} --last 0`)).errors).toContain('CLI_VALUE_INVALID');
  });
});

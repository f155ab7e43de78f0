import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCliWorld, imageSet, type CliWorld, type Shown } from '../../support/cli-world.ts';
import { pushImage } from '../../support/host-registries.ts';
import { runRegistry, type RunningRegistry } from '../../support/practice-client.ts';
import { createMemoryStore } from '../../../core/practice/index.ts';

let world: CliWorld;
let source: RunningRegistry;
let enclave: string;
beforeEach(async () => {
  world = await createCliWorld();
  source = await runRegistry({ store: createMemoryStore() });
  await pushImage(source, 'lab/app', '1.0');
  enclave = await world.registry();
});
afterEach(async () => {
  await source.close();
  await world.close();
});

const good = async (...args: string[]): Promise<Shown> => {
  const shown = await world.run(args);
  expect(shown.errors).toBe('');
  expect(shown.code).toBe(0);
  return shown;
};

/** A set for enc1 that was made; `imported`: and that arrived. */
async function set(imported: boolean, ...more: string[]): Promise<Shown> {
  const host = source.url.replace('http://', '');
  const config = await world.write('isc.yaml', imageSet({ images: [`${host}/lab/app:1.0`] }));
  const made = ['mirror', '-c', config, '--src-tls-verify=false', '--target', 'enc1', ...more];
  const shown = await good(...made, `file://${world.path('disk')}`);
  if (!imported) return shown;
  const from = ['--from', `file://${world.path('disk')}`, '--dest-tls-verify=false'];
  return good('mirror', '-c', config, ...from, `docker://${enclave}`);
}

describe('sluice receipt', () => {
  it('is said to be there at the end of an import, and shows itself in all forms', async () => {
    expect((await set(true)).output).toContain('sluice receipt show --last --qr');
    const shown = await good('receipt', 'show', '--last', '--qr');
    for (const part of ['Images held', 'enc1', 'complete', '▀', '█']) expect(shown.output).toContain(part);
    const fromFolder = await good('receipt', 'show', `file://${world.path('disk')}`, '--json');
    const { receipt, short } = JSON.parse(fromFolder.output) as { receipt: object; short: string };
    expect(receipt).toMatchObject({ target: 'enc1', result: 'complete' });
    for (const group of short.split(' ')) expect(shown.output).toContain(group);
    expect((await good('receipt', 'show', '--last', '--lang', 'zh')).output).toContain('已有镜像');
  });

  it('is read from a file, a pipe, and as text', async () => {
    await set(true);
    const file = world.path('disk', 'sluice-receipt.json');
    const { short } = JSON.parse((await good('receipt', 'show', file, '--json')).output) as { short: string };
    const typed = await good('receipt', 'read', '--text', short.toLowerCase(), '--target', 'enc1');
    expect(typed.output).toContain('generation 1 of enc1, complete');
    expect((await good('receipt', 'read', file)).output).toContain('Receipt taken');
    const piped = await world.run(['receipt', 'read', '-', '--json'], {
      input: await readFile(file, 'utf8'),
    });
    expect(JSON.parse(piped.output)).toMatchObject({ outcome: 'known', target: 'enc1', findings: [] });
    const list = JSON.parse((await good('set', 'list', '--target', 'enc1', '--json')).output) as object;
    expect(list).toMatchObject({
      sets: [{ generation: 1, state: 'acknowledged', awaited: false, receipt: { images: 1 } }],
    });
  });

  it.each([
    [['receipt', 'read', '--text', '00000-00000'], 'RECEIPT_TEXT_DAMAGED'],
    [['receipt', 'read', 'nowhere.json'], 'RECEIPT_ABSENT'],
    [['receipt', 'read'], 'CLI_ARGUMENT_MISSING'],
    [['receipt', 'show'], 'CLI_ARGUMENT_MISSING'],
    [['receipt', 'show', '--last'], 'RECEIPT_ABSENT'],
    [['receipt', 'show', '.'], 'RECEIPT_ABSENT'],
    [['receipt', 'from-registry', 'file:///x', '--target', 'enc1'], 'CLI_DESTINATION_INVALID'],
    [['receipt', 'from-registry', 'docker://x', '--target', 'En Clave'], 'LEDGER_TARGET_NAME_INVALID'],
    [['set', 'list', '--target', 'enc9'], 'SET_TARGET_UNKNOWN'],
    [['set', 'lost', '--target', 'enc9', '--generation', '0', '--reason', 'x'], 'CLI_VALUE_INVALID'],
    [['set', 'lost', '--target', 'enc9', '--generation', '1', '--reason', ' '], 'CLI_VALUE_INVALID'],
  ])('says what is wrong with %j', async (args, code) => {
    const shown = await world.run(args);
    expect(shown.code).toBe(1);
    expect(shown.errors).toContain(code);
  });

  it('shows nothing that would act on the terminal', async () => {
    await set(true);
    const file = world.path('disk', 'sluice-receipt.json');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replace('"registry": "docker:', String.raw`"registry": "\u001b[2J\u202edocker:`),
    );
    const { output } = await good('receipt', 'show', file);
    for (const character of ['\u001b', '\u202e']) expect(output).not.toContain(character);
    expect(output).toContain('\uFFFD[2J');
  });
});

describe('sluice set', () => {
  it('lists sets, and marks and unmarks lost ones', async () => {
    await set(false);
    expect((await good('set', 'list', '--target', 'enc1')).output).toContain('on its way');
    const reason = ['--reason', 'left in the taxi'];
    const lost = await good('set', 'lost', '--target', 'enc1', '--generation', '1', ...reason);
    expect(lost.output).toContain('marked as lost');
    expect((await good('set', 'list', '--target', 'enc1')).output).toContain('lost: left in the taxi');
    expect((await set(false)).output).toContain('SET_CARRIED_AGAIN');
    await good('set', 'found', '--target', 'enc1', '--generation', '1');
    const waiting = await world.run([
      'mirror',
      '-c',
      'x',
      '--target',
      'enc1',
      '--unacknowledged',
      'wait',
      'file:///x',
    ]);
    expect(waiting.errors).toContain('SET_NOT_ACKNOWLEDGED');
    expect(waiting.code).not.toBe(0);
  });
});

describe('sluice receipt from-registry', () => {
  it('writes what a registry holds, and the sender takes it', async () => {
    await set(true);
    const args = ['--target', 'enc1', '--insecure', '--output', world.path('h.json')];
    const written = await good('receipt', 'from-registry', `docker://${enclave}`, ...args);
    expect(written.output).toContain('3 digests');
    expect((await good('receipt', 'read', world.path('h.json'))).output).toContain(
      'Taken as what enc1 holds',
    );
    expect((await good('set', 'list', '--target', 'enc1')).output).toContain('stated on');
  });
});

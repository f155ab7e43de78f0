import { chmod, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hiddenLine } from '../../../core/cli/hidden-line.ts';
import { createCliWorld, type CliWorld } from '../../support/cli-world.ts';
import { openKey } from '../../support/seal-keys.ts';

const variables = { SLUICE_SIGNING_PASSPHRASE: 'three words together' };
let world: CliWorld;
beforeEach(async () => {
  world = await createCliWorld();
});
afterEach(() => world.close());

const typing = (...lines: string[]) => ({
  onLine: () => () => undefined,
  readHidden: () => Promise.resolve(lines.shift() ?? ''),
});

describe('sluice key', () => {
  it('makes a key whose public half it shows as PEM alone', async () => {
    const made = await world.run(['key', 'create', '--name', 'Lab', '--json'], { variables });
    const { keyId, publicKey } = JSON.parse(made.output) as Record<string, string>;
    expect(keyId).toMatch(/^[0-9a-f]{64}$/);
    const shown = await world.run(['key', 'show']);
    expect(shown).toMatchObject({ code: 0, output: publicKey, errors: '' });
    const listed = await world.run(['key', 'list', '--json']);
    expect(JSON.parse(listed.output)).toMatchObject({ own: { keyId }, trusted: [{ keyId, own: true }] });
    expect(made.all + shown.all + listed.all).not.toMatch(/PRIVATE|three words/);
    expect((await world.run(['key', 'list'])).output).toContain(keyId);
  });

  it('asks for the passphrase twice, on the error stream, and wants the same one', async () => {
    const create = ['key', 'create', '--name', 'Lab'];
    const words = 'three words together';
    const good = await world.run(create, { keyboard: typing(words, words) });
    expect(good.code).toBe(0);
    expect(good.errors).toBe(
      'Passphrase for the new key (at least 12 characters): \nThe same passphrase again: \n',
    );
    const bad = await world.run([...create, '--replace'], { keyboard: typing(words, `${words}!`) });
    expect(bad.errors).toContain('SEAL_PASSPHRASE_DIFFERS');
    const nobody = await world.run([...create, '--replace']);
    expect(nobody.errors).toContain('SLUICE_SIGNING_PASSPHRASE');
    expect(nobody.code).toBe(1);
  });

  it('trusts and forgets a key by name, and says when a file is none', async () => {
    const { publicKey } = openKey();
    const file = await world.write('enterprise.pem', publicKey.pem);
    const trust = ['key', 'trust', file, '--name', 'Enterprise'];
    expect((await world.run(trust)).output).toContain(publicKey.keyId);
    expect((await world.run(trust)).errors).toContain('SEAL_KEY_TRUSTED');
    expect((await world.run(['key', 'distrust', 'Enterprise', '--json'])).code).toBe(0);
    expect((await world.run(['key', 'list'])).output).toContain('No key is trusted.');
    const none = await world.run(['key', 'trust', world.path('nowhere.pem'), '--name', 'x']);
    expect(none.errors).toContain('SEAL_KEY_FILE_UNREADABLE');
    expect(none.errors).toContain('it does not exist');
  });

  it('refuses a key that others may read, in both languages', async () => {
    await world.run(['key', 'create', '--name', 'Lab'], { variables });
    await chmod(world.path('state', 'keys', 'signing-key.json'), 0o644);
    const { errors, code } = await world.run(['key', 'show']);
    expect(errors).toMatch(/SEAL_KEY_EXPOSED: Other users .* \(mode 644\)/);
    expect(code).toBe(1);
    expect((await world.run(['--lang', 'zh', 'key', 'show'])).errors).toContain('本机其他用户可以读取');
  });

  it('knows no flag for a passphrase', async () => {
    const { errors } = await world.run(['key', 'create', '--name', 'x', '--passphrase', 'secret']);
    expect(errors).toContain('CLI_OPTION_UNKNOWN');
    await expect(readFile(world.path('state', 'keys', 'signing-key.json'))).rejects.toThrow('ENOENT');
  });
});

describe('when a line is typed and not shown', () => {
  const typed = (...keys: string[]): [string, string] => {
    const line = hiddenLine();
    let state = '';
    for (const key of keys) state = line.take(Buffer.from(key));
    return [line.text(), state];
  };

  it('ends with Enter, takes back with Backspace and Ctrl-U', () => {
    expect(typed('a', 'b', 'c')).toEqual(['abc', 'typing']);
    expect(typed('abx\u007fc\r')).toEqual(['abc', 'entered']);
    expect(typed('wrong', '\u0015right\n')).toEqual(['right', 'entered']);
    expect(typed('\b\babc\u0004')).toEqual(['abc', 'entered']);
  });

  it('gives up with Ctrl-C', () => {
    expect(typed('abc\u0003')[1]).toBe('given up');
  });

  it('takes characters of several bytes in whatever pieces, and no arrow keys', () => {
    const line = hiddenLine();
    const bytes = Buffer.from('口令\u001b[D\u001bOAß\u007f');
    for (const byte of bytes.subarray(0, 6)) line.take(Buffer.from([byte]));
    line.take(bytes.subarray(6));
    expect(line.text()).toBe('口令');
  });
});

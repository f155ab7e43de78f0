import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { blobPath } from '../../../core/archive/index.ts';
import { encodeHeader, headerSize, splitName } from '../../../core/archive/tar/encode.ts';
import { decodeHeader } from '../../../core/archive/tar/decode.ts';
import { paddingFor } from '../../../core/archive/tar/format.ts';
import { parsePax } from '../../../core/archive/tar/extensions.ts';
import { haveTar, listTar, writeTar } from '../../support/archive-tar.ts';
import { temporaryFolder, testBlob } from '../../support/archive-world.ts';

const place = { file: 'mirror_000001.tar', offset: 0 };
const hex = 'ab'.repeat(32);
/** Names that ustar, the prefix field and PAX have to carry between them. */
const names = [
  'isc_2026-01-02T03:04:05Z',
  blobPath(testBlob(3, 1).digest),
  `docker/registry/v2/repositories/${'long-operator-name/'.repeat(4)}image/_manifests/tags/v1/index/sha256/${hex}/link`,
  `docker/registry/v2/repositories/${'p'.repeat(120)}/_manifests/tags/${hex}/index/sha256/${hex}/link`,
  `working-dir/${'x'.repeat(120)}`,
  'working-dir/helm/charts/café-1.0.tgz',
  'a'.repeat(100),
  `${'d'.repeat(155)}/${'f'.repeat(100)}`,
  `${'d'.repeat(156)}/${'f'.repeat(100)}`,
];

describe('when a header is written', () => {
  it('takes one block for every blob, with the path divided over name and prefix', () => {
    const name = blobPath(testBlob(3, 1).digest);
    expect(name.length).toBeGreaterThan(100);
    const block = encodeHeader(name, 1234, 0);
    expect(block.length).toBe(512);
    const header = decodeHeader(block, place);
    expect(header.name.toString()).toBe(name);
    expect(header.size).toBe(1234);
    expect(header.type).toBe('0');
  });

  it('fixes mode and owner, so that equal content gives equal bytes', () => {
    const block = encodeHeader('working-dir/x', 1, 1_700_000_000);
    expect(block.toString('latin1', 100, 124)).toBe('0000644\x000000000\x000000000\0');
    expect(block.toString('latin1', 136, 147)).toBe((1_700_000_000).toString(8).padStart(11, '0'));
    expect(block.equals(encodeHeader('working-dir/x', 1, 1_700_000_000))).toBe(true);
  });

  it('uses an extension header only where ustar cannot hold the name', () => {
    expect(names.map((name) => headerSize(name, 5) > 512)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  it('writes sizes of 8 GiB and more into an extension header', () => {
    const size = 8 * 1024 ** 3;
    expect(encodeHeader('working-dir/x', size - 1, 0).length).toBe(512);
    const bytes = encodeHeader('working-dir/x', size, 0);
    expect(bytes.length).toBe(headerSize('working-dir/x', size));
    const extension = decodeHeader(bytes.subarray(0, 512), place);
    expect(extension.type).toBe('x');
    expect(parsePax(bytes.subarray(512, 512 + extension.size), place)).toEqual({ size });
  });

  it('counts the length of a record that becomes longer by its own count', () => {
    for (let length = 80; length < 120; length += 1) {
      const name = `working-dir/${'é'.repeat(length)}`;
      const bytes = encodeHeader(name, 0, 0);
      const extension = decodeHeader(bytes.subarray(0, 512), place);
      expect(parsePax(bytes.subarray(512, 512 + extension.size), place)).toEqual({ path: name });
    }
  });

  it('never divides a name so that a part is empty or too long', () => {
    const part = fc.stringMatching(/^[a-z0-9-]{1,60}$/);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const name = parts.join('/');
        const split = splitName(name);
        if (split === undefined) return;
        expect(split.name.length).toBeGreaterThan(0);
        expect(split.name.length).toBeLessThanOrEqual(100);
        expect(split.prefix.length).toBeLessThanOrEqual(155);
        expect(split.prefix === '' ? split.name : `${split.prefix}/${split.name}`).toBe(name);
      }),
    );
  });
});

describe('when other programs read what we write', () => {
  const parts = names.flatMap((name, index) => {
    const body = Buffer.from(`content ${index}`);
    return [encodeHeader(name, body.length, 1_700_000_000), body, paddingFor(body.length)];
  });

  it('our strict reader lists the same names, sizes and bodies', async () => {
    const path = join(await temporaryFolder(), 'mirror_000001.tar');
    await writeTar(path, parts);
    const entries = await listTar(path);
    expect(entries.map((entry) => entry.name)).toEqual(names);
    expect(new Set(entries.map((entry) => entry.size))).toEqual(new Set([9]));
    expect(entries.map((entry) => entry.end)).toEqual([
      ...entries.slice(1).map((entry) => entry.start),
      parts.reduce((sum, part) => sum + part.length, 0),
    ]);
  });

  it('tar-stream reads the same names and bodies', async () => {
    const unpack = extract();
    Readable.from([Buffer.concat([...parts, Buffer.alloc(1024)])]).pipe(unpack);
    const seen: string[] = [];
    for await (const entry of unpack) {
      let text = '';
      for await (const bytes of entry) text += String(bytes);
      expect(text).toBe(`content ${seen.length}`);
      seen.push(entry.header.name);
    }
    expect(seen).toEqual(names);
  });

  it.skipIf(!haveTar)('GNU tar lists the same names (skipped where there is no GNU tar)', async () => {
    const path = join(await temporaryFolder(), 'mirror_000001.tar');
    await writeTar(path, parts);
    const listing = execFileSync('tar', ['--quoting-style=literal', '-tf', path]).toString('utf8');
    expect(listing.trimEnd().split('\n')).toEqual(names);
    const verbose = execFileSync('tar', ['--numeric-owner', '--utc', '-tvf', path]).toString('utf8');
    for (const line of verbose.trimEnd().split('\n')) {
      expect(line).toMatch(/^-rw-r--r-- 0\/0 +9 2023-11-14 22:13 /);
    }
  });
});

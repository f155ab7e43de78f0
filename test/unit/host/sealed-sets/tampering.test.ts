import { copyFile, open, readdir, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pushImage } from '../../../support/host-registries.ts';
import { alterManifest, sealedWorld, type SealedWorld } from '../../../support/sealed-world.ts';
import { openKey } from '../../../support/seal-keys.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

let sealed: SealedWorld;
let signed: string;
let other: string;
let count = 0;
beforeAll(async () => {
  sealed = await sealedWorld();
  signed = (await sealed.exportTo('signed')).folder;
  await pushImage(sealed.source, 'lab/app', '1.0', 'moved');
  other = (await sealed.exportTo('other')).folder;
}, 60_000);
afterAll(() => sealed.close());

const manifest = 'sluice-set.json';
const signature = 'sluice-set.json.sig';
const index = 'sluice-index.jsonl';
const chunk = 'mirror_000001.tar';

type Alter = (folder: string) => Promise<unknown>;

/** The alteration is refused under both policies before anything is written; answers what was told. */
async function refusedWith(alter: Alter): Promise<readonly string[]> {
  const folder = await sealed.copyOf(signed, `altered-${++count}`);
  await alter(folder);
  let told: readonly string[] = [];
  for (const setSignature of ['require', 'warn']) {
    const result = await sealed.importFrom(folder, { setSignature });
    expect(result.report).toBeUndefined();
    expect(result.writes).toBe(0);
    told = [result.refused ?? '', ...result.errors];
  }
  await rm(folder, { recursive: true });
  return told;
}

const edit = async (path: string, change: (bytes: Buffer) => Buffer): Promise<void> =>
  writeFile(path, change(await readFile(path)));
const replaceText =
  (file: string, from: string | RegExp, to: string): Alter =>
  (folder) =>
    edit(join(folder, file), (bytes) => {
      const text = bytes.toString('latin1');
      const made = text.replace(from, to);
      expect(made).not.toBe(text);
      return Buffer.from(made, 'latin1');
    });
const signAs = async (folder: string, key: ReturnType<typeof openKey>): Promise<void> =>
  writeFile(join(folder, signature), key.sign(await readFile(join(folder, manifest))));

/** Leads the tag in the chunk to something else that the set holds. */
const moveTag: Alter = async (folder) => {
  const listed = JSON.parse(await readFile(join(folder, manifest), 'utf8')) as {
    closures: Record<string, string[]>;
    images: { digest: string }[];
  };
  const [from = ''] = listed.images.map(({ digest }) => digest);
  const to = listed.closures[from]?.[0] ?? '';
  const bytes = await readFile(join(folder, chunk));
  // The tag's link alone: the revision's names its digest in its path.
  const at = bytes.indexOf('/_manifests/tags/1.0/current/link');
  const body = bytes.indexOf(from, at);
  expect(at).toBeGreaterThan(0);
  bytes.write(to, body, 'latin1');
  await writeFile(join(folder, chunk), bytes);
};

describe('when a signed set was tampered with, nothing of it is pushed', () => {
  const forms: readonly (readonly [what: string, code: string, alter: Alter])[] = [
    ['the signature is gone', 'SEAL_SIGNATURE_MISSING', (folder) => unlink(join(folder, signature))],
    ['the signature is empty', 'SEAL_SIGNATURE_INVALID', (folder) => writeFile(join(folder, signature), '')],
    [
      'the signature is that of another set',
      'SEAL_SIGNATURE_INVALID',
      (folder) => copyFile(join(other, signature), join(folder, signature)),
    ],
    [
      'bytes stand behind the signature',
      'SEAL_SIGNATURE_INVALID',
      (folder) => edit(join(folder, signature), (bytes) => Buffer.concat([bytes, Buffer.from([0])])),
    ],
    [
      'somebody else signed it in the name of the sender',
      'SEAL_SIGNATURE_INVALID',
      (folder) => signAs(folder, openKey()),
    ],
    [
      'the manifest was altered, its checksum with it',
      'SEAL_SIGNATURE_INVALID',
      (folder) => alterManifest(folder, (value) => (value['generation'] = 7)),
    ],
    [
      'the manifest is that of another set',
      'SEAL_SIGNATURE_INVALID',
      (folder) => copyFile(join(other, manifest), join(folder, manifest)),
    ],
    [
      'the manifest was altered',
      'ARCHIVE_MANIFEST_INVALID',
      replaceText(manifest, '"generation": 1', '"generation": 2'),
    ],
    [
      'a blank was put into the manifest',
      'ARCHIVE_MANIFEST_INVALID',
      replaceText(manifest, '"images"', ' "images"'),
    ],
    ['the index is gone', 'SEAL_INDEX_ALTERED', (folder) => unlink(join(folder, index))],
    [
      'the index is that of another set',
      'SEAL_INDEX_ALTERED',
      (folder) => copyFile(join(other, index), join(folder, index)),
    ],
    [
      'the index names another place',
      'SEAL_INDEX_ALTERED',
      replaceText(index, /"offset":512,/, '"offset":1024,'),
    ],
    [
      'the index points outside its chunk',
      'SEAL_INDEX_ALTERED',
      replaceText(index, /"offset":\d+/, '"offset":99999744'),
    ],
    [
      'the index is a link',
      'SEAL_INDEX_ALTERED',
      async (folder) => {
        await rm(join(folder, index));
        await symlink(join(signed, index), join(folder, index));
      },
    ],
    [
      'a chunk lies beside it that it does not list',
      'SEAL_FILE_UNLISTED',
      (folder) => copyFile(join(other, chunk), join(folder, 'mirror_000009.tar')),
    ],
    [
      'a chunk is that of another set',
      'ARCHIVE_INDEX_MISMATCH',
      (folder) => copyFile(join(other, chunk), join(folder, chunk)),
    ],
    ['a chunk is gone', 'ARCHIVE_CHUNK_MISSING', (folder) => unlink(join(folder, chunk))],
    [
      'a chunk is cut',
      'ARCHIVE_CHUNK_SIZE',
      async (folder) => {
        const handle = await open(join(folder, chunk), 'r+');
        await handle.truncate(4096);
        await handle.close();
      },
    ],
    ['a tag in the chunk leads elsewhere', 'SEAL_IMAGE_UNLISTED', moveTag],
    [
      'the configuration beside it was altered',
      'SEAL_FILE_ALTERED',
      (folder) =>
        edit(join(folder, 'imageset-config.yaml'), (bytes) => Buffer.concat([bytes, Buffer.from('#\n')])),
    ],
    [
      'the configuration beside it is a link',
      'SEAL_FILE_ALTERED',
      async (folder) => {
        await rm(join(folder, 'imageset-config.yaml'));
        await symlink(join(signed, 'imageset-config.yaml'), join(folder, 'imageset-config.yaml'));
      },
    ],
  ];
  it.each(forms)('%s: %s', async (_, code, alter) => {
    expect(await refusedWith(alter)).toContain(code);
  });

  it('whichever bit of manifest, signature or index is flipped', async () => {
    const chance = seededRandom('sealed sets');
    const folder = await sealed.copyOf(signed, 'flipped');
    let found = 0;
    const flips = 60;
    for (let flip = 0; flip < flips; flip += 1) {
      const name = [manifest, signature, index][flip % 3] ?? manifest;
      const path = join(folder, name);
      const whole = await readFile(path);
      const copy = Buffer.from(whole);
      const bit = chance.between(0, copy.length * 8 - 1);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await writeFile(path, copy);
      const { report, writes } = await sealed.importFrom(folder, { setSignature: 'warn' });
      if (report === undefined && writes === 0) found += 1;
      await writeFile(path, whole);
    }
    expect(found).toBe(flips);
    expect((await sealed.importFrom(folder, { setSignature: 'require' })).report?.status).toBe('complete');
  });
});

describe('when the signature of a set is not used', () => {
  it('is not looked at: what digests show is all that is asked', async () => {
    const folder = await sealed.copyOf(signed, 'off');
    await unlink(join(folder, signature));
    await unlink(join(folder, index));
    const { report, errors } = await sealed.importFrom(folder, { setSignature: 'off' });
    expect(errors).toEqual([]);
    expect(report?.status).toBe('complete');
    expect(await readdir(folder)).not.toContain(signature);
  });
});

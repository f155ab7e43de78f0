import { copyFile, mkdir, open, readFile, rm, symlink, truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorCode, SignaturePolicy } from '../../core/contract/index.ts';
import { alterManifest } from './sealed-world.ts';
import { openKey } from './seal-keys.ts';

/** A signed set, and others of the same line, as somebody finds them who wants to foist something on the receiver. */
export interface SealedSets {
  readonly signed: string;
  /** Another generation with other content, signed by the same key. */
  readonly other: string;
}

/** One way to tamper with a signed set. */
export interface SealedForm {
  readonly what: string;
  /** What the receiver is told. */
  readonly code: ErrorCode;
  /** In the folder of a copy. */
  readonly alter: (folder: string, sets: SealedSets) => Promise<unknown>;
  /** Policies under which it is refused before anything is written. */
  readonly refusedBy: readonly SignaturePolicy[];
  /** Policies under which it is told before anything is written, and taken. */
  readonly toldBy?: readonly SignaturePolicy[];
}

export const manifest = 'sluice-set.json';
export const signature = 'sluice-set.json.sig';
export const index = 'sluice-index.jsonl';
export const configuration = 'imageset-config.yaml';
const chunk = 'mirror_000001.tar';

type Alter = SealedForm['alter'];

/** Refused by whoever looks at signatures. */
const forged = (what: string, code: ErrorCode, alter: Alter): SealedForm => ({
  what,
  code,
  alter,
  refusedBy: ['require', 'warn'],
});
/** Refused by everybody: the set contradicts itself. */
const broken = (what: string, code: ErrorCode, alter: Alter): SealedForm => ({
  what,
  code,
  alter,
  refusedBy: ['require', 'warn', 'off'],
});
/** Nobody vouches for it: refused where somebody must, told elsewhere. */
const unvouched = (what: string, strict: ErrorCode, told: ErrorCode, alter: Alter): SealedForm[] => [
  { what, code: strict, alter, refusedBy: ['require'] },
  { what, code: told, alter, refusedBy: [], toldBy: ['warn'] },
];

const edit = async (path: string, change: (bytes: Buffer) => Buffer): Promise<void> =>
  writeFile(path, change(await readFile(path)));
const replaceText =
  (file: string, from: string | RegExp, to: string): Alter =>
  (folder) =>
    edit(join(folder, file), (bytes) => {
      const text = bytes.toString('latin1');
      const made = text.replace(from, to);
      if (made === text) throw new Error(`${file} has no ${String(from)}`);
      return Buffer.from(made, 'latin1');
    });
const lines = (change: (lines: string[]) => string[]): Alter => {
  const rewrite = (bytes: Buffer): Buffer => Buffer.from(change(bytes.toString().split(/(?<=\n)/)).join(''));
  return (folder) => edit(join(folder, index), rewrite);
};
const half =
  (file: string): Alter =>
  (folder) =>
    edit(join(folder, file), (bytes) => bytes.subarray(0, bytes.length >> 1));
const gone =
  (...files: string[]): Alter =>
  async (folder) => {
    for (const file of files) await unlink(join(folder, file));
  };
const fromOther =
  (...files: string[]): Alter =>
  async (folder, { other }) => {
    for (const file of files) await copyFile(join(other, file), join(folder, file));
  };
const asLink =
  (file: string): Alter =>
  async (folder, { signed }) => {
    await rm(join(folder, file));
    await symlink(join(signed, file), join(folder, file));
  };
const asFolder =
  (file: string): Alter =>
  async (folder) => {
    await rm(join(folder, file));
    await mkdir(join(folder, file));
  };
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
  if (at < 0) throw new Error('the chunk has no such tag');
  bytes.write(to, bytes.indexOf(from, at), 'latin1');
  await writeFile(join(folder, chunk), bytes);
};

const signatureForms: readonly SealedForm[] = [
  forged('the signature is gone', 'SEAL_SIGNATURE_MISSING', gone(signature)),
  forged('the signature is empty', 'SEAL_SIGNATURE_INVALID', (folder) => truncate(join(folder, signature))),
  forged('the signature is cut', 'SEAL_SIGNATURE_INVALID', half(signature)),
  forged('the signature is that of another set', 'SEAL_SIGNATURE_INVALID', fromOther(signature)),
  forged('the signature is in base64', 'SEAL_SIGNATURE_INVALID', (folder) =>
    edit(join(folder, signature), (bytes) => Buffer.from(bytes.toString('base64'))),
  ),
  forged('bytes stand behind the signature', 'SEAL_SIGNATURE_INVALID', (folder) =>
    edit(join(folder, signature), (bytes) => Buffer.concat([bytes, Buffer.from([0])])),
  ),
  broken('a megabyte stands behind the signature', 'ARCHIVE_FILE_TOO_LARGE', (folder) =>
    edit(join(folder, signature), (bytes) => Buffer.concat([bytes, Buffer.alloc(1024 ** 2)])),
  ),
  forged('somebody else signed it in the name of the sender', 'SEAL_SIGNATURE_INVALID', (folder) =>
    signAs(folder, openKey()),
  ),
];

const manifestForms: readonly SealedForm[] = [
  forged('the manifest was altered, its checksum with it', 'SEAL_SIGNATURE_INVALID', (folder) =>
    alterManifest(folder, (value) => (value['generation'] = 7)),
  ),
  forged('the manifest is that of another set', 'SEAL_SIGNATURE_INVALID', fromOther(manifest)),
  forged(
    'manifest and signature are those of another generation',
    'SEAL_INDEX_ALTERED',
    fromOther(manifest, signature),
  ),
  broken(
    'manifest, signature and index are those of another generation',
    'ARCHIVE_INDEX_MISMATCH',
    fromOther(manifest, signature, index),
  ),
  broken(
    'the manifest was altered',
    'ARCHIVE_MANIFEST_INVALID',
    replaceText(manifest, '"generation": 1', '"generation": 2'),
  ),
  broken(
    'a blank was put into the manifest',
    'ARCHIVE_MANIFEST_INVALID',
    replaceText(manifest, '"images"', ' "images"'),
  ),
  broken('the manifest is cut', 'ARCHIVE_MANIFEST_INVALID', half(manifest)),
];

const indexForms: readonly SealedForm[] = [
  forged('the index is gone', 'SEAL_INDEX_ALTERED', gone(index)),
  forged('the index is cut', 'SEAL_INDEX_ALTERED', half(index)),
  forged('the index is that of another set', 'SEAL_INDEX_ALTERED', fromOther(index)),
  forged(
    'the index names another place',
    'SEAL_INDEX_ALTERED',
    replaceText(index, /"offset":512,/, '"offset":1024,'),
  ),
  forged(
    'the index points outside its chunk',
    'SEAL_INDEX_ALTERED',
    replaceText(index, /"offset":\d+/, '"offset":99999744'),
  ),
  forged(
    'lines of the index changed places',
    'SEAL_INDEX_ALTERED',
    lines((all) => all.toReversed()),
  ),
  forged(
    'a line of the index is gone',
    'SEAL_INDEX_ALTERED',
    lines((all) => all.slice(1)),
  ),
  forged('the index is a link', 'SEAL_INDEX_ALTERED', asLink(index)),
  forged('the index is a folder', 'SEAL_INDEX_ALTERED', asFolder(index)),
];

const chunkForms: readonly SealedForm[] = [
  forged('a chunk lies beside it that it does not list', 'SEAL_FILE_UNLISTED', (folder, { other }) =>
    copyFile(join(other, chunk), join(folder, 'mirror_000009.tar')),
  ),
  broken('a chunk is that of another set', 'ARCHIVE_INDEX_MISMATCH', fromOther(chunk)),
  broken('a chunk is gone', 'ARCHIVE_CHUNK_MISSING', gone(chunk)),
  broken('a chunk is cut', 'ARCHIVE_CHUNK_SIZE', async (folder) => {
    const handle = await open(join(folder, chunk), 'r+');
    await handle.truncate(4096);
    await handle.close();
  }),
  broken('bytes stand behind a chunk', 'ARCHIVE_CHUNK_SIZE', (folder) =>
    edit(join(folder, chunk), (bytes) => Buffer.concat([bytes, Buffer.alloc(512)])),
  ),
  forged('a tag in the chunk leads elsewhere', 'SEAL_IMAGE_UNLISTED', moveTag),
  forged('the configuration beside it was altered', 'SEAL_FILE_ALTERED', (folder) =>
    edit(join(folder, configuration), (bytes) => Buffer.concat([bytes, Buffer.from('#\n')])),
  ),
  forged('the configuration beside it is that of another set', 'SEAL_FILE_ALTERED', (folder) =>
    writeFile(join(folder, configuration), 'kind: ImageSetConfiguration\n'),
  ),
  forged('the configuration beside it is a link', 'SEAL_FILE_ALTERED', asLink(configuration)),
];

const unvouchedForms: readonly SealedForm[] = [
  ...unvouched(
    'manifest, signature and index are gone',
    'SEAL_SIGNATURE_REQUIRED',
    'SEAL_UNSIGNED',
    gone(manifest, signature, index),
  ),
  ...unvouched(
    'it is made out to be unsigned',
    'SEAL_SIGNATURE_REQUIRED',
    'SEAL_UNSIGNED',
    async (folder) => {
      await alterManifest(folder, (value) => delete value['signer']);
      await unlink(join(folder, signature));
    },
  ),
  ...unvouched(
    'a stranger signed it in a name of his own',
    'SEAL_SIGNER_UNKNOWN',
    'SEAL_SIGNER_UNKNOWN',
    async (folder) => {
      const stranger = openKey();
      await alterManifest(folder, (value) => {
        value['signer'] = { keyId: stranger.publicKey.keyId, name: 'Connected site' };
      });
      await signAs(folder, stranger);
    },
  ),
];

/** Every form of a missing, altered, exchanged, foreign or replayed file of a signed set. */
export const sealedForms: readonly SealedForm[] = [
  ...signatureForms,
  ...manifestForms,
  ...indexForms,
  ...chunkForms,
  ...unvouchedForms,
];

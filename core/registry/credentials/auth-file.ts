import { z } from 'zod';
import { SluiceError } from '../../contract/index.ts';
import { type FileSystem, readBounded } from '../../ports/index.ts';
import type { AuthFilePlace } from './auth-file-order.ts';
import { unwrapSecret, unwrapSecretYaml } from './kubernetes-secret.ts';

export interface AuthEntry {
  /** base64 of user:password. */
  readonly auth: string;
  readonly identityToken: string;
  readonly username: string;
  readonly password: string;
}

/** A docker configuration as far as credentials go. */
export interface AuthFile {
  readonly file: string;
  readonly format: 'auths' | 'legacy';
  readonly entries: ReadonlyMap<string, AuthEntry>;
  readonly credHelpers: ReadonlyMap<string, string>;
  /** '' when there is none. */
  readonly credsStore: string;
}

const sizeLimit = 1024 * 1024;

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const entryForm = z
  .object({ auth: text, identitytoken: text, username: text, password: text })
  .nullable()
  .transform((entry) => ({
    auth: entry?.auth ?? '',
    identityToken: entry?.identitytoken ?? '',
    username: entry?.username ?? '',
    password: entry?.password ?? '',
  }));
const entriesForm = z.record(z.string(), entryForm);
const currentForm = z.object({
  auths: entriesForm.nullish(),
  credHelpers: z.record(z.string(), z.string()).nullish(),
  credsStore: text,
});

/**
 * Reads and checks one auth file; undefined when it is absent and nobody named it. A Kubernetes Secret is
 * unwrapped. A broken file is an error, not a miss (registry-client.md C10).
 * Throws the CREDENTIALS_FILE_ codes, CREDENTIALS_SECRET_EMPTY. No message quotes the content.
 */
export async function readAuthFile(fs: FileSystem, place: AuthFilePlace): Promise<AuthFile | undefined> {
  const content = await readText(fs, place);
  return content === undefined ? undefined : parseAuthFile(content, place.file, place.format);
}

export function parseAuthFile(content: string, file: string, format: AuthFile['format']): AuthFile {
  const document = parseJson(content);
  const secret = document.ok ? unwrapSecret(document.value, file) : unwrapSecretYaml(content, file);
  if (secret !== undefined) return toAuthFile(parseJson(secret.text), file, secret.format);
  return toAuthFile(document, file, format);
}

function toAuthFile(document: ParsedJson, file: string, format: AuthFile['format']): AuthFile {
  if (!document.ok) throw failure('CREDENTIALS_FILE_SYNTAX', file);
  const current = currentForm.safeParse(format === 'legacy' ? { auths: document.value } : document.value);
  if (!current.success) {
    const path = current.error.issues[0]?.path.map(String).join('.') ?? '';
    throw failure('CREDENTIALS_FILE_SHAPE', file, { key: path === '' ? file : path });
  }
  return {
    file,
    format,
    entries: new Map(Object.entries(current.data.auths ?? {})),
    credHelpers: new Map(Object.entries(current.data.credHelpers ?? {})),
    credsStore: current.data.credsStore,
  };
}

type ParsedJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/** The parser's own error is dropped: it quotes the text around the fault. */
function parseJson(content: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(content) as unknown };
  } catch {
    return { ok: false };
  }
}

async function readText(fs: FileSystem, { file, source }: AuthFilePlace): Promise<string | undefined> {
  try {
    return (await readBounded(fs, file, sizeLimit)).toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof RangeError) throw failure('CREDENTIALS_FILE_TOO_LARGE', file, { limit: sizeLimit });
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (reason !== 'ENOENT') throw failure('CREDENTIALS_FILE_UNREADABLE', file, { reason });
    if (source !== undefined) throw failure('CREDENTIALS_FILE_MISSING', file, { source });
    return undefined;
  }
}

function failure(
  code:
    | 'CREDENTIALS_FILE_MISSING'
    | 'CREDENTIALS_FILE_UNREADABLE'
    | 'CREDENTIALS_FILE_TOO_LARGE'
    | 'CREDENTIALS_FILE_SYNTAX'
    | 'CREDENTIALS_FILE_SHAPE',
  file: string,
  params: Readonly<Record<string, string | number>> = {},
): SluiceError {
  return new SluiceError(code, { params: { file, ...params }, stage: 'configure', affected: [file] });
}

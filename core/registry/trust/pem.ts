import { X509Certificate, createPrivateKey } from 'node:crypto';
import { SluiceError } from '../../contract/index.ts';
import { type FileSystem, readBounded } from '../../ports/index.ts';

const sizeLimit = 16 * 1024 * 1024;

/** The certificates of a bundle, each on its own, and how many blocks could not be read. */
export interface Bundle {
  readonly certificates: readonly string[];
  readonly unreadable: number;
}

export function readBundle(text: string): Bundle {
  const blocks = certificateBlocks(text);
  const certificates = blocks.filter(isCertificate);
  return { certificates, unreadable: blocks.length - certificates.length };
}

/** Two expressions that only go forward: one for a whole block would search the rest of the text for each beginning without an end. */
function certificateBlocks(text: string): readonly string[] {
  const begin = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/g;
  const end = /-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;
  const blocks: string[] = [];
  for (let first = begin.exec(text); first !== null; first = begin.exec(text)) {
    end.lastIndex = begin.lastIndex;
    if (end.exec(text) === null) break;
    blocks.push(text.slice(first.index, end.lastIndex));
    begin.lastIndex = end.lastIndex;
  }
  return blocks;
}

/** For files that somebody put there for a purpose: one bad block is an error. Throws TRUST_PEM_MALFORMED. */
export function requireCertificates(text: string, file: string): readonly string[] {
  const { certificates, unreadable } = readBundle(text);
  if (certificates.length > 0 && unreadable === 0) return certificates;
  throw malformed(file, 'CERTIFICATE');
}

/** Throws TRUST_PEM_MALFORMED for anything but an unencrypted private key. */
export function requirePrivateKey(text: string, file: string): string {
  try {
    createPrivateKey(text);
    return text;
  } catch {
    // OpenSSL's message is dropped: nothing of a key file belongs in a message.
    throw malformed(file, 'PRIVATE KEY');
  }
}

/** Throws TRUST_FILE_UNREADABLE, also when the file is absent. */
export async function readPem(fs: FileSystem, file: string): Promise<string> {
  try {
    return (await readBounded(fs, file, sizeLimit)).toString('utf8');
  } catch (error) {
    const reason =
      error instanceof RangeError ? 'EFBIG' : ((error as NodeJS.ErrnoException).code ?? 'unknown');
    throw new SluiceError('TRUST_FILE_UNREADABLE', {
      params: { file, reason },
      stage: 'configure',
      affected: [file],
      cause: error,
    });
  }
}

function isCertificate(block: string): boolean {
  try {
    return new X509Certificate(block).raw.length > 0;
  } catch {
    return false;
  }
}

function malformed(file: string, expected: string): SluiceError {
  return new SluiceError('TRUST_PEM_MALFORMED', {
    params: { file, expected },
    stage: 'configure',
    affected: [file],
  });
}

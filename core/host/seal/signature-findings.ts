import { indexName, manifestName, signatureName } from '../../archive/index.ts';
import type { ErrorCode, Finding, SetSignature, SignaturePolicy } from '../../contract/index.ts';

/** What the policy says of a set's signature. */
export interface SignatureQuestion {
  readonly signature: SetSignature;
  readonly policy: SignaturePolicy;
  readonly directory: string;
  /** Whether any key is trusted: where none is, signatures are not used, and that there is none is no warning. */
  readonly anyTrusted: boolean;
}

/**
 * `require`: only a trusted signature will do. `warn`: what is forged is refused, what nobody vouches for is told.
 * `off`: nothing is asked.
 */
export function signatureFindings(question: SignatureQuestion): Finding[] {
  const { signature, policy, directory, anyTrusted } = question;
  if (policy === 'off') return [];
  const { state, keyId = '', name = '' } = signature;
  const strict = policy === 'require';
  const told = (
    level: Finding['level'],
    code: ErrorCode,
    params: Finding['params'],
    file: string,
  ): Finding[] => [{ level, code, params, affected: [file] }];
  switch (state) {
    case 'trusted':
      return [];
    case 'unknown':
      return told(strict ? 'error' : 'warning', 'SEAL_SIGNER_UNKNOWN', { name, keyId }, signatureName);
    case 'unsigned':
      if (strict) return told('error', 'SEAL_SIGNATURE_REQUIRED', { directory }, directory);
      return told(anyTrusted ? 'warning' : 'note', 'SEAL_UNSIGNED', { directory }, directory);
    case 'missing':
      return told('error', 'SEAL_SIGNATURE_MISSING', { name, file: signatureName }, signatureName);
    case 'invalid': {
      const params = { signature: signatureName, file: manifestName, name };
      return told('error', 'SEAL_SIGNATURE_INVALID', params, manifestName);
    }
  }
}

/** That a set is signed, and by whom, is told as well: evidence needs a line for what is in order. */
export function signedNote({ state, keyId = '', name = '' }: SetSignature): Finding[] {
  if (state !== 'trusted') return [];
  return [{ level: 'note', code: 'CHECK_SET_SIGNED', params: { name, keyId }, affected: [] }];
}

/** Findings of an unsigned set that are worse in one that somebody vouched for. */
const worse: Partial<Readonly<Record<ErrorCode, (finding: Finding) => Finding>>> = {
  ARCHIVE_INDEX_ABSENT: () => indexAltered,
  ARCHIVE_INDEX_INVALID: () => indexAltered,
  ARCHIVE_CHUNK_FOREIGN: ({ params, affected }) => ({
    level: 'error',
    code: 'SEAL_FILE_UNLISTED',
    params,
    affected,
  }),
};

const indexAltered: Finding = {
  level: 'error',
  code: 'SEAL_INDEX_ALTERED',
  params: { file: indexName },
  affected: [indexName],
};

/** The findings of an opened set as they count when it is signed: without its index the chunks speak for themselves. */
export function asSigned(problems: readonly Finding[]): Finding[] {
  return problems.map((problem) => worse[problem.code]?.(problem) ?? problem);
}

import type { ErrorArea } from './text.ts';

/** References, digests, and the manifests they name. */
export const referenceErrors = {
  DIGEST_INVALID: {
    en: {
      what: '"{text}" is not a digest.',
      next: 'A digest is sha256: followed by 64 lower-case hexadecimal characters (or sha512: and 128). Correct it where it was written.',
    },
    zh: {
      what: '“{text}”不是有效的摘要。',
      next: '摘要应为 sha256: 加 64 位小写十六进制字符（或 sha512: 加 128 位）。请在原处更正。',
    },
  },
} as const satisfies ErrorArea;

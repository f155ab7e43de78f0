import { createHash } from 'node:crypto';
import { failed } from '../fault.ts';
import type { Dict } from '../value.ts';
import {
  fixed,
  type FunctionContext,
  type FunctionTable,
  type TemplateFunction,
  variadic,
} from './define.ts';

/**
 * Random text, keys and certificates end in secrets, and what is rendered here is only searched for images and
 * then forgotten. So nothing random is made: the same chart renders to the same text.
 */
const stable = 'sluice';
const unmade =
  '-----BEGIN PLACEHOLDER-----\nnot made: charts are only rendered to find images\n-----END PLACEHOLDER-----\n';

function letters(count: bigint, alphabet: string, { budget }: FunctionContext): string {
  if (count < 0n) throw failed('negative length');
  budget.characters(Number(count));
  const seed = createHash('sha512').update(stable).digest();
  return Array.from(
    { length: Number(count) },
    (_, at) => alphabet[(seed[at % seed.length] ?? 0) % alphabet.length] ?? '',
  ).join('');
}

function random(alphabet: string): TemplateFunction {
  return fixed(['int'], ([count], context) => letters(count, alphabet, context));
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

const certificate = variadic([], 'any', (): Dict => {
  return new Map([
    ['Cert', unmade],
    ['Key', unmade],
  ]);
});
const text = variadic([], 'any', () => unmade);

/** The functions of the sprig library for random text, keys and certificates. */
export const secretFunctions: FunctionTable = {
  randAlphaNum: random(lower + lower.toUpperCase() + digits),
  randAlpha: random(lower + lower.toUpperCase()),
  randAscii: random(lower + digits),
  randNumeric: random(digits),
  randBytes: fixed(['int'], ([count], context) =>
    Buffer.from(letters(count, lower, context)).toString('base64'),
  ),
  randInt: fixed(['int', 'int'], ([from]) => from),
  shuffle: fixed(['string'], ([given]) => given),
  uuidv4: fixed([], () => '00000000-0000-4000-8000-000000000000'),
  bcrypt: text,
  htpasswd: text,
  derivePassword: text,
  genPrivateKey: text,
  encryptAES: text,
  decryptAES: text,
  buildCustomCert: certificate,
  genCA: certificate,
  genCAWithKey: certificate,
  genSelfSignedCert: certificate,
  genSelfSignedCertWithKey: certificate,
  genSignedCert: certificate,
  genSignedCertWithKey: certificate,
};

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Recorded cases lie outside the project; a checkout without them skips the tests that replay them. */
const sharedFolder = process.env['SLUICE_SHARED'] ?? join(import.meta.dirname, '..', '..', '..', 'shared');

export interface RegistriesConfVector {
  readonly id: string;
  readonly title: string;
  readonly conf: string;
  readonly dropins: Readonly<Record<string, string>>;
  readonly cases: readonly {
    readonly ref: string;
    readonly endpoints: readonly string[];
    readonly blocked?: readonly string[];
    readonly pings: readonly string[];
    readonly error?: string;
  }[];
}

export interface AuthVector {
  readonly id: string;
  readonly title: string;
  readonly files: Readonly<Record<string, unknown>>;
  readonly ref: string;
  readonly challenge: 'basic' | 'bearer';
  readonly options: { readonly authfile?: string; readonly env: Readonly<Record<string, string>> };
  readonly expect: string | readonly string[];
  readonly error?: string;
}

export const registriesConfVectors = load<RegistriesConfVector>('registries-conf-vectors.json');
export const authVectors = load<AuthVector>('registry-auth-vectors.json');

/** For the name of a suite that may be skipped. */
export function vectorNote(vectors: readonly unknown[]): string {
  return vectors.length > 0 ? '' : ' (skipped: the recorded vectors are not beside this checkout)';
}

function load<Vector>(name: string): readonly Vector[] {
  const file = join(sharedFolder, 'vectors', name);
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }).vectors;
}

import { SluiceError, type ErrorCode, type ErrorParameters, type Finding } from '../../contract/index.ts';

/** Something wrong with a catalogue or with what is asked of it: an error of a run, or a finding when browsing. */
export interface Fault {
  readonly code: ErrorCode;
  readonly params: ErrorParameters;
  /** `package`, `package/channel`, or the names of bundles. */
  readonly affected: readonly string[];
}

export function asError({ code, params, affected }: Fault): SluiceError {
  return new SluiceError(code, { params, affected, stage: 'collect' });
}

export function asFinding({ code, params, affected }: Fault, level: Finding['level']): Finding {
  return { level, code, params, affected };
}

const shownNames = 8;

/** Names for a sentence: not more than a person reads. */
export function someOf(names: Iterable<string>): string {
  const all = [...names];
  const left = all.length - shownNames;
  return left > 0 ? `${all.slice(0, shownNames).join(', ')} … (+${left})` : all.join(', ');
}

/** Code-unit order, as oc-mirror sorts names. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

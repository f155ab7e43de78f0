import { SluiceError } from '../../contract/index.ts';

/** A day or a time, as RFC 3339. Throws CLI_VALUE_INVALID. */
export function dateOf<Name extends string>(
  flag: string,
  name: Name,
  text: string | undefined,
): Partial<Record<Name, string>> {
  if (text === undefined) return {};
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = isDay || /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) ? Date.parse(text) : Number.NaN;
  const iso = Number.isNaN(time) ? '' : new Date(time).toISOString();
  if (!iso.startsWith(text.slice(0, 10))) throw valueInvalid(flag, text, 'yyyy-MM-dd');
  return { [name]: iso } as Partial<Record<Name, string>>;
}

export function valueInvalid(flag: string, value: string, takes: string): SluiceError {
  return new SluiceError('CLI_VALUE_INVALID', {
    params: { flag, message: `"${value.slice(0, 200)}" (${takes})` },
    stage: 'configure',
  });
}

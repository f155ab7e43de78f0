import { settingsSchema, type Settings } from '../../contract/index.ts';

/** What holds until somebody chooses otherwise. */
export const defaultSettings: Settings = {
  site: null,
  language: 'system',
  theme: 'system',
  density: 'comfortable',
  motion: 'system',
  updateService: '',
  signatureStore: '',
  graphData: '',
  proxies: { http: '', https: '', no: '' },
  workers: null,
  retryTimes: null,
  onlyNamedHosts: true,
  setSignature: 'warn',
  person: '',
};

export type SettingKey = keyof Settings;
export const settingKeys = Object.keys(defaultSettings) as readonly SettingKey[];

/** Settings as they stand in a file: with keys that this version does not know. */
export type KeptSettings = Readonly<Record<string, unknown>>;

/** The values of a file that this version understands, and the keys whose value it does not. */
export interface ReadSettings {
  readonly values: Partial<Settings>;
  readonly unusable: readonly SettingKey[];
}

/** Key by key: one value that a newer or older version wrote does not cost the others. */
export function readValues(kept: KeptSettings): ReadSettings {
  const values: Record<string, unknown> = {};
  const unusable: SettingKey[] = [];
  for (const key of settingKeys) {
    if (!Object.hasOwn(kept, key)) continue;
    const checked = settingsSchema.shape[key].safeParse(kept[key]);
    if (checked.success) values[key] = checked.data;
    else unusable.push(key);
  }
  return { values, unusable };
}

/** The text of a settings file, parsed; undefined when it is none. */
export function parseKept(text: string): KeptSettings | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isMap ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

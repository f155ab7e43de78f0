import type { AppInfo, CommandInput, Settings } from '../../../core/contract/index.ts';

/** Browser mode on a machine with drives, as pages are told of it. */
export const sampleInfo: AppInfo = {
  version: '0.1.0',
  contractVersion: 1,
  shell: 'browser',
  platform: 'linux',
  hostname: 'bastion',
  stateFolder: '/state',
  capabilities: {
    nativeDialogs: false,
    notifications: false,
    powerSave: false,
    drives: true,
    eject: true,
    secretStore: 'session',
  },
  role: 'controller',
};

/** A connected machine in English, everything else as it is when nobody changed it. */
export const sampleSettings: Settings = {
  site: 'connected',
  language: 'en',
  theme: 'light',
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

/** Settings with what a page changed, as the host keeps them: a key without a value changes nothing. */
export function changedSettings(settings: Settings, patch: CommandInput<'settings.update'>): Settings {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  return { ...settings, ...(Object.fromEntries(given) as Partial<Settings>) };
}

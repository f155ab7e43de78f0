import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { SluiceError, type Finding, type Settings, type SettingsView } from '../../contract/index.ts';
import { writeDurably } from '../../ports/index.ts';
import type { EventHub } from '../app/event-hub.ts';
import type { SettingsPatch, SettingsStore } from '../app/settings-store.ts';
import type { Vault } from '../credentials/vault.ts';
import type { HostServices } from '../services.ts';
import { checkSettings } from './check-settings.ts';
import { defaultSettings, readValues, settingKeys } from './kept-settings.ts';
import { hideProxyPasswords, maskedProxy, withProxyPasswords } from './proxy-passwords.ts';
import { readAdministrator, readKept, readOwn } from './settings-files.ts';

export interface SettingsStoreOptions {
  readonly services: Pick<HostServices, 'fs' | 'clock'>;
  /** The application's own folder. */
  readonly folder: string;
  /** Values set here by the machine's administrator hold for everybody. */
  readonly administratorFile: string;
  /** Where passwords of proxies are kept: never in the settings file. */
  readonly vault: Vault;
  readonly events: Pick<EventHub, 'publish'>;
}

/** The store, and what was odd in the files when it was opened. */
export interface OpenedSettings {
  readonly store: SettingsStore;
  readonly findings: readonly Finding[];
}

/**
 * Opens the settings of this machine. Never fails: a damaged file is put aside and the defaults hold,
 * which is told. Keys that a newer version wrote stay in the file.
 */
export async function openSettings(options: SettingsStoreOptions): Promise<OpenedSettings> {
  const { folder, events, vault, administratorFile } = options;
  const { fs, clock } = options.services;
  const file = join(folder, 'settings.json');
  const administrator = await readAdministrator(fs, administratorFile);
  const fixed = readValues(administrator.kept).values;
  const locked = settingKeys.filter((key) => Object.hasOwn(fixed, key));
  const own = await readOwn(fs, file, clock.now());
  let kept = own.kept;

  /** As in the file: passwords of proxies are stars. */
  const stored = (): Settings => ({ ...defaultSettings, ...readValues(kept).values, ...fixed });
  const view = (): SettingsView => {
    const settings = stored();
    const { http, https, no } = settings.proxies;
    const proxies = { http: maskedProxy(http), https: maskedProxy(https), no };
    return { settings: { ...settings, proxies }, locked, file };
  };

  const save = async (changed: Partial<Settings>): Promise<SettingsView> => {
    const { proxies } = changed;
    const hidden = proxies === undefined ? {} : { proxies: await hideProxyPasswords(proxies, vault) };
    // Another process of this user may have written meanwhile: only the keys of the patch are ours.
    const next = { ...((await readKept(fs, file)) ?? kept), ...changed, ...hidden };
    try {
      await fs.mkdir(folder, { recursive: true, mode: 0o700 });
      await writeDurably(fs, file, `${JSON.stringify(next, null, 2)}\n`, 0o600);
    } catch (cause) {
      const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
      throw new SluiceError('SETTINGS_NOT_SAVED', {
        params: { file, reason },
        stage: 'application',
        affected: [file],
        cause,
      });
    }
    kept = next;
    const saved = view();
    events.publish('settings.changed', saved);
    return saved;
  };

  let queue: Promise<unknown> = Promise.resolve();
  const store: SettingsStore = {
    current: () => {
      const settings = stored();
      return { ...settings, proxies: withProxyPasswords(settings.proxies, vault) };
    },
    view,
    update: async (patch) => {
      const changed = changesOf(patch, view().settings);
      const refused = locked.find((key) => Object.hasOwn(changed, key));
      if (refused !== undefined) {
        const params = { key: refused, file: administratorFile };
        throw new SluiceError('SETTINGS_LOCKED', { params, stage: 'application' });
      }
      checkSettings(changed);
      if (Object.keys(changed).length === 0) return view();
      const saving = queue.then(() => save(changed));
      queue = saving.catch(() => undefined);
      return await saving;
    },
  };
  return { store, findings: [...administrator.findings, ...own.findings] };
}

/** A page sends back what it was shown: only what differs from that was meant. */
function changesOf(patch: SettingsPatch, shown: Settings): Partial<Settings> {
  const changed: Record<string, unknown> = {};
  for (const key of settingKeys) {
    if (patch[key] !== undefined && !isDeepStrictEqual(patch[key], shown[key])) changed[key] = patch[key];
  }
  return changed;
}

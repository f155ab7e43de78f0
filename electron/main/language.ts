import { commands, type HostEvent, type Language, type Settings } from '../../core/contract/index.ts';
import type { Host } from '../../core/host/index.ts';
import { chooseLanguage } from './words.ts';

/** The language of menu and dialogs, as set in the page. */
export interface FollowedLanguage {
  now(): Language;
  /** Reads the setting. */
  read(host: Pick<Host, 'dispatch'>): Promise<void>;
  /** Gives whether the event has changed it. */
  follow(event: HostEvent): boolean;
}

export function followLanguage(systemLocale: string): FollowedLanguage {
  let current = chooseLanguage('system', systemLocale);
  const take = ({ language }: Settings): boolean => {
    const before = current;
    current = chooseLanguage(language, systemLocale);
    return current !== before;
  };
  return {
    now: () => current,
    read: async (host) => {
      const result = await host.dispatch(
        { command: 'settings.get', input: {} },
        { caller: { id: 'window', role: 'controller' }, signal: new AbortController().signal },
      );
      // Without it the system's language stays; the page tells what is wrong with the settings.
      if (result.ok) take(commands['settings.get'].output.parse(result.value).settings);
    },
    follow: ({ topic, payload }) =>
      topic === 'settings.changed' && 'settings' in payload && take(payload.settings),
  };
}

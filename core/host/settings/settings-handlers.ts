import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';

/** `settings.*`. */
export function settingsHandlers({ settings }: Pick<Desk, 'settings'>): HandlersOf<'settings'> {
  return {
    'settings.get': () => Promise.resolve(settings.view()),
    'settings.update': (patch) => settings.update(patch),
  };
}

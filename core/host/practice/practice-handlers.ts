import type { HandlersOf } from '../app/handlers.ts';
import type { PracticeControl } from './practice-control.ts';

/** `practice.*`. */
export function practiceHandlers(practice: PracticeControl): HandlersOf<'practice'> {
  return {
    'practice.status': () => Promise.resolve(practice.state()),
    'practice.start': () => practice.start(),
    'practice.stop': () => practice.stop(),
    'practice.reset': () => practice.reset(),
  };
}

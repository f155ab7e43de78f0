import { describe, expect, it } from 'vitest';
import { pathPurposes, topics, type HostEvent, type Job } from '../../../core/contract/index.ts';
import { createCloseGuard } from '../../../electron/main/close-guard.ts';
import { menuTemplate } from '../../../electron/main/menu.ts';
import { openDialogOptions } from '../../../electron/main/ports/dialogs.ts';
import { keepAwakePort } from '../../../electron/main/ports/keep-awake.ts';
import { notifyPort } from '../../../electron/main/ports/notify.ts';
import { secretsPort } from '../../../electron/main/ports/secrets.ts';
import { createTaskbar, stateOf } from '../../../electron/main/taskbar.ts';
import { chooseLanguage, wordsOf } from '../../../electron/main/words.ts';
import { sampleOf } from '../../support/contract-samples.ts';

describe('closing', () => {
  const guarded = (
    busy: boolean,
    answer: boolean | 'fails',
  ): { steps: string[]; guard: ReturnType<typeof createCloseGuard> } => {
    const steps: string[] = [];
    const guard = createCloseGuard({
      busy: () => busy,
      ask: () => {
        steps.push('ask');
        return answer === 'fails' ? Promise.reject(new Error('no window')) : Promise.resolve(answer);
      },
      closeHost: () => Promise.resolve(void steps.push('host')),
      exit: () => void steps.push('exit'),
    });
    return { steps, guard };
  };

  it('asks nothing when nothing runs', async () => {
    const { steps, guard } = guarded(false, false);
    await guard.end();
    expect(steps).toEqual(['host', 'exit']);
  });

  it('asks when a job runs: interrupt it, or stay', async () => {
    const stay = guarded(true, false);
    await stay.guard.end();
    expect(stay.steps).toEqual(['ask']);
    await stay.guard.end();
    expect(stay.steps).toEqual(['ask', 'ask']);
    const end = guarded(true, true);
    await end.guard.end();
    expect(end.steps).toEqual(['ask', 'host', 'exit']);
  });

  it('stays when the question cannot be asked', async () => {
    const { steps, guard } = guarded(true, 'fails');
    await guard.end();
    expect(steps).toEqual(['ask']);
  });

  it('does not ask again when the page has', async () => {
    const { steps, guard } = guarded(true, false);
    await guard.end({ asked: true });
    expect(steps).toEqual(['host', 'exit']);
  });

  it('asks once however often the window is closed, and holds it until the host has ended', async () => {
    const { steps, guard } = guarded(true, true);
    const events = [1, 2, 3].map(() => {
      const event = { prevented: false, preventDefault: () => void (event.prevented = true) };
      guard.onClose(event);
      return event;
    });
    await expect.poll(() => steps).toEqual(['ask', 'host', 'exit']);
    expect(events.every(({ prevented }) => prevented)).toBe(true);
    const last = { preventDefault: () => expect.unreachable() };
    guard.onClose(last);
  });
});

describe('the store for secrets', () => {
  const store = (available: boolean, backend: 'basic_text' | 'gnome_libsecret' | 'kwallet6' | 'unknown') => ({
    isAsyncEncryptionAvailable: () => Promise.resolve(available),
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(`<${text}>`)),
    decryptStringAsync: (bytes: Buffer) =>
      Promise.resolve({ result: String(bytes).slice(1, -1), shouldReEncrypt: false }),
  });

  it.each(['gnome_libsecret', 'kwallet6'] as const)('is the keyring %s', async (backend) => {
    const port = await secretsPort(store(true, backend), 'linux');
    const kept = await port?.encrypt('hunter2');
    expect(String(kept)).toBe('<hunter2>');
    expect(await port?.decrypt(kept ?? Buffer.alloc(0))).toBe('hunter2');
  });

  it('is absent where it would be a known password, or nothing', async () => {
    expect(await secretsPort(store(true, 'basic_text'), 'linux')).toBeUndefined();
    expect(await secretsPort(store(true, 'unknown'), 'linux')).toBeUndefined();
    expect(await secretsPort(store(false, 'gnome_libsecret'), 'linux')).toBeUndefined();
    const broken = {
      ...store(true, 'kwallet6'),
      isAsyncEncryptionAvailable: () => Promise.reject(new Error('dbus')),
    };
    expect(await secretsPort(broken, 'linux')).toBeUndefined();
  });

  it('has no such question elsewhere', async () => {
    expect(await secretsPort(store(true, 'unknown'), 'darwin')).toBeDefined();
  });
});

describe('the other ports', () => {
  it('keep the machine awake until told not to, once', () => {
    const calls: string[] = [];
    const port = keepAwakePort({
      start: (type) => {
        calls.push(type);
        return 5;
      },
      stop: (id) => {
        calls.push(`stop ${id}`);
        return true;
      },
    });
    const end = port('job');
    end();
    end();
    expect(calls).toEqual(['prevent-app-suspension', 'stop 5']);
  });

  it('notify only when the window is not in sight; a click shows it', () => {
    const shown: string[] = [];
    let click: () => void = () => undefined;
    class Notification {
      static isSupported = (): boolean => true;
      readonly text: string;
      constructor({ title, body }: { title: string; body: string }) {
        this.text = `${title}: ${body}`;
      }
      show(): void {
        shown.push(this.text);
      }
      on(_name: 'click', listener: () => void): void {
        click = listener;
      }
    }
    let inSight = true;
    const notify = notifyPort(Notification, { inSight: () => inSight, show: () => shown.push('window') });
    notify?.({ title: 'a', body: 'b' });
    inSight = false;
    notify?.({ title: 'c', body: 'd' });
    click();
    expect(shown).toEqual(['c: d', 'window']);
    const none = Object.assign(class extends Notification {}, { isSupported: () => false });
    expect(notifyPort(none, { inSight: () => false, show: () => undefined })).toBeUndefined();
  });

  it.each(pathPurposes)('ask for %s in a dialog that fits', (purpose) => {
    const options = openDialogOptions(purpose, 'zh');
    expect(options.title).toMatch(/\p{Script=Han}/u);
    const wanted = purpose.endsWith('-file') ? 'openFile' : 'openDirectory';
    expect(options.properties).toContain(wanted);
    expect(options.properties).not.toContain('multiSelections');
  });
});

describe('the taskbar', () => {
  const job = (kind: Job['state']['kind'], fraction: number, id = 'a'): Job => {
    const { job: sample } = sampleOf(topics['job.snapshot']) as { job: Job };
    return { ...sample, id, state: { kind } as Job['state'], progress: { ...sample.progress, fraction } };
  };
  const snapshot = (made: Job): HostEvent => ({ topic: 'job.snapshot', seq: 1, payload: { job: made } });

  it('shows whole percents of what runs, then of what is paused, else nothing', () => {
    expect(stateOf([job('paused', 0.5), job('running', 0.129)])).toEqual({ fraction: 0.12, mode: 'normal' });
    expect(stateOf([job('paused', 0.5)])).toEqual({ fraction: 0.5, mode: 'paused' });
    expect(stateOf([job('succeeded', 1)])).toEqual({ fraction: -1, mode: 'none' });
    expect(stateOf([job('running', 7)]).fraction).toBe(1);
  });

  it('changes only when there is something to see', () => {
    const taskbar = createTaskbar();
    expect(taskbar(snapshot(job('running', 0.101)))).toEqual({ fraction: 0.1, mode: 'normal' });
    expect(taskbar(snapshot(job('running', 0.102)))).toBeUndefined();
    expect(taskbar({ topic: 'drives.changed', seq: 1, payload: {} })).toBeUndefined();
    expect(taskbar({ topic: 'job.removed', seq: 1, payload: { jobId: 'a' } })).toEqual({
      fraction: -1,
      mode: 'none',
    });
  });
});

describe('menu and words', () => {
  const labels = (language: 'en' | 'zh', platform: NodeJS.Platform, packaged: boolean): string[] =>
    menuTemplate({ language, platform, packaged, onQuit: () => undefined }).flatMap(({ label, submenu }) => [
      label ?? '',
      ...(Array.isArray(submenu) ? submenu.flatMap((item) => item.label ?? []) : []),
    ]);

  it.each(['linux', 'win32', 'darwin'] as const)(
    'has an end and the editing on %s, in both languages',
    (platform) => {
      for (const key of ['quit', 'copy', 'paste', 'selectAll', 'zoomIn'] as const) {
        expect(labels('en', platform, true)).toContain(wordsOf('en')[key]);
        expect(labels('zh', platform, true)).toContain(wordsOf('zh')[key]);
      }
    },
  );

  it('has developer tools only before it is packaged', () => {
    expect(labels('en', 'linux', true)).not.toContain('Developer tools');
    expect(labels('en', 'linux', false)).toContain('Developer tools');
  });

  it('has every word in both languages', () => {
    expect(Object.keys(wordsOf('zh')).sort()).toEqual(Object.keys(wordsOf('en')).sort());
    for (const [key, text] of Object.entries(wordsOf('zh'))) expect(text, key).toMatch(/\p{Script=Han}/u);
  });

  it('follows the setting, else the system', () => {
    expect(chooseLanguage('zh', 'en-US')).toBe('zh');
    expect(chooseLanguage('system', 'zh-TW')).toBe('zh');
    expect(chooseLanguage('system', 'de')).toBe('en');
  });
});

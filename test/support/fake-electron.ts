import { EventEmitter } from 'node:events';
import type { ElectronApi } from '../../electron/main/electron-api.ts';

type Listener = (...args: unknown[]) => unknown;

/** Everything that the program asked Electron to do, in order. */
export interface ElectronRecord {
  readonly steps: string[];
  readonly windows: FakeWindow[];
  readonly menus: unknown[];
  readonly boxes: unknown[][];
  readonly exits: number[];
  readonly progress: unknown[];
  readonly handlers: Map<string, Listener>;
  readonly schemes: unknown[];
  /** Handlers of the window's session, by what sets them. */
  readonly session: Record<string, unknown>;
  readonly app: EventEmitter;
  /** What the user answers to a question. */
  answer: number;
  /** What the user picks in a dialog. */
  picked: string | undefined;
}

export interface FakeElectronOptions {
  readonly packaged?: boolean;
  readonly locale?: string;
  readonly appPath?: string;
  readonly alone?: boolean;
  readonly backend?: string;
  readonly encryption?: boolean;
}

export class FakeContents extends EventEmitter {
  readonly id = 7;
  readonly sent: unknown[][] = [];
  reloads = 0;
  openHandler: Listener | undefined;
  url = '';
  setWindowOpenHandler(handler: Listener): void {
    this.openHandler = handler;
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
  isCrashed(): boolean {
    return false;
  }
  reload(): void {
    this.reloads += 1;
  }
  loadURL(url: string): Promise<void> {
    this.url = url;
    return Promise.resolve();
  }
}

export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: unknown;
  shown = 0;
  focused = true;
  progress: unknown[] = [];
  constructor(options: unknown) {
    super();
    this.options = options;
  }
  show(): void {
    this.shown += 1;
  }
  focus(): void {
    this.focused = true;
  }
  isDestroyed(): boolean {
    return false;
  }
  isMinimized(): boolean {
    return false;
  }
  isVisible(): boolean {
    return this.shown > 0;
  }
  isFocused(): boolean {
    return this.focused;
  }
  setProgressBar(...state: unknown[]): void {
    this.progress.push(state);
  }
}

/** Electron’s parts, as far as they are used; what they do is written down. */
export function fakeElectron(options: FakeElectronOptions = {}): {
  api: ElectronApi;
  record: ElectronRecord;
} {
  const emitter = new EventEmitter();
  const record: ElectronRecord = {
    steps: [],
    windows: [],
    menus: [],
    boxes: [],
    exits: [],
    progress: [],
    handlers: new Map(),
    schemes: [],
    session: {},
    app: emitter,
    answer: 0,
    picked: undefined,
  };
  const step =
    (name: string) =>
    (...args: unknown[]): void => {
      record.steps.push(name);
      record.session[name] = args[0];
    };
  class Window extends FakeWindow {
    constructor(setting: unknown) {
      super(setting);
      record.steps.push('new BrowserWindow');
      record.windows.push(this);
      emitter.emit('web-contents-created', {}, this.webContents);
    }
  }
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: step('setPermissionRequestHandler'),
    setPermissionCheckHandler: step('setPermissionCheckHandler'),
    setDevicePermissionHandler: step('setDevicePermissionHandler'),
    setDisplayMediaRequestHandler: step('setDisplayMediaRequestHandler'),
    setSpellCheckerEnabled: step('setSpellCheckerEnabled'),
    webRequest: { onBeforeRequest: step('onBeforeRequest') },
    protocol: {
      handle: (scheme: string, handler: Listener) => {
        record.steps.push(`handle ${scheme}`);
        record.handlers.set(scheme, handler);
      },
    },
  });
  const on = (name: string, listener: Listener): void => {
    record.steps.push(`on ${name}`);
    emitter.on(name, listener);
  };
  const api = {
    app: {
      isPackaged: options.packaged ?? false,
      on,
      enableSandbox: step('enableSandbox'),
      requestSingleInstanceLock: () => {
        record.steps.push('requestSingleInstanceLock');
        return options.alone ?? true;
      },
      whenReady: () => {
        record.steps.push('whenReady');
        return Promise.resolve().then(() => void record.steps.push('ready'));
      },
      getAppPath: () => options.appPath ?? '/nowhere',
      getLocale: () => options.locale ?? 'en-US',
      exit: (code: number) => {
        record.steps.push('exit');
        record.exits.push(code);
      },
    },
    BrowserWindow: Window,
    dialog: {
      showErrorBox: (...texts: string[]) => void record.boxes.push(texts),
      showMessageBox: (_window: unknown, question: unknown) => {
        record.boxes.push([question]);
        return Promise.resolve({ response: record.answer });
      },
      showOpenDialog: (...args: unknown[]) => {
        record.boxes.push(args);
        const { picked } = record;
        return Promise.resolve({
          canceled: picked === undefined,
          filePaths: picked === undefined ? [] : [picked],
        });
      },
    },
    ipcMain: {
      handle: (channel: string, handler: Listener) => void record.handlers.set(channel, handler),
      removeHandler: (channel: string) => void record.handlers.delete(channel),
      on: (channel: string, handler: Listener) => void record.handlers.set(channel, handler),
      removeListener: (channel: string) => void record.handlers.delete(channel),
    },
    Menu: {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: (menu: unknown) => void record.menus.push(menu),
    },
    nativeTheme: { shouldUseDarkColors: false },
    Notification: { isSupported: () => false },
    powerSaveBlocker: { start: () => 1, stop: () => undefined },
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown) => {
        record.steps.push('registerSchemesAsPrivileged');
        record.schemes.push(schemes);
      },
    },
    safeStorage: {
      isAsyncEncryptionAvailable: () => Promise.resolve(options.encryption ?? false),
      getSelectedStorageBackend: () => options.backend ?? 'basic_text',
      encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(text)),
      decryptStringAsync: (bytes: Buffer) =>
        Promise.resolve({ result: String(bytes), shouldReEncrypt: false }),
    },
    session: {
      fromPartition: (name: string) => {
        record.steps.push(`fromPartition ${name}`);
        return session;
      },
    },
  };
  return { api: api as unknown as ElectronApi, record };
}

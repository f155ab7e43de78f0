import { fakeElectron } from './fake-electron.ts';

// Stands in for the package `electron` when the finished program is run in plain Node. What the page would send
// comes as lines of JSON on the standard input; answers go to the standard output.
const { api, record } = fakeElectron({ appPath: process.env['SLUICE_TEST_ROOT'] ?? '' });
export const {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
} = api;

const event = { sender: { id: 7 }, senderFrame: { url: 'app://bundle/', parent: null } };

interface Wish {
  readonly channel: string;
  readonly message: unknown;
}

let rest = '';
process.stdin.setEncoding('utf8').on('data', (text: string) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) void answer(JSON.parse(line) as Wish);
});

async function answer({ channel, message }: Wish): Promise<void> {
  if (channel === 'close') {
    record.windows[0]?.emit('close', { preventDefault: () => undefined });
    while (record.exits.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    process.exit(record.exits[0]);
  }
  while (!record.handlers.has(channel)) {
    if (record.boxes.length > 0) throw new Error(String(record.boxes[0]));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const handler = record.handlers.get(channel);
  const given = channel === 'app' ? await asText(handler?.(message)) : await handler?.(event, message);
  process.stdout.write(`${JSON.stringify(given)}\n`);
}

async function asText(response: unknown): Promise<unknown> {
  const { status, headers, text } = await (response as Promise<Response>).then(async (found) => ({
    status: found.status,
    headers: Object.fromEntries(found.headers),
    text: await found.text(),
  }));
  return { status, headers, text };
}

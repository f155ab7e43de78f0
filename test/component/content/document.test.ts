import { describe, expect, it } from 'vitest';
import type { CommandOutput } from '../../../core/contract/index.ts';
import {
  createDocument,
  formStateOf,
  type Delay,
  type DocumentStore,
} from '../../../renderer/src/features/content/document/create-document.ts';
import { startHistory } from '../../../renderer/src/stores/text-history.ts';
import { remote, type FakeClient } from '../support/fake-client.ts';
import { applyEdits, contentClient, describe as describeYaml, yamlOf } from './fake-content.ts';

interface Waiting {
  readonly delay: Delay;
  /** Lets the rest pass that is waited for. */
  rest(): void;
}

function waiting(): Waiting {
  let due: (() => void) | undefined;
  return {
    delay: (_milliseconds, run) => {
      due = run;
      return () => {
        if (due === run) due = undefined;
      };
    },
    rest: () => due?.(),
  };
}

async function opened(
  client: FakeClient,
  text = yamlOf(),
): Promise<{ readonly document: DocumentStore; readonly time: Waiting }> {
  const time = waiting();
  const document = createDocument(client, startHistory(text), time.delay);
  document.getState().check();
  await settle();
  return { document, time };
}

/** Lets everything that is under way without a timer come to its end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

const text = (document: DocumentStore): string => document.getState().history.present;
const graph = (document: DocumentStore): boolean | undefined => document.getState().model?.graph;

describe('a configuration that forms and an editor share', () => {
  it('takes the text that a form’s edit gives, without asking again', async () => {
    const client = contentClient();
    const { document } = await opened(client);
    expect(await document.getState().apply([{ kind: 'graph', value: true }])).toBe(true);
    expect(text(document)).toBe(yamlOf({ graph: true }));
    expect(graph(document)).toBe(true);
    expect(client.inputsOf('config.describe').length).toBe(1);
    expect(formStateOf(document.getState())).toEqual({ kind: 'ready' });
  });

  it('asks about typed text once it rests, and updates the forms', async () => {
    const client = contentClient();
    const { document, time } = await opened(client);
    document.getState().type('{');
    document.getState().type(yamlOf({ graph: true }));
    expect(formStateOf(document.getState())).toEqual({ kind: 'checking' });
    expect(client.inputsOf('config.describe').length).toBe(1);
    time.rest();
    await settle();
    expect(client.inputsOf('config.describe').length).toBe(2);
    expect(graph(document)).toBe(true);
  });

  it('keeps the last valid model while the text has errors, and every letter of the text', async () => {
    const { document, time } = await opened(contentClient(), yamlOf({ graph: true }));
    document.getState().type('{\n!broken');
    time.rest();
    await settle();
    expect(formStateOf(document.getState())).toEqual({ kind: 'errors', line: 2 });
    expect(graph(document)).toBe(true);
    expect(text(document)).toBe('{\n!broken');
  });

  it('applies edits one after the other, each to what the one before made', async () => {
    const { document } = await opened(contentClient());
    const { apply } = document.getState();
    await Promise.all([
      apply([{ kind: 'graph', value: true }]),
      apply([{ kind: 'kubeVirt', value: true }]),
      apply([{ kind: 'archiveSize', gib: 3 }]),
    ]);
    expect(text(document)).toBe(yamlOf({ graph: true, kubeVirt: true, archiveSize: 3 }));
  });

  it('applies an edit to the newer text when somebody typed meanwhile', async () => {
    const answers: ((value: CommandOutput<'config.apply'>) => void)[] = [];
    const client = contentClient({
      'config.apply': () => new Promise((resolve) => void answers.push(resolve)),
    });
    const { document } = await opened(client);
    const done = document.getState().apply([{ kind: 'graph', value: true }]);
    await settle();
    document.getState().type(yamlOf({ kubeVirt: true }));
    answers[0]?.(applyEdits(yamlOf(), [{ kind: 'graph', value: true }]));
    await settle();
    expect(client.inputsOf('config.apply').map(({ yaml }) => yaml)).toEqual([
      yamlOf(),
      yamlOf({ kubeVirt: true }),
    ]);
    answers[1]?.(applyEdits(yamlOf({ kubeVirt: true }), [{ kind: 'graph', value: true }]));
    expect(await done).toBe(true);
    expect(text(document)).toBe(yamlOf({ graph: true, kubeVirt: true }));
  });

  it('does not believe an answer about a text that is gone', async () => {
    const answers: ((value: CommandOutput<'config.describe'>) => void)[] = [];
    const client = contentClient({
      'config.describe': () => new Promise((resolve) => void answers.push(resolve)),
    });
    const { document, time } = await opened(client);
    document.getState().type(yamlOf({ graph: true }));
    time.rest();
    answers[1]?.(describeYaml(yamlOf({ graph: true })));
    answers[0]?.(describeYaml(yamlOf()));
    await settle();
    expect(graph(document)).toBe(true);
  });

  it('goes back and forth across forms and typing', async () => {
    const { document, time } = await opened(contentClient());
    document.getState().type(yamlOf({ kubeVirt: true }));
    time.rest();
    await settle();
    await document.getState().apply([{ kind: 'graph', value: true }]);
    document.getState().undo();
    expect(text(document)).toBe(yamlOf({ kubeVirt: true }));
    await settle();
    expect(graph(document)).toBe(false);
    document.getState().undo();
    expect(text(document)).toBe(yamlOf());
    document.getState().redo();
    document.getState().redo();
    await settle();
    expect(graph(document)).toBe(true);
  });

  it('says so when an edit or a check fails, changes nothing, and mends when asked again', async () => {
    const client = contentClient({
      'config.apply': () => {
        throw remote('CONFIG_TOO_LARGE', { size: 1, limit: 0 });
      },
    });
    const { document } = await opened(client);
    expect(await document.getState().apply([{ kind: 'graph', value: true }])).toBe(false);
    expect(document.getState()).toMatchObject({ isApplying: false, error: { code: 'CONFIG_TOO_LARGE' } });
    expect(text(document)).toBe(yamlOf());
    document.getState().check();
    await settle();
    expect(document.getState().error).toBeUndefined();
  });

  it('gives up what is under way when it is closed, without an error', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const client = contentClient({
      'config.apply': (_input, signal) => {
        signals.push(signal);
        return new Promise((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(new Error('gone'))),
        );
      },
    });
    const { document } = await opened(client);
    const done = document.getState().apply([{ kind: 'graph', value: true }]);
    await settle();
    document.getState().close();
    expect(await done).toBe(false);
    expect(signals[0]?.aborted).toBe(true);
    expect(document.getState().error).toBeUndefined();
  });
});

import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { collectHelm, type CollectHelmInput, type HelmInputs } from '../../../core/helm/index.ts';
import { type Clock, systemClock } from '../../../core/ports/index.ts';
import { chartYaml, packChart, podOf, type ChartTree } from '../../support/helm-charts.ts';
import { chart, repositoryAt } from '../../support/helm-repository.ts';

/** Uses up the steps that a chart may take, which is some seconds of work. */
const loops =
  '{{ range until 1000 }}{{ range until 1000 }}{{ range until 1000 }}x{{ end }}{{ end }}{{ end }}';
const pod = podOf('quay.io/x/y:1');

/** A repository of charts, each with one template. */
async function inputOf(templates: Readonly<Record<string, string>>): Promise<CollectHelmInput> {
  const packed = new Map<string, Buffer>();
  for (const [name, template] of Object.entries(templates)) {
    const tree: ChartTree = { 'Chart.yaml': chartYaml(name, '1.0.0'), 'templates/a.yaml': template };
    packed.set(name, await packChart(tree));
  }
  const notAskedFor = (): Promise<never> => Promise.reject(new Error('not asked for'));
  const inputs: HelmInputs = {
    index: notAskedFor,
    remembering: () => inputs,
    wholeRepository: notAskedFor,
    chart: async (_, { name }) => ({ name, version: '1.0.0', bytes: packed.get(name) ?? Buffer.alloc(0) }),
    localChart: notAskedFor,
  };
  const repository = repositoryAt(
    'https://charts.example.com',
    ...[...packed.keys()].map((name) => chart(name)),
  );
  return { helm: { repositories: [repository], local: [] }, inputs, layout: 'oc-mirror' };
}

/** Runs `work` and says which threads it started. */
async function threadsOf(work: () => Promise<unknown>): Promise<readonly Worker[]> {
  const started: Worker[] = [];
  const note = (worker: Worker): void => void started.push(worker);
  process.on('worker', note);
  try {
    await work();
  } finally {
    process.off('worker', note);
  }
  return started;
}

describe('a chart that is made to be costly', () => {
  it('lets other work go on, is told, and leaves the other charts alone', async () => {
    let turns = 0;
    let over = false;
    const count = (): void => {
      turns += 1;
      if (!over) setTimeout(count, 1);
    };
    const options = {
      // Asked when the chart is about to be rendered.
      values: ({ name }: { readonly name: string }): undefined => {
        if (name === 'hostile') setTimeout(count, 1);
      },
    };
    const collected = await collectHelm({ ...(await inputOf({ hostile: loops, good: pod })), options });
    over = true;
    expect(collected.errors.map(({ code, affected }) => [code, ...affected])).toEqual([
      ['HELM_TEMPLATE_LIMIT', 'repo/hostile'],
    ]);
    expect(collected.records.map(({ origin }) => origin)).toEqual(['quay.io/x/y:1']);
    // Rendered in this thread, it would leave one or two.
    expect(turns).toBeGreaterThan(10);
  });

  it('is given up after two minutes; the next has a thread of its own', async () => {
    const input = await inputOf({ slow: pod, good: pod });
    const slept: number[] = [];
    // The first sleep is over at once: opening the first chart takes too long.
    const clock: Clock = {
      ...systemClock,
      sleep: async (milliseconds, signal) => {
        slept.push(milliseconds);
        if (slept.length > 1) await systemClock.sleep(milliseconds, signal);
      },
    };
    let collected: Awaited<ReturnType<typeof collectHelm>> | undefined;
    const threads = await threadsOf(async () => {
      collected = await collectHelm({ ...input, clock });
    });
    expect(slept[0]).toBe(120_000);
    expect(collected?.errors.map(({ code, params, affected }) => ({ code, params, affected }))).toEqual([
      {
        code: 'HELM_CHART_TOO_DEMANDING',
        params: { chart: 'slow 1.0.0', seconds: 120 },
        affected: ['repo/slow'],
      },
    ]);
    expect(collected?.charts.map(({ name }) => name)).toEqual(['good']);
    // A thread that has ended has no number.
    expect(threads.map(({ threadId }) => threadId)).toEqual([-1, -1]);
  });

  it('is let go at once when nobody waits for it any more', async () => {
    const caller = new AbortController();
    const input = await inputOf({ hostile: loops });
    const threads = await threadsOf(async () => {
      const options = {
        values: (): undefined => void setImmediate(() => caller.abort(new Error('given up'))),
      };
      await expect(collectHelm({ ...input, options, signal: caller.signal })).rejects.toThrow('given up');
    });
    expect(threads.map(({ threadId }) => threadId)).toEqual([-1]);
  });

  it('starts no thread when there is no chart', async () => {
    expect(
      await threadsOf(async () =>
        collectHelm({ ...(await inputOf({})), helm: { repositories: [], local: [] } }),
      ),
    ).toEqual([]);
  });
});

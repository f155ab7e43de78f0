import '@patternfly/react-core/dist/styles/base.css';
import '../../../../renderer/src/theme/theme.css';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createHashRouter, RouterProvider } from 'react-router';
import { LiveRegion } from '../../../../renderer/src/components/live-region.tsx';
import { RunScreen } from '../../../../renderer/src/features/run/run-screen.tsx';
import { createI18n } from '../../../../renderer/src/i18n/index.ts';
import { attachEvents } from '../../../../renderer/src/stores/attach-events.ts';
import { ServicesProvider } from '../../../../renderer/src/stores/context.tsx';
import { createStores } from '../../../../renderer/src/stores/stores.ts';
import { createBenchHost, jobId } from './bench-client.ts';

/** What the script that measures calls. */
export interface BenchPage {
  /** Updates every `interval` milliseconds for `duration`; gives the times between frames, milliseconds. */
  measure(interval: number, duration: number): Promise<number[]>;
}

const query = new URLSearchParams(location.search);
const host = createBenchHost(Number(query.get('images') ?? 5000), Number(query.get('changing') ?? 60));
const stores = createStores(host.client);
attachEvents(stores, host.client);
const i18n = await createI18n('en');
const root = document.getElementById('root');
if (root === null) throw new RangeError('the page has no #root');
const router = createHashRouter([
  {
    path: '*',
    element: (
      <LiveRegion>
        <RunScreen jobId={jobId} />
      </LiveRegion>
    ),
  },
]);
createRoot(root).render(
  <I18nextProvider i18n={i18n}>
    <ServicesProvider services={{ client: host.client, stores }}>
      <RouterProvider router={router} />
    </ServicesProvider>
  </I18nextProvider>,
);

const bench: BenchPage = {
  measure: async (interval, duration) => {
    const frames: number[] = [];
    let last = performance.now();
    let running = true;
    const frame = (now: number): void => {
      frames.push(now - last);
      last = now;
      if (running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const timer = setInterval(() => {
      performance.mark('sluice-update');
      host.tick();
    }, interval);
    await new Promise((resolve) => setTimeout(resolve, duration));
    running = false;
    clearInterval(timer);
    return frames.slice(1);
  },
};
Object.assign(globalThis, { bench });

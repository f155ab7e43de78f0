import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(cleanup);

// A busy machine is slow, not wrong: what never comes still fails, a little later.
configure({ asyncUtilTimeout: 10_000 });

// Not in happy-dom, and asked for by PatternFly and React Flow.
globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
} as never;

// What a failing query prints of the document: the roles say more than a thousand lines of markup.
process.env['DEBUG_PRINT_LIMIT'] = '0';

// happy-dom lays nothing out: every element is as wide and high as the window, so that PatternFly shows its wide form.
Object.defineProperty(HTMLElement.prototype, 'clientWidth', {
  get: () => window.innerWidth,
  configurable: true,
});
Object.defineProperty(HTMLElement.prototype, 'clientHeight', {
  get: () => window.innerHeight,
  configurable: true,
});

import { describe, expect, it } from 'vitest';
import { progressSchema, SluiceError, type Finding, type RunEvent } from '../../../core/contract/index.ts';
import { watchingClock } from '../../../core/host/clock-watch.ts';
import { countedProgress } from '../../../core/host/counted-progress.ts';
import { inPhase, toMessage } from '../../../core/host/observer.ts';
import { rateMeter, sampled } from '../../../core/host/progress-sampler.ts';
import type { Clock, HttpDoor, HttpRequest } from '../../../core/ports/index.ts';
import { createProgress } from '../../../core/transfer/index.ts';

function steppingClock(): Clock & { advance(milliseconds: number): void } {
  let time = 0;
  return {
    now: () => new Date('2026-03-01T12:00:00Z'),
    monotonic: () => time,
    sleep: () => Promise.resolve(),
    advance: (milliseconds) => void (time += milliseconds),
  };
}

describe('when images are counted', () => {
  it('tells at most ten times a second, and always the last', () => {
    const events: RunEvent[] = [];
    const clock = steppingClock();
    const tell = countedProgress((event) => void events.push(event), clock, 'resolve');
    for (let done = 1; done <= 1000; done++) {
      clock.advance(1);
      tell(done, 1000);
    }
    expect(events.length).toBeLessThanOrEqual(11);
    const last = events.at(-1);
    expect(last?.type === 'progress' && last.progress.imagesDone).toBe(1000);
    for (const event of events) if (event.type === 'progress') progressSchema.parse(event.progress);
  });
});

describe('when bytes are sampled', () => {
  it('ends with the whole truth, failed or not', async () => {
    const events: RunEvent[] = [];
    const progress = createProgress();
    const work = sampled(
      { clock: steppingClock(), observer: (event) => void events.push(event), phase: 'transfer', progress },
      () => {
        progress.counters.bytesTotal = 10;
        progress.counters.bytesDone = 7;
        return Promise.reject(new Error('stop'));
      },
    );
    await expect(work).rejects.toThrow('stop');
    expect(events.at(-1)).toMatchObject({ progress: { bytesDone: 7, bytesTotal: 10 } });
  });

  it('never shows a negative rate when a blob starts again', () => {
    const clock = steppingClock();
    const rate = rateMeter(clock);
    clock.advance(1000);
    expect(rate(1000)).toBe(1000);
    clock.advance(1000);
    expect(rate(200)).toBeGreaterThanOrEqual(0);
    expect(rate(200)).toBeLessThan(1000);
  });
});

describe('when a phase fails', () => {
  it('is ended all the same', async () => {
    const events: RunEvent[] = [];
    const work = inPhase(
      (event) => void events.push(event),
      'collect',
      () => Promise.reject(new Error('x')),
    );
    await expect(work).rejects.toThrow();
    expect(events.map((event) => event.type === 'phase' && event.state)).toEqual(['start', 'end']);
  });
});

describe('when a failure crosses a boundary', () => {
  it('keeps code, place and what is affected', () => {
    const error = new SluiceError('IMAGE_NOT_FOUND', {
      params: { image: 'a', repository: 'b', tag: 'c' },
      stage: 'resolve',
      side: 'source',
      affected: ['a'],
    });
    expect(toMessage(error)).toMatchObject({
      code: 'IMAGE_NOT_FOUND',
      stage: 'resolve',
      side: 'source',
      affected: ['a'],
    });
  });

  it('gives an unknown error a code of its own', () => {
    expect(toMessage(new TypeError('odd'))).toMatchObject({
      code: 'HOST_UNEXPECTED',
      params: { message: 'odd' },
    });
  });
});

describe('when a host’s clock is compared', () => {
  const door = (date: string): HttpDoor => ({
    request: () =>
      Promise.resolve({ status: 200, headers: { date } }) as unknown as ReturnType<HttpDoor['request']>,
    close: () => Promise.resolve(),
  });
  const ask = (host: string): HttpRequest => ({
    method: 'GET',
    url: new URL(`https://${host}/v2/`),
    lane: 'small',
  });

  it('tells a difference once for each host', async () => {
    const findings: Finding[] = [];
    const watched = watchingClock(
      door('Sun, 01 Mar 2026 14:00:00 GMT'),
      steppingClock(),
      (finding) => void findings.push(finding),
    );
    for (const host of ['a.test', 'a.test', 'b.test']) await watched.request(ask(host));
    expect(findings.map((finding) => finding.params['host'])).toEqual(['a.test', 'b.test']);
    expect(findings[0]).toMatchObject({
      code: 'CLOCK_SKEWED',
      level: 'warning',
      params: { difference: '120 min' },
    });
  });

  it('says nothing when they agree, or the header is rubbish', async () => {
    const findings: Finding[] = [];
    const tell = (finding: Finding): void => void findings.push(finding);
    await watchingClock(door('Sun, 01 Mar 2026 12:00:30 GMT'), steppingClock(), tell).request(ask('a.test'));
    await watchingClock(door('yesterday'), steppingClock(), tell).request(ask('a.test'));
    expect(findings).toEqual([]);
  });
});

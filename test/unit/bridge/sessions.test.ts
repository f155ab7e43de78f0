import { describe, expect, it } from 'vitest';
import { createLockout } from '../../../core/bridge/lockout.ts';
import { createOneTimeCodes } from '../../../core/bridge/one-time-codes.ts';
import { createSessions } from '../../../core/bridge/sessions.ts';
import { sessionCodePattern, SluiceError } from '../../../core/contract/index.ts';
import { systemServices } from '../../../core/host/index.ts';
import { handClock } from '../../support/paths-world.ts';

const { random } = systemServices();
const minute = 60_000;
const hour = 60 * minute;
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'passed';
  } catch (error) {
    return error instanceof SluiceError ? error.code : String(error);
  }
};

describe('one-time codes', () => {
  it('are 192 random bits and open one page', () => {
    const codes = createOneTimeCodes({ clock: handClock(), random });
    const code = codes.next();
    expect(code).toMatch(sessionCodePattern);
    codes.redeem(code);
    expect(codeOf(() => codes.redeem(code))).toBe('BRIDGE_CODE_USED');
  });

  it('are void when there is a newer one', () => {
    const codes = createOneTimeCodes({ clock: handClock(), random });
    const [first, second] = [codes.next(), codes.next()];
    expect(codeOf(() => codes.redeem(first))).toBe('BRIDGE_CODE_UNKNOWN');
    expect(codeOf(() => codes.redeem(second))).toBe('passed');
  });

  it('are void after half an hour', async () => {
    const clock = handClock();
    const codes = createOneTimeCodes({ clock, random });
    const code = codes.next();
    await clock.advance(30 * minute);
    expect(codeOf(() => codes.redeem(code))).toBe('BRIDGE_CODE_UNKNOWN');
  });

  it('are not even looked at after ten wrong ones, for a time that grows', async () => {
    const clock = handClock();
    const codes = createOneTimeCodes({ clock, random });
    const good = codes.next();
    for (let guess = 0; guess < 10; guess++) {
      expect(codeOf(() => codes.redeem('x'.repeat(32)))).toBe('BRIDGE_CODE_UNKNOWN');
    }
    expect(codeOf(() => codes.redeem(good))).toBe('BRIDGE_LOCKED');
    await clock.advance(30_000);
    expect(codeOf(() => codes.redeem('x'.repeat(32)))).toBe('BRIDGE_CODE_UNKNOWN');
    await clock.advance(30_000);
    expect(codeOf(() => codes.redeem(good))).toBe('BRIDGE_LOCKED');
    await clock.advance(30_000);
    expect(codeOf(() => codes.redeem(good))).toBe('passed');
  });

  it('work at once again when somebody at the terminal asks for a new one', () => {
    const codes = createOneTimeCodes({ clock: handClock(), random });
    for (let guess = 0; guess < 12; guess++) codeOf(() => codes.redeem('y'));
    expect(codeOf(() => codes.redeem(codes.next()))).toBe('passed');
  });
});

describe('the lock after failures', () => {
  it('doubles from half a minute to an hour, and says how long', async () => {
    const clock = handClock();
    const lockout = createLockout(clock);
    const locked: number[] = [];
    for (let failure = 0; failure < 20; failure++) {
      lockout.failed();
      try {
        lockout.check();
      } catch (error) {
        const { seconds } = (error as SluiceError).params;
        locked.push(Number(seconds));
        await clock.advance(Number(seconds) * 1000);
      }
    }
    expect(locked.slice(0, 8)).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600]);
    expect(locked.at(-1)).toBe(3600);
    lockout.reset();
    lockout.failed();
    expect(() => lockout.check()).not.toThrow();
  });
});

describe('sessions', () => {
  const world = (): {
    clock: ReturnType<typeof handClock>;
    sessions: ReturnType<typeof createSessions>;
    changes: () => number;
  } => {
    const clock = handClock();
    let changes = 0;
    const sessions = createSessions({ clock, random }, () => (changes += 1));
    return { clock, sessions, changes: () => changes };
  };

  it('are known by their bearer and by nothing else', () => {
    const { sessions } = world();
    const { token, session } = sessions.open();
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(sessions.authenticate(`Bearer ${token}`)).toBe(session);
    for (const wrong of [
      undefined,
      '',
      token,
      `Basic ${token}`,
      `bearer ${token}`,
      `Bearer  ${token}`,
      `Bearer ${token} `,
      `Bearer ${token}x`,
      `Bearer ${token.slice(0, -1)}`,
      `Bearer ${session.id}`,
    ]) {
      expect(
        codeOf(() => sessions.authenticate(wrong)),
        String(wrong),
      ).toMatch(/BRIDGE_SESSION_UNKNOWN/);
    }
  });

  it('lock out those who guess, never those who know', () => {
    const { sessions } = world();
    const { token } = sessions.open();
    for (let guess = 0; guess < 10; guess++) codeOf(() => sessions.authenticate(`Bearer ${'z'.repeat(43)}`));
    expect(codeOf(() => sessions.authenticate(`Bearer ${'z'.repeat(43)}`))).toBe('BRIDGE_LOCKED');
    expect(codeOf(() => sessions.authenticate(`Bearer ${token}`))).toBe('passed');
  });

  it('end after a night without use, but not while their page listens', async () => {
    const { clock, sessions } = world();
    const idle = sessions.open();
    const listening = sessions.open();
    const detach = listening.session.attach();
    await clock.advance(12 * hour + 1);
    expect(codeOf(() => sessions.authenticate(`Bearer ${idle.token}`))).toBe('BRIDGE_SESSION_UNKNOWN');
    expect(idle.session.ended.aborted).toBe(true);
    expect(codeOf(() => sessions.authenticate(`Bearer ${listening.token}`))).toBe('passed');
    detach();
    await clock.advance(12 * hour + 1);
    expect(codeOf(() => sessions.authenticate(`Bearer ${listening.token}`))).toBe('BRIDGE_SESSION_UNKNOWN');
  });

  it('give control to the first page; a second looks on until it takes over', () => {
    const { sessions, changes } = world();
    const first = sessions.open().session;
    first.attach();
    const second = sessions.open().session;
    expect([first.role(), second.role()]).toEqual(['controller', 'viewer']);
    sessions.takeControl(second);
    expect([first.role(), second.role()]).toEqual(['viewer', 'controller']);
    expect(changes()).toBe(2);
    sessions.takeControl(second);
    expect(changes()).toBe(2);
  });

  it('give control to a new page at once when the one that had it has said goodbye', () => {
    const { sessions } = world();
    const first = sessions.open().session;
    const detach = first.attach();
    sessions.leave(first);
    // Its stream still stands: a duplicated tab may have the same session.
    expect(sessions.open().session.role()).toBe('viewer');
    detach();
    expect(first.role()).toBe('controller');
    const later = sessions.open().session;
    expect([first.role(), later.role()]).toEqual(['viewer', 'controller']);
  });

  it('leave control to a page that was only loaded anew', () => {
    const { sessions } = world();
    const { token, session } = sessions.open();
    const detach = session.attach();
    sessions.leave(session);
    detach();
    expect(sessions.authenticate(`Bearer ${token}`).role()).toBe('controller');
    expect(sessions.open().session.role()).toBe('viewer');
  });

  it('give control to a new page when the one that had it is not there any more', async () => {
    const { clock, sessions } = world();
    const first = sessions.open().session;
    const detach = first.attach();
    detach();
    const soon = sessions.open().session;
    expect(soon.role()).toBe('viewer');
    await clock.advance(31_000);
    const later = sessions.open().session;
    expect([first.role(), later.role()]).toEqual(['viewer', 'controller']);
  });

  it('that end leave nobody in control, and nobody gets it by accident', () => {
    const { sessions } = world();
    const first = sessions.open().session;
    first.attach();
    const viewer = sessions.open().session;
    sessions.end(first);
    expect(viewer.role()).toBe('viewer');
    expect(sessions.open().session.role()).toBe('controller');
  });

  it('pass control on when their page swaps them for a new one', () => {
    const { sessions } = world();
    const old = sessions.open();
    old.session.attach();
    const fresh = sessions.open();
    sessions.replace(`Bearer ${old.token}`, fresh.session);
    expect(fresh.session.role()).toBe('controller');
    expect(old.session.ended.aborted).toBe(true);
    const looker = sessions.open();
    looker.session.attach();
    const next = sessions.open();
    fresh.session.attach();
    sessions.replace(`Bearer ${looker.token}`, next.session);
    sessions.replace('Bearer nonsense', next.session);
    sessions.replace(undefined, next.session);
    expect([fresh.session.role(), next.session.role()]).toEqual(['controller', 'viewer']);
  });

  it('are at most sixteen: the one that is idle longest makes room, none that is in use', async () => {
    const { clock, sessions } = world();
    const opened = Array.from({ length: 16 }, () => sessions.open());
    await clock.advance(minute);
    for (const { token } of opened.slice(1)) sessions.authenticate(`Bearer ${token}`);
    sessions.open();
    expect(opened[0]?.session.ended.aborted).toBe(true);
    const busy = world().sessions;
    for (let page = 0; page < 16; page++) busy.open().session.attach();
    expect(codeOf(() => busy.open())).toBe('BRIDGE_BUSY');
  });
});

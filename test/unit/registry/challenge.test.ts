import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChallenges } from '../../../core/registry/auth/challenge.ts';
import { mergeScopes, scopeFor } from '../../../core/registry/auth/scope.ts';

const parse = (header: string | string[]): unknown => parseChallenges(header);

describe('when a registry states its challenges', () => {
  it('reads a quoted Bearer challenge', () => {
    expect(
      parse(
        'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull"',
      ),
    ).toEqual([
      {
        scheme: 'bearer',
        parameters: {
          realm: 'https://auth.docker.io/token',
          service: 'registry.docker.io',
          scope: 'repository:a/b:pull',
        },
      },
    ]);
  });

  it('reads values without quotes, in any case, with spaces around', () => {
    expect(parse('BEARER  Realm = https://a.example/t , SERVICE=x')).toEqual([
      { scheme: 'bearer', parameters: { realm: 'https://a.example/t', service: 'x' } },
    ]);
  });

  it('reads several challenges of one header and of several headers in the server’s order', () => {
    const header = ['Negotiate, Basic realm="one", Bearer realm="https://t/"', 'Digest realm="d", nonce="n"'];
    expect(parseChallenges(header).map(({ scheme }) => scheme)).toEqual([
      'negotiate',
      'basic',
      'bearer',
      'digest',
    ]);
  });

  it('keeps commas and escaped quotes inside quotes', () => {
    expect(parse(String.raw`Basic realm="a, \"b\" c", Bearer realm="r"`)).toEqual([
      { scheme: 'basic', parameters: { realm: 'a, "b" c' } },
      { scheme: 'bearer', parameters: { realm: 'r' } },
    ]);
  });

  it('reads past a challenge that carries a value of its own', () => {
    expect(parse('Negotiate dG9rZW4=, Basic realm="x"')).toEqual([
      { scheme: 'negotiate', parameters: {} },
      { scheme: 'basic', parameters: { realm: 'x' } },
    ]);
  });

  it('reads a parameter that only a space parts from the one before', () => {
    expect(parse('Bearer realm="r" service="s"')).toEqual([
      { scheme: 'bearer', parameters: { realm: 'r', service: 's' } },
    ]);
  });

  it('takes the first of two values of one name', () => {
    expect(parse('Bearer realm="first", realm="second"')).toEqual([
      { scheme: 'bearer', parameters: { realm: 'first' } },
    ]);
  });

  it('leaves junk out and finds what follows', () => {
    expect(parse('="x", @@@ , Basic realm="y"')).toContainEqual({
      scheme: 'basic',
      parameters: { realm: 'y' },
    });
  });

  it('has nothing to say without a header', () => {
    expect(parseChallenges(undefined)).toEqual([]);
    expect(parse('')).toEqual([]);
  });

  it('does not take a parameter called __proto__ for anything special', () => {
    const [challenge] = parseChallenges('Bearer __proto__="x", realm="r"');
    expect(challenge?.parameters['realm']).toBe('r');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('never throws and always ends, whatever comes', () => {
    const piece = fc.oneof(
      fc.constantFrom('Bearer', 'Basic', 'realm', '=', '"', '\\', ',', ' ', '\t', 'a', '/', '=='),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const { scheme, parameters } of parseChallenges(pieces.join(''))) {
          expect(scheme).toBe(scheme.toLowerCase());
          for (const value of Object.values(parameters)) expect(typeof value).toBe('string');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('finds a challenge again that was written by the rules', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    const parameters = fc.dictionary(name, fc.stringMatching(/^[\x20-\x7e]{0,30}$/), {
      minKeys: 1,
      maxKeys: 5,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(name, parameters), { minLength: 1, maxLength: 4 }), (challenges) => {
        const header = challenges
          .map(([scheme, values]) => {
            const list = Object.entries(values).map(
              ([key, value]) => `${key}="${value.replace(/(["\\])/g, String.raw`\$1`)}"`,
            );
            return `${scheme} ${list.join(', ')}`;
          })
          .join(', ');
        expect(parseChallenges(header)).toEqual(
          challenges.map(([scheme, values]) => ({ scheme, parameters: { ...values } })),
        );
      }),
    );
  });

  it('reads a long hostile header quickly enough to finish', () => {
    const work = 'a '.repeat(100_000) + '"\\'.repeat(50_000);
    expect(Array.isArray(parseChallenges(work))).toBe(true);
  });
});

describe('when scopes are put together', () => {
  it('asks Quay for everything where others know delete (A5)', () => {
    expect(scopeFor('a/b', 'delete', 'quay.io')).toBe('repository:a/b:*');
    expect(scopeFor('a/b', 'delete', 'registry.example')).toBe('repository:a/b:pull,push,delete');
  });

  it('keeps ours in front and merges the actions of one repository', () => {
    expect(
      mergeScopes(
        ['repository:a:pull,push', 'repository:b:pull'],
        'repository:b:pull,push registry:catalog:*',
      ),
    ).toEqual(['repository:a:pull,push', 'repository:b:pull,push', 'registry:catalog:*']);
  });

  it('keeps a port in a repository’s name', () => {
    expect(mergeScopes(['repository:host:5000/a:pull'], undefined)).toEqual(['repository:host:5000/a:pull']);
  });
});

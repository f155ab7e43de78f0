import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import { maximumJsonDepth, parseJsonStrict } from '../../../core/image/index.ts';

function failure(text: string, maxDepth?: number): SluiceError {
  try {
    parseJsonStrict(text, { what: 'it', ...(maxDepth !== undefined && { maxDepth }) });
  } catch (error) {
    if (error instanceof SluiceError) return error;
    throw error;
  }
  throw new Error(`${text.slice(0, 50)} was accepted`);
}

describe('when JSON is well made', () => {
  it('gives what JSON.parse gives', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        expect(parseJsonStrict(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('does not mind equal keys in different objects, or keys that look like structure', () => {
    expect(parseJsonStrict('[{"a":1},{"a":{"a":[]}}]')).toEqual([{ a: 1 }, { a: { a: [] } }]);
    expect(parseJsonStrict('{"{\\"a":"}","a":"\\\\","b":"a"}')).toEqual({ '{"a': '}', a: '\\', b: 'a' });
  });
});

describe('when JSON means two things', () => {
  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1,"b":{"c":1,"c":1}}', 'c'],
    ['[{"x":[],"y":0,"x":[]}]', 'x'],
    ['{"layers":[],"\\u006cayers":[]}', 'layers'],
    ['{"":1,"":2}', ''],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{ "a" : {"b":1} , "a":2}', 'a'],
  ])('refuses %s and names the key', (text, key) => {
    const error = failure(text);
    expect(error.code).toBe('JSON_DUPLICATE_KEY');
    expect(error.params['key']).toBe(key);
  });
});

describe('when JSON nests too deep', () => {
  it('refuses one level more than allowed and takes the last allowed one', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseJsonStrict(nested(maximumJsonDepth))).toBeDefined();
    expect(failure(nested(maximumJsonDepth + 1)).code).toBe('JSON_TOO_DEEP');
    expect(failure('{"a":{"b":{}}}', 2).code).toBe('JSON_TOO_DEEP');
  });

  it('survives a document made to exhaust a recursive reader', () => {
    expect(failure('['.repeat(200_000) + ']'.repeat(200_000)).code).toBe('JSON_TOO_DEEP');
  });
});

describe('when it is not JSON', () => {
  it.each(['', '{', '{"a":1,}', "{'a':1}", '{"a":1} x', '\uFEFF{}', 'NaN', '{"a":"\n"}'])(
    'says so for %j, naming the document',
    (text) => {
      const error = failure(text);
      expect(error.code).toBe('JSON_INVALID');
      expect(error.params['what']).toBe('it');
    },
  );
});

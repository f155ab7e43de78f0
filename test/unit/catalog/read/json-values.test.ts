import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonValues, type JsonPiece, type ReadAt } from '../../../../core/catalog/read/blobs/json-values.ts';

/** A text that is read in pieces of at most `step` bytes, as if memory were that small. */
function reading(text: Buffer, step: number): ReadAt {
  return (into, offset) =>
    text.copy(into, 0, offset, Math.min(offset + step, offset + into.length, text.length));
}

function split(
  text: string | Buffer,
  step = 1_000_000,
): { readonly piece: JsonPiece; readonly text: string }[] {
  const bytes = Buffer.from(text);
  return [...jsonValues(reading(bytes, step), 0, bytes.length)].map((piece) => ({
    piece,
    text: bytes.toString('utf8', piece.offset, piece.offset + piece.length),
  }));
}

describe('when a stream of JSON objects is split', () => {
  it.each([
    ['nothing', '', []],
    ['blanks alone', ' \n\t\r\n', []],
    ['objects without anything between them', '{}{"a":1}', ['{}', '{"a":1}']],
    ['objects on lines', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['brackets within strings', '{"a":"}{]["}{}', ['{"a":"}{]["}', '{}']],
    [
      'quotes within strings',
      String.raw`{"a":"\"}"}{"b":"\\"}`,
      [String.raw`{"a":"\"}"}`, String.raw`{"b":"\\"}`],
    ],
    ['objects within objects', '{"a":{"b":[{}]}} {}', ['{"a":{"b":[{}]}}', '{}']],
    ['a byte order mark', '\u{feff}{"a":1}', ['{"a":1}']],
    ['letters of several bytes', '{"é":"目录"}{}', ['{"é":"目录"}', '{}']],
  ])('%s', (_what, text, expected) => {
    for (const step of [1, 2, 3, 5, 1000]) {
      expect(
        split(text, step).map((found) => found.text),
        `in pieces of ${step}`,
      ).toEqual(expected);
    }
  });

  it('finds any objects again, wherever its memory ends', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(
        fc.array(object, { maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        (objects, step, wide) => {
          const text = objects
            .map((value) => JSON.stringify(value, undefined, wide ? 4 : 0))
            .join(wide ? '\n' : '');
          const found = split(text, step).map((one) => JSON.parse(one.text) as unknown);
          expect(JSON.stringify(found)).toBe(JSON.stringify(objects));
        },
      ),
    );
  });

  it('says how deep an object goes and how many values it has', () => {
    expect(split('{"a":[[1,2],[3]],"b":{}}').map(({ piece }) => [piece.depth, piece.values])).toEqual([
      [3, 8],
    ]);
  });

  it('gets through an object a million levels deep, and on to the next', () => {
    const deep = `{"a":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`;
    const [first, second] = split(`${deep}{"b":1}`);
    expect(first?.piece).toMatchObject({ depth: 1_000_001, length: deep.length });
    expect(second?.text).toBe('{"b":1}');
  });
});

describe('when something in the stream is no object', () => {
  it.each<[string, string, (string | undefined)[], string[]]>([
    ['an object without an end', '{"a":[1\n{"b":2}\n', ['unfinished', undefined], ['{"a":[1\n', '{"b":2}']],
    ['a string without an end', '{"a":"1\n{"b":2}\n', ['unfinished', undefined], ['{"a":"1\n', '{"b":2}']],
    ['a list', '[1,2]\n{"b":2}', ['not-an-object', undefined], ['[1,2]\n', '{"b":2}']],
    ['a word', 'null\n{"b":2}', ['not-an-object', undefined], ['null\n', '{"b":2}']],
    [
      'a comma between objects',
      '{"a":1},\n{"b":2}',
      [undefined, 'not-an-object', undefined],
      ['{"a":1}', ',\n', '{"b":2}'],
    ],
    ['rubbish to the end', '{"a":1}<html>', [undefined, 'not-an-object'], ['{"a":1}', '<html>']],
    ['bytes that are no text', '\0\0', ['not-an-object'], ['\0\0']],
  ])('tells %s, and goes on behind it', (_what, text, faults, texts) => {
    for (const step of [1, 2, 3, 1000]) {
      const found = split(text, step);
      expect(
        found.map(({ piece }) => piece.fault),
        `in pieces of ${step}`,
      ).toEqual(faults);
      expect(found.map((one) => one.text)).toEqual(texts);
    }
  });

  it('gives a stream up in which it happens again and again', () => {
    const found = split('{"a":[\n'.repeat(10_000));
    expect(found).toHaveLength(16);
    expect(found.every(({ piece }) => piece.fault === 'unfinished')).toBe(true);
  });
});

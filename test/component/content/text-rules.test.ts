import { Text } from '@codemirror/state';
import { assert as holds, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetOf, toDiagnostics } from '../../../renderer/src/features/content/editor/diagnostics.ts';
import { minimalChange } from '../../../renderer/src/features/content/editor/minimal-change.ts';
import { isFileName } from '../../../renderer/src/features/content/files/file-name.ts';
import { readPickedFile } from '../../../renderer/src/features/content/files/read-picked-file.ts';
import { record, redo, seal, startHistory, undo } from '../../../renderer/src/stores/text-history.ts';

describe('steps back and forward', () => {
  it('go through forms and text in the order of the changes', () => {
    let history = record(startHistory('a'), 'b', 'form');
    history = record(record(history, 'bc', 'typing'), 'bcd', 'typing');
    history = record(history, 'x', 'form');
    const back: string[] = [];
    for (let step = 0; step < 4; step++) back.push((history = undo(history)).present);
    expect(back).toEqual(['bcd', 'b', 'a', 'a']);
    const forth: string[] = [];
    for (let step = 0; step < 4; step++) forth.push((history = redo(history)).present);
    expect(forth).toEqual(['b', 'bcd', 'x', 'x']);
  });

  it('part typing where it rested', () => {
    const history = record(seal(record(startHistory(''), 'a', 'typing')), 'ab', 'typing');
    expect(undo(history).present).toBe('a');
  });

  it('forget what was undone once something new is done', () => {
    const history = record(undo(record(startHistory('a'), 'b', 'form')), 'c', 'form');
    expect(redo(history)).toBe(history);
  });

  it('do not count a change that changes nothing', () => {
    const history = startHistory('a');
    expect(record(history, 'a', 'form')).toBe(history);
  });

  it('are bounded in number and in size', () => {
    let many = startHistory('0');
    for (let step = 1; step <= 500; step++) many = record(many, String(step), 'form');
    expect(many.past.length).toBe(200);
    expect(many.past.at(-1)).toBe('499');
    let large = startHistory('');
    for (let step = 1; step <= 10; step++) large = record(large, `${step}`.padEnd(5_000_000), 'form');
    expect(large.past.length).toBe(6);
  });
});

describe('the smallest change', () => {
  it('makes one text of the other', () => {
    holds(
      property(string(), string(), string(), string(), (head, tail, a, b) => {
        const [before, after] = [head + a + tail, head + b + tail];
        const change = minimalChange(before, after);
        const made =
          change === undefined
            ? before
            : before.slice(0, change.from) + change.insert + before.slice(change.to);
        expect(made).toBe(after);
      }),
    );
  });

  it('leaves what is the same alone', () => {
    expect(minimalChange('one\ntwo\nthree', 'one\n2\nthree')).toEqual({ from: 4, to: 7, insert: '2' });
    expect(minimalChange('aa', 'aaa')).toEqual({ from: 2, to: 2, insert: 'a' });
    expect(minimalChange('same', 'same')).toBeUndefined();
  });
});

describe('places in the text', () => {
  const text = Text.of(['one', 'two', 'three']);
  it.each([
    [1, 1, 0],
    [2, 2, 5],
    [2, 99, 7],
    [99, 1, 8],
    [0, 0, 0],
  ])('line %i column %i is at %i', (line, column, offset) => {
    expect(offsetOf(text, line, column)).toBe(offset);
  });

  it('reach from where a problem is to the end of its line, with words', () => {
    const message = { code: 'CONFIG_EMPTY', params: {}, affected: [] };
    const [diagnostic] = toDiagnostics([{ level: 'note', message, line: 2, column: 2 }], text, 'en');
    expect(diagnostic).toMatchObject({ from: 5, to: 7, severity: 'info' });
    expect(diagnostic?.message).toContain('The configuration is empty.');
  });
});

describe('a file that was picked in the page', () => {
  it('is read as UTF-8', async () => {
    expect(await readPickedFile(new File(['kind: 镜像'], 'a.yaml'))).toEqual({
      kind: 'text',
      name: 'a.yaml',
      text: 'kind: 镜像',
    });
  });

  it('is measured before it is read', async () => {
    const file = {
      name: 'disk.img',
      size: 6_000_000,
      arrayBuffer: () => Promise.reject(new Error('was read')),
    } as unknown as File;
    expect(await readPickedFile(file)).toMatchObject({ kind: 'too-large', size: 6_000_000 });
  });

  it.each([
    ['no UTF-8', new Uint8Array([0xff, 0xfe, 0x41])],
    ['zero bytes', new Uint8Array([0x41, 0, 0x42])],
  ])('is refused with %s', async (_name, bytes) => {
    expect(await readPickedFile(new File([bytes], 'a'))).toEqual({ kind: 'no-text', name: 'a' });
  });

  it('is told when it cannot be read', async () => {
    const file = {
      name: 'gone',
      size: 1,
      arrayBuffer: () => Promise.reject(new Error('gone')),
    } as unknown as File;
    expect(await readPickedFile(file)).toEqual({ kind: 'unreadable', name: 'gone' });
  });

  it.each([
    ['imageset-config.yaml', true],
    ['a b.yml', true],
    ['../etc/passwd.yaml', false],
    ['.hidden.yaml', false],
    ['config.txt', false],
    ['', false],
  ])('may be saved as %j: %s', (name, isFine) => {
    expect(isFileName(name)).toBe(isFine);
  });
});

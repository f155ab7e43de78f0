import { reportLimits } from '../limits.ts';
import { JsonFault } from './fault.ts';
import type { JsonEvents, JsonScalar } from './tokenizer.ts';

/** A value that was taken out of a text. Objects are maps: a key such as `__proto__` is one like any other. */
export type JsonValue = JsonScalar | readonly JsonValue[] | ReadonlyMap<string, JsonValue>;

/** Takes one value; `keys` are the object keys on the way to it, from the top. */
export type Take = (value: JsonValue, keys: readonly string[]) => void;

/**
 * Parts of a text by their path: keys, `*` for every key of an object, and `[]` for the items of a list, such as
 * `Results.[].Vulnerabilities.[]`. With `only`, of an object only these keys are taken.
 */
export interface Selection {
  readonly path: string;
  readonly only?: readonly string[];
  readonly take: Take;
}

interface Node {
  readonly children: Map<string, Node>;
  selection: Selection | undefined;
}

/** One open object or list on the way to a part. */
interface Frame {
  readonly kind: 'object' | 'list';
  /** Undefined: nothing below is wanted. */
  readonly node: Node | undefined;
  readonly seen: Set<string> | undefined;
  key: string | undefined;
}

/** The part that is being taken. */
interface Capture {
  readonly selection: Selection;
  readonly keys: readonly string[];
  readonly stack: (JsonValue[] | Map<string, JsonValue>)[];
  /** Where the next value goes, for each open object. */
  readonly pending: (string | undefined)[];
  /** Levels below something that is not wanted. */
  skipping: number;
  values: number;
  text: number;
}

/**
 * Follows a text and gives each selected part when it is whole. A key given twice in an object on the way is a
 * fault: two readers could see two reports (registry-client.md M4).
 */
export function selecting(selections: readonly Selection[]): JsonEvents {
  const root = nodeOf(selections);
  const frames: Frame[] = [];
  let capture: Capture | undefined;
  // The place is known by whoever feeds the text.
  const fault = (kind: JsonFault['kind']): JsonFault => new JsonFault(kind, -1);

  /** The node of the value that comes next. */
  const nextNode = (): Node | undefined => {
    const frame = frames.at(-1);
    if (frame === undefined) return root;
    if (frame.node === undefined) return undefined;
    if (frame.kind === 'list') return frame.node.children.get('[]');
    return frame.node.children.get(frame.key ?? '') ?? frame.node.children.get('*');
  };
  const keysOnWay = (): string[] => frames.flatMap(({ key }) => (key === undefined ? [] : [key]));

  const finish = (done: Capture, value: JsonValue): void => {
    capture = undefined;
    done.selection.take(value, done.keys);
  };
  const place = (into: Capture, value: JsonValue): void => {
    into.values += 1;
    if (typeof value === 'string') into.text += value.length;
    if (into.values > reportLimits.values || into.text > reportLimits.partText) throw fault('many');
    const top = into.stack.at(-1);
    if (top === undefined) finish(into, value);
    else if (Array.isArray(top)) top.push(value);
    else {
      const key = into.pending.at(-1) ?? '';
      if (top.has(key)) throw fault('repeated');
      top.set(key, value);
    }
  };
  const isUnwanted = ({ selection, stack, pending }: Capture): boolean =>
    selection.only !== undefined &&
    stack.length === 1 &&
    stack[0] instanceof Map &&
    !selection.only.includes(pending.at(-1) ?? '');

  return {
    wantsText() {
      if (capture === undefined) return frames.at(-1)?.node !== undefined || nextNode() !== undefined;
      if (capture.skipping > 0) return false;
      // A key has to be known before it can be said whether its value is wanted.
      return capture.pending.at(-1) === undefined || !isUnwanted(capture);
    },
    open(kind) {
      if (capture === undefined) {
        const node = nextNode();
        const selection = node?.selection;
        if (selection === undefined) {
          const seen = kind === 'object' && node !== undefined ? new Set<string>() : undefined;
          frames.push({ kind, node, seen, key: undefined });
          return;
        }
        capture = { selection, keys: keysOnWay(), stack: [], pending: [], skipping: 0, values: 0, text: 0 };
      } else if (capture.skipping > 0 || isUnwanted(capture)) {
        capture.skipping += 1;
        return;
      }
      capture.stack.push(kind === 'object' ? new Map() : []);
      capture.pending.push(undefined);
    },
    close() {
      if (capture === undefined) {
        frames.pop();
        const outer = frames.at(-1);
        if (outer?.kind === 'object') outer.key = undefined;
        return;
      }
      if (capture.skipping > 0) {
        capture.skipping -= 1;
        if (capture.skipping === 0) capture.pending[capture.pending.length - 1] = undefined;
        return;
      }
      const value = capture.stack.pop();
      capture.pending.pop();
      if (value === undefined) return;
      place(capture, value);
      forgetKey();
    },
    key(text) {
      if (capture !== undefined) {
        if (capture.skipping === 0) capture.pending[capture.pending.length - 1] = text ?? '';
        return;
      }
      const frame = frames.at(-1);
      if (frame === undefined) return;
      frame.key = text;
      if (frame.seen === undefined || text === undefined) return;
      if (frame.seen.has(text)) throw fault('repeated');
      frame.seen.add(text);
      if (frame.seen.size > reportLimits.keys) throw fault('many');
    },
    scalar(value) {
      if (capture === undefined) {
        const selection = nextNode()?.selection;
        if (selection !== undefined && value !== undefined) selection.take(value, keysOnWay());
      } else if (capture.skipping === 0 && !isUnwanted(capture)) place(capture, value ?? null);
      forgetKey();
    },
  };

  /** Behind its value, a key is done with. */
  function forgetKey(): void {
    if (capture === undefined) {
      const frame = frames.at(-1);
      if (frame?.kind === 'object') frame.key = undefined;
    } else if (capture.skipping === 0 && capture.pending.length > 0) {
      capture.pending[capture.pending.length - 1] = undefined;
    }
  }
}

function nodeOf(selections: readonly Selection[]): Node {
  const root: Node = { children: new Map(), selection: undefined };
  for (const selection of selections) {
    let node = root;
    for (const step of selection.path.split('.')) {
      const known = node.children.get(step) ?? { children: new Map(), selection: undefined };
      node.children.set(step, known);
      node = known;
    }
    if (node.selection !== undefined) throw new RangeError(`${selection.path} is selected twice`);
    node.selection = selection;
  }
  return root;
}

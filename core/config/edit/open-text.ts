import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, visit, type YAMLMap } from 'yaml';
import { SluiceError } from '../../contract/index.ts';
import { keyText } from '../read-context.ts';
import { styleOf, type TextStyle } from './style.ts';

/** A configuration's text with its nodes: edits are made in the text, at the places that the nodes name. */
export interface OpenText {
  readonly text: string;
  readonly root: YAMLMap;
  readonly style: TextStyle;
  /** Names of anchors that an alias uses. */
  readonly shared: ReadonlySet<string>;
  /** Values by their meaning, aliases resolved. Throws CONFIG_EDIT_UNREADABLE for one that leads nowhere, or too many. */
  data(): unknown;
}

/**
 * Parses a text for editing. Throws CONFIG_EDIT_UNREADABLE when it is no YAML, or no mapping: a form has
 * nothing to hold on to there.
 */
export function openText(text: string): OpenText {
  const document = parse(text);
  const [error] = document.errors;
  if (error !== undefined) throw unreadable(text, error.pos[0]);
  const root = document.contents;
  if (!isMap(root)) throw unreadable(text, 0);
  const shared = new Set<string>();
  visit(document, { Alias: (_key, alias) => void shared.add(alias.source) });
  return {
    text,
    root,
    style: styleOf(text, root),
    shared,
    data: () => {
      try {
        return document.toJS({ maxAliasCount: 100 }) as unknown;
      } catch (cause) {
        // A plain ReferenceError of the library.
        throw unreadable(text, 0, cause);
      }
    },
  };
}

function parse(text: string): ReturnType<typeof parseDocument> {
  try {
    // The first document is the one that counts; the rest stays as it is.
    return parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      keepSourceTokens: true,
      logLevel: 'silent',
    });
  } catch (error) {
    throw unreadable(text, 0, error);
  }
}

function unreadable(text: string, offset: number, cause?: unknown): SluiceError {
  return new SluiceError('CONFIG_EDIT_UNREADABLE', {
    params: { line: lineAt(text, offset) },
    stage: 'configure',
    cause,
  });
}

/** From 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** The part is written in a way that cannot be changed without touching more than was asked for. */
export function unclear(open: Pick<OpenText, 'text'>, offset: number): SluiceError {
  return new SluiceError('CONFIG_EDIT_UNCLEAR', {
    params: { line: lineAt(open.text, offset) },
    stage: 'configure',
  });
}

export type Pair = YAMLMap['items'][number];

/** The entry of a mapping, in whatever case it is written, as the parser takes it. */
export function findPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => keyText(pair.key).toLowerCase() === key.toLowerCase());
}

/**
 * The value of an entry as something that may be edited; undefined when nothing is written there, or `null`.
 * Throws CONFIG_EDIT_SHARED for an alias, and for a value that aliases elsewhere use: a change would have
 * effects that nobody asked for.
 */
export function editable(open: OpenText, value: unknown): Node | undefined {
  if (isAlias(value)) throw sharedPart(open, `*${value.source}`, value.range?.[0] ?? 0);
  if (isMap(value) || isSeq(value) || isScalar(value)) {
    const { anchor } = value;
    if (anchor !== undefined && open.shared.has(anchor)) {
      throw sharedPart(open, `&${anchor}`, value.range?.[0] ?? 0);
    }
    return isScalar(value) && value.value === null ? undefined : value;
  }
  return undefined;
}

function sharedPart(open: OpenText, name: string, offset: number): SluiceError {
  return new SluiceError('CONFIG_EDIT_SHARED', {
    params: { name, line: lineAt(open.text, offset) },
    stage: 'configure',
  });
}

/** A field holds another kind of value than a form expects. */
export function wrongShape(open: OpenText, field: string, node: Node): SluiceError {
  return new SluiceError('CONFIG_EDIT_SHAPE', {
    params: { field, line: lineAt(open.text, node.range?.[0] ?? 0) },
    stage: 'configure',
  });
}

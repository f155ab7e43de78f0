import {
  Composer,
  CST,
  type Document,
  type DocumentOptions,
  Lexer,
  type ParsedNode,
  Parser,
  type ParseOptions,
  type SchemaOptions,
} from 'yaml';

/** As many complaints about a text are of use: a file that is no YAML has one for each of its characters. */
const mostFaults = 1000;

/** More lists and mappings within each other than any file has, as far as they are written in one line. */
const deepest = 256;

type YamlOptions = ParseOptions & DocumentOptions & SchemaOptions;

/**
 * The documents of a YAML text with their errors, as `parseAllDocuments` gives them. A text that is no YAML is given up
 * after a thousand faults, and one that opens hundreds of lists at once as soon as it does: a few megabytes of braces
 * would fill the memory. One that is deeper than the library can follow is nothing but that fault.
 */
export function parseYamlDocuments(text: string, options: YamlOptions): readonly Document.Parsed[] {
  try {
    return parseWatched(text, options);
  } catch (error) {
    // The stack has come to its end, by thousands of lines that are each indented further.
    if (!(error instanceof RangeError)) throw error;
    const composer = new Composer<ParsedNode>({ ...options, prettyErrors: false });
    return [...composer.next(tooDeep(0, '')), ...composer.end(true, 0)];
  }
}

function tooDeep(offset: number, source: string): CST.Token {
  return { type: 'error', offset, source, message: 'nested too deeply' };
}

function parseWatched(text: string, options: YamlOptions): readonly Document.Parsed[] {
  const composer = new Composer<ParsedNode>({ ...options, prettyErrors: false });
  const parser = new Parser(options.lineCounter?.addNewLine);
  const nesting = watchNesting();
  const documents: Document.Parsed[] = [];
  let faults = 0;
  const take = (tokens: Iterable<CST.Token>): void => {
    for (const token of tokens) {
      documents.push(...composer.next(token));
      if (token.type === 'error') faults += 1;
    }
  };
  let offset = 0;
  options.lineCounter?.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    if (nesting.isTooDeep(lexeme)) {
      take([tooDeep(offset, lexeme)]);
      documents.push(...composer.end(true, offset));
      return documents;
    }
    take(parser.next(lexeme));
    if (faults >= mostFaults) break;
    if (!marks.has(lexeme)) offset += lexeme.length;
  }
  if (faults < mostFaults) take(parser.end());
  // What is wrong outside of every document must not be taken for nothing at all.
  const isLost = composer.streamInfo().errors.length > 0;
  documents.push(...composer.end(isLost, text.length));
  return documents;
}

/** What the library's lexer puts between the parts of a text. */
const marks: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

const scalars: ReadonlySet<string> = new Set([
  'scalar',
  'double-quoted-scalar',
  'single-quoted-scalar',
  'alias',
]);

/** Counts what is open: brackets, and the signs of lists and keys that stand one after the other in a line. */
function watchNesting(): { isTooDeep(lexeme: string): boolean } {
  let brackets = 0;
  let signs = 0;
  let isScalar = false;
  return {
    isTooDeep: (lexeme) => {
      const type = isScalar ? 'scalar' : CST.tokenType(lexeme);
      isScalar = lexeme === CST.SCALAR;
      if (type === 'flow-map-start' || type === 'flow-seq-start') brackets += 1;
      else if (type === 'flow-map-end' || type === 'flow-seq-end') brackets -= 1;
      else if (type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'map-value-ind') signs += 1;
      // Keys follow each other within brackets; without them each one of a line is inside the one before it.
      if (type === 'newline' || (brackets > 0 && type !== null && scalars.has(type))) signs = 0;
      return brackets + signs > deepest;
    },
  };
}

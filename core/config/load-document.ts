import { type Document, isScalar, type YAMLError } from 'yaml';
import type { ErrorCode, ErrorParameters } from '../contract/index.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import type { ConfigProblem } from './problem.ts';
import { placeOf, sourceText, type SourceText } from './source-text.ts';
import { parseYamlDocuments } from './yaml-documents.ts';

/** Largest configuration that is read, bytes. Real ones have a few kilobytes. */
export const maximumConfigurationBytes = 5 * 1024 * 1024;
/** As many complaints of the parser are kept: a file that is no YAML has one for each line. */
const maximumProblems = 1000;

export type LoadedDocument =
  | {
      readonly ok: true;
      readonly document: Document.Parsed;
      readonly source: SourceText;
      /** Problems that leave the rest readable, so that all are shown together. */
      readonly problems: readonly ConfigProblem[];
    }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Parses the YAML of one configuration; never throws (registry-client.md 4.2 rule 7). */
export function loadDocument(text: string, fileName: string): LoadedDocument {
  const size = Buffer.byteLength(text);
  if (size > maximumConfigurationBytes) {
    const params = { size, limit: maximumConfigurationBytes };
    const place = { file: fileName, line: 1, column: 1, excerpt: '' };
    return {
      ok: false,
      problems: [{ level: 'error', code: 'CONFIG_TOO_LARGE', params, affected: [], ...place }],
    };
  }
  const source = sourceText(text, fileName);
  const documents = parse(source);
  if ('code' in documents) return { ok: false, problems: [documents] };
  const [document, ...others] = documents;
  if (document === undefined || isBlank(document)) {
    return { ok: false, problems: [problem(source, 'CONFIG_EMPTY', {}, 0)] };
  }
  const syntax = [...document.errors, ...document.warnings].slice(0, maximumProblems);
  const problems = uniqueLines(syntax.map((error) => explain(error, source)));
  const second = others.find((other) => !isBlank(other));
  // oc-mirror 4.17 reads the first document and says nothing of the rest (peer-lab.md section 5).
  if (second !== undefined) {
    problems.push(problem(source, 'CONFIG_MULTIPLE_DOCUMENTS', {}, second.contents?.range[0] ?? 0));
  }
  if (document.errors.length > 0) return { ok: false, problems: templateProblem(source) ?? problems };
  for (const { key, offset } of duplicateKeys(document, maximumProblems)) {
    problems.push(problem(source, 'CONFIG_DUPLICATE_KEY', { key }, offset));
  }
  return { ok: true, document, source, problems };
}

function parse(source: SourceText): readonly Document.Parsed[] | ConfigProblem {
  try {
    return parseYamlDocuments(source.text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      // The library compares each key with each other one; see duplicateKeys.
      uniqueKeys: false,
      strict: true,
    });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ...problem(source, 'CONFIG_YAML_SYNTAX', {}, 0), detail };
  }
}

function isBlank(document: Document.Parsed): boolean {
  const { contents, errors } = document;
  if (errors.length > 0) return false;
  return contents === null || (isScalar(contents) && contents.value === null && !contents.source);
}

function explain(error: YAMLError, source: SourceText): ConfigProblem {
  const at = error.pos[0];
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return problem(source, 'CONFIG_YAML_TAB', {}, at);
    case 'BAD_INDENT':
      return { ...problem(source, 'CONFIG_YAML_INDENT', {}, at), detail: error.message };
    default:
      return { ...problem(source, 'CONFIG_YAML_SYNTAX', {}, at), detail: error.message };
  }
}

/** A file that still holds {{ … }} or {% … %} was not meant to be read as YAML yet. */
function templateProblem(source: SourceText): readonly ConfigProblem[] | undefined {
  const at = source.text.search(/\{\{|\{%/);
  return at < 0 ? undefined : [problem(source, 'CONFIG_TEMPLATE', {}, at)];
}

/** One slip makes a parser complain several times about the same line. */
function uniqueLines(problems: readonly ConfigProblem[]): ConfigProblem[] {
  const seen = new Set<number>();
  return problems.filter(({ line }) => !seen.has(line) && seen.add(line));
}

function problem(
  source: SourceText,
  code: ErrorCode,
  params: ErrorParameters,
  offset: number,
): ConfigProblem {
  return { level: 'error', code, params, affected: [], ...placeOf(source, offset) };
}

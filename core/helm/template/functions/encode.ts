import { createHash } from 'node:crypto';
import { adler32 } from './adler.ts';
import { failed } from '../fault.ts';
import { readJson, writeJson } from '../json.ts';
import { type Dict, isDict, isList, type Value } from '../value.ts';
import { readYaml } from '../yaml-read.ts';
import { writeYaml } from '../yaml-write.ts';
import { TemplateFault } from '../fault.ts';
import { base32, readBase32 } from './base32.ts';
import { fixed, type FunctionTable, type TemplateFunction } from './define.ts';
import { writeToml } from './toml.ts';
import { withMust } from './must.ts';

/** Text that cannot be read becomes a value that says so: templates ask for its `Error`. */
function tolerant(read: () => Value, wanted: 'map' | 'list'): Value {
  try {
    const value = read();
    if (wanted === 'map' && isDict(value)) return value;
    if (wanted === 'list' && isList(value)) return value;
    if (value === null) return wanted === 'map' ? new Map() : [];
    throw failed(`error unmarshaling JSON: cannot unmarshal into a ${wanted}`);
  } catch (error) {
    if (!(error instanceof TemplateFault) || error.kind !== 'failed') throw error;
    const problem: Dict = new Map([['Error', error.message]]);
    return wanted === 'map' ? problem : [error.message];
  }
}

function hashed(algorithm: string): TemplateFunction {
  return fixed(['string'], ([text]) => createHash(algorithm).update(text).digest('hex'));
}

function decoded(text: string): string {
  const clean = text.replaceAll(/[\r\n]/g, '');
  const valid = clean.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(clean);
  return valid ? Buffer.from(clean, 'base64').toString() : 'illegal base64 data';
}

const mustToYaml: TemplateFunction = fixed(['any'], ([value], { budget }) => writeYaml(value, budget));
const toYaml: TemplateFunction = fixed(['any'], ([value], { budget }) =>
  orNothing(() => writeYaml(value, budget)),
);

/** What cannot be written is nothing. */
function orNothing(write: () => string): string {
  try {
    return write();
  } catch (error) {
    if (error instanceof TemplateFault && error.kind === 'failed') return '';
    throw error;
  }
}

/** The functions that turn values into text and back. */
export const encodingFunctions: FunctionTable = {
  b64enc: fixed(['string'], ([text]) => Buffer.from(text).toString('base64')),
  b64dec: fixed(['string'], ([text]) => decoded(text)),
  b32enc: fixed(['string'], ([text]) => base32(Buffer.from(text))),
  b32dec: fixed(['string'], ([text]) => readBase32(text) ?? 'illegal base32 data'),
  sha1sum: hashed('sha1'),
  sha256sum: hashed('sha256'),
  sha512sum: hashed('sha512'),
  adler32sum: fixed(['string'], ([text]) => String(adler32(Buffer.from(text)))),
  toYaml,
  mustToYaml,
  toYamlPretty: toYaml,
  fromYaml: fixed(['string'], ([text], { budget }) => tolerant(() => readYaml(text, budget), 'map')),
  fromYamlArray: fixed(['string'], ([text], { budget }) => tolerant(() => readYaml(text, budget), 'list')),
  fromJsonArray: fixed(['string'], ([text], { budget }) => tolerant(() => readJson(text, budget), 'list')),
  fromJson: fixed(['string'], ([text], { budget }) => tolerant(() => readJson(text, budget), 'map')),
  mustFromJson: fixed(['string'], ([text], { budget }) => readJson(text, budget)),
  toToml: fixed(['any'], ([value], { budget }) => writeToml(value, budget)),
  toJson: fixed(['any'], ([value], { budget }) => orNothing(() => writeJson(value, budget))),
  mustToJson: fixed(['any'], ([value], { budget }) => writeJson(value, budget)),
  ...withMust({
    toPrettyJson: fixed(['any'], ([value], { budget }) => writeJson(value, budget, { pretty: true })),
    toRawJson: fixed(['any'], ([value], { budget }) => writeJson(value, budget, { raw: true })),
  }),
};

import { compareVersions, parseLenientVersion, type Version } from '../../../config/index.ts';
import { parseConstraint } from '../../version/constraint.ts';
import { failed } from '../fault.ts';
import { isGoObject, type GoObject, type Value } from '../value.ts';
import { fixed, type FunctionTable } from './define.ts';

const longest = 256;

function parsed(text: string): Version {
  const version = text.length > longest ? undefined : parseLenientVersion(text);
  if (version === undefined) throw failed('Invalid Semantic Version');
  return version;
}

/** What the function `semver` gives: a version with its parts. */
class VersionObject implements GoObject {
  readonly goType = '*semver.Version';
  readonly #original: string;
  readonly #version: Version;

  constructor(original: string) {
    this.#original = original;
    this.#version = parsed(original);
  }

  field(name: string): Value | undefined {
    const [major, minor, patch] = this.#version.core;
    switch (name) {
      case 'Major':
        return BigInt(major);
      case 'Minor':
        return BigInt(minor);
      case 'Patch':
        return BigInt(patch);
      case 'Prerelease':
        return this.#version.prerelease.join('.');
      case 'Metadata':
        return /\+(.*)$/.exec(this.#original)?.[1] ?? '';
      case 'Original':
        return this.#original;
      case 'String':
        return this.text();
      default:
        return undefined;
    }
  }

  call(name: string, [other = null]: readonly Value[]): Value | undefined {
    if (!['Compare', 'Equal', 'LessThan', 'GreaterThan'].includes(name)) return undefined;
    if (!isGoObject(other)) throw failed(`${name} needs a version`);
    const order = Math.sign(compareVersions(this.#version, parsed(other.text())));
    if (name === 'Compare') return BigInt(order);
    return name === 'Equal' ? order === 0 : name === 'LessThan' ? order < 0 : order > 0;
  }

  text(): string {
    const { core, prerelease } = this.#version;
    const metadata = /\+.*$/.exec(this.#original)?.[0] ?? '';
    return `${core.join('.')}${prerelease.length === 0 ? '' : `-${prerelease.join('.')}`}${metadata}`;
  }

  plain(): string {
    return this.text();
  }
}

/** The functions of the sprig library for versions. */
export const versionFunctions: FunctionTable = {
  semver: fixed(['string'], ([text]) => new VersionObject(text)),
  semverCompare: fixed(['string', 'string'], ([constraint, version]) => {
    const read = parseConstraint(constraint);
    if (read === undefined) throw failed(`improper constraint: ${constraint.slice(0, 100)}`);
    return read.allows(parsed(version));
  }),
};

import { posix } from 'node:path';
import { type ChartFile, compileGlob } from '../chart/index.ts';
import { type Budget, type Dict, type GoObject, type Value, writeYaml } from '../template/index.ts';

/** `.Files`: the files of a chart that are neither templates nor values. */
export function filesObject(files: readonly ChartFile[], budget: Budget): GoObject {
  const byName = new Map(files.map((file) => [file.name, file]));
  const textOf = (name: Value): string => {
    const bytes = typeof name === 'string' ? byName.get(name)?.bytes : undefined;
    if (bytes === undefined) return '';
    budget.characters(bytes.length);
    return bytes.toString();
  };
  const map = (content: (file: ChartFile) => string): Dict => {
    budget.step(files.length);
    return new Map(
      files.map((file): [string, Value] => {
        budget.characters(file.bytes.length);
        return [posix.basename(file.name), content(file)];
      }),
    );
  };
  const call = (name: string, [argument = null]: readonly Value[]): Value | undefined => {
    switch (name) {
      case 'Get':
      case 'GetBytes':
        return textOf(argument);
      case 'Lines':
        return textOf(argument).split('\n');
      case 'Glob': {
        const glob = typeof argument === 'string' ? compileGlob(argument, { extended: true }) : undefined;
        budget.step(files.length);
        return filesObject(glob === undefined ? [] : files.filter((file) => glob(file.name)), budget);
      }
      case 'AsConfig':
        return files.length === 0
          ? ''
          : writeYaml(
              map(({ bytes }) => bytes.toString()),
              budget,
            );
      case 'AsSecrets':
        return files.length === 0
          ? ''
          : writeYaml(
              map(({ bytes }) => bytes.toString('base64')),
              budget,
            );
      default:
        return undefined;
    }
  };
  return {
    goType: 'engine.files',
    field: () => undefined,
    call,
    text: () => `map[${files.map(({ name }) => name).join(' ')}]`,
    plain: () => new Map(files.map(({ name }) => [name, textOf(name)])),
  };
}

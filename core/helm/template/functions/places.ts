import { posix } from 'node:path';
import { failed } from '../fault.ts';
import { type Dict, isGoObject, type Value } from '../value.ts';
import { fixed, type FunctionTable } from './define.ts';

function extension(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot);
}

function clean(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

function folder(path: string): string {
  return clean(path.slice(0, path.lastIndexOf('/') + 1));
}

function base(path: string): string {
  if (path === '') return '.';
  return posix.basename(path) || '/';
}

/** The parts of an address; its authority is not decoded. */
function urlParts(address: string): Dict {
  const form =
    /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/(?:([^/?#@]*)@)?([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(
      address,
    );
  const [, scheme = '', userinfo = '', host = '', path = '', query = '', fragment = ''] = form ?? [];
  if (form === null) throw failed('unable to parse url');
  const opaque = scheme !== '' && host === '' && path !== '' && !path.startsWith('/');
  return new Map<string, Value>([
    ['scheme', scheme.toLowerCase()],
    ['host', host],
    ['hostname', host.replace(/:[0-9]*$/, '').replace(/^\[(.*)\]$/, '$1')],
    ['path', opaque ? '' : path],
    ['query', query],
    ['opaque', opaque ? path : ''],
    ['fragment', fragment],
    ['userinfo', userinfo],
  ]);
}

function joined(parts: Dict): string {
  const part = (name: string): string => {
    const value = parts.get(name) ?? '';
    return typeof value === 'string' ? value : isGoObject(value) ? value.text() : '';
  };
  const user = part('userinfo') === '' ? '' : `${part('userinfo')}@`;
  const scheme = part('scheme') === '' ? '' : `${part('scheme')}:`;
  const authority = user === '' && part('host') === '' ? '' : `//${user}${part('host')}`;
  const path =
    authority !== '' && part('path') !== '' && !part('path').startsWith('/')
      ? `/${part('path')}`
      : part('path');
  const query = part('query') === '' ? '' : `?${part('query')}`;
  const fragment = part('fragment') === '' ? '' : `#${part('fragment')}`;
  return `${scheme}${authority}${path}${query}${fragment}`;
}

const isAbsolute = fixed(['string'], ([path]) => path.startsWith('/'));

/** The functions of the sprig library for paths and addresses. */
export const placeFunctions: FunctionTable = {
  base: fixed(['string'], ([path]) => base(path)),
  dir: fixed(['string'], ([path]) => folder(path)),
  clean: fixed(['string'], ([path]) => clean(path)),
  ext: fixed(['string'], ([path]) => extension(path)),
  isAbs: isAbsolute,
  osBase: fixed(['string'], ([path]) => base(path)),
  osDir: fixed(['string'], ([path]) => folder(path)),
  osClean: fixed(['string'], ([path]) => clean(path)),
  osExt: fixed(['string'], ([path]) => extension(path)),
  osIsAbs: isAbsolute,
  urlParse: fixed(['string'], ([address]) => urlParts(address)),
  urlJoin: fixed(['dict'], ([parts]) => joined(parts)),
};

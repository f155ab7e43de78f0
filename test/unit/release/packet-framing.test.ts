import { deflateRawSync, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { framePackets, unpackCompressed } from '../../../core/release/packet-framing.ts';

const body = Buffer.from('0123456789');
const framed = (...bytes: (number | Buffer)[]): [number, string][] | undefined =>
  framePackets(
    Buffer.concat(bytes.map((part) => (typeof part === 'number' ? Buffer.from([part]) : part))),
  )?.map((packet) => [packet.tag, packet.body.toString()]);

describe('when the packets of a message are framed', () => {
  it.each<[string, (number | Buffer)[]]>([
    ['old, one byte', [0xac, 10, body]],
    ['old, two bytes', [0xad, 0, 10, body]],
    ['old, four bytes', [0xae, 0, 0, 0, 10, body]],
    ['old, to the end', [0xaf, body]],
    ['new, one byte', [0xcb, 10, body]],
    ['new, five bytes', [0xcb, 255, 0, 0, 0, 10, body]],
    [
      'new, in parts of 2, 4, 1 and 3',
      [0xcb, 0xe1, '01', 0xe2, '2345', 0xe0, '6', 3, '789'].map((part) =>
        typeof part === 'string' ? Buffer.from(part) : part,
      ),
    ],
  ])('reads a length that is %s', (_how, bytes) => {
    expect(framed(...bytes)).toEqual([[11, '0123456789']]);
  });

  it('reads a new length of two bytes', () => {
    const long = Buffer.alloc(192 + 5, 'x');
    expect(framed(0xcb, 192, 5, long)).toEqual([[11, long.toString()]]);
  });

  it('reads one packet after the other', () => {
    expect(framed(0x90, 1, 1, 0xcb, 10, body, 0x88, 0)).toEqual([
      [4, '\u0001'],
      [11, '0123456789'],
      [2, ''],
    ]);
  });

  it.each<[string, (number | Buffer)[]]>([
    ['nothing', []],
    ['a byte that starts no packet', [0x2d, body]],
    ['a packet that is cut short', [0xcb, 11, body]],
    ['a packet without a length', [0xcb]],
    ['a length that is cut short', [0xad, 0]],
    ['a new length that is cut short', [0xcb, 192]],
    ['a part without an end', [0xcb, 0xe1, Buffer.from('01')]],
    ['something behind the last packet', [0xcb, 10, body, 0x0a]],
    ['a length beyond every file', [0xcb, 255, 255, 255, 255, 255, body]],
  ])('refuses %s', (_what, bytes) => expect(framed(...bytes)).toBeUndefined());
});

describe('when a compressed packet is unpacked', () => {
  const packed = (algorithm: number, bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.from([algorithm]), bytes]);

  it('reads ZIP and ZLIB', () => {
    expect(unpackCompressed(packed(1, deflateRawSync(body)), 100)?.toString()).toBe('0123456789');
    expect(unpackCompressed(packed(2, deflateSync(body)), 100)?.toString()).toBe('0123456789');
  });

  it.each<[string, Buffer]>([
    ['no algorithm', Buffer.alloc(0)],
    ['another algorithm', packed(3, body)],
    ['damaged data', packed(1, Buffer.from([0xff, 0xff]))],
    ['more than the limit', packed(1, deflateRawSync(Buffer.alloc(1000)))],
  ])('refuses %s', (_what, bytes) => expect(unpackCompressed(bytes, 100)).toBeUndefined());
});

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648's base 32, padded. */
export function base32(bytes: Buffer): string {
  const digits: string[] = [];
  let [held, bits] = [0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) digits.push(alphabet[(held >> (bits - 5)) & 31] ?? '');
    held &= 0xff;
  }
  if (bits > 0) digits.push(alphabet[(held << (5 - bits)) & 31] ?? '');
  return digits.join('').padEnd(Math.ceil(digits.length / 8) * 8, '=');
}

/** Undefined for what is not base 32. */
export function readBase32(text: string): string | undefined {
  if (text.length % 8 !== 0 || !/^[A-Z2-7]*={0,6}$/.test(text)) return undefined;
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const digit of text.replace(/=+$/, '')) {
    held = (held << 5) | alphabet.indexOf(digit);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
    held &= 0xff;
  }
  return Buffer.from(bytes).toString();
}

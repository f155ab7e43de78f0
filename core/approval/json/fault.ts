/** Why a JSON text is not read on, and where. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';
  /** `syntax`: no JSON; the others: more of something than any scanner writes; `repeated`: a key given twice. */
  readonly kind: 'syntax' | 'deep' | 'long' | 'many' | 'repeated';
  /** Bytes from the beginning of the text. */
  readonly offset: number;

  constructor(kind: JsonFault['kind'], offset: number) {
    super(`${kind} at ${offset}`);
    this.kind = kind;
    this.offset = offset;
  }
}

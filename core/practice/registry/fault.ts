/** The error codes of the distribution specification, plus distribution's own PAGINATION_NUMBER_INVALID. */
export type FaultCode =
  | 'BLOB_UNKNOWN'
  | 'BLOB_UPLOAD_INVALID'
  | 'BLOB_UPLOAD_UNKNOWN'
  | 'DENIED'
  | 'DIGEST_INVALID'
  | 'MANIFEST_BLOB_UNKNOWN'
  | 'MANIFEST_INVALID'
  | 'MANIFEST_UNKNOWN'
  | 'NAME_INVALID'
  | 'NAME_UNKNOWN'
  | 'PAGINATION_NUMBER_INVALID'
  | 'SIZE_INVALID'
  | 'UNAUTHORIZED'
  | 'UNKNOWN'
  | 'UNSUPPORTED';

export interface FaultDetails {
  readonly detail?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that the registry's client gets as an error body. Part of the protocol, not a failure of Sluice. */
export class RegistryFault extends Error {
  override readonly name = 'RegistryFault';
  readonly status: number;
  readonly code: FaultCode;
  readonly detail: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: FaultCode, message: string, details: FaultDetails = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = details.detail;
    this.headers = details.headers ?? {};
  }

  /** Distribution specification, "Error Codes": `{"errors": [{code, message, detail}]}`. */
  body(): object {
    return {
      errors: [
        {
          code: this.code,
          message: this.message,
          ...(this.detail !== undefined && { detail: this.detail }),
        },
      ],
    };
  }
}

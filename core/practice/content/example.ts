/** What the documented example carries: a range for the enterprise, and a part of it for the enclave. */
export const exampleRanges = {
  channel: 'stable-4.15',
  all: { minVersion: '4.15.0', maxVersion: '4.15.3' },
  enclave: { minVersion: '4.15.2', maxVersion: '4.15.2' },
} as const;

/** Addresses that a registry on this machine has no right to name, in all their spellings; some would reach `port` of it. */
export const forbiddenAddresses = (port: number): readonly string[] => [
  'http://169.254.169.254/latest/meta-data',
  'http://169.254.169.254./latest/meta-data',
  'http://2852039166/latest/meta-data',
  'http://0xa9fea9fe/latest/meta-data',
  'http://0251.0376.0251.0376/latest/meta-data',
  'http://[::ffff:169.254.169.254]/latest/meta-data',
  'http://[64:ff9b::a9fe:a9fe]/latest/meta-data',
  'http://[fe80::1]/',
  'http://224.0.0.1/',
  `http://0.0.0.0:${port}/`,
  `http://0:${port}/`,
  `http://[::]:${port}/`,
];

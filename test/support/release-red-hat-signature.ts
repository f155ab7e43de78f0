/** Red Hat's published signature of OpenShift 4.15.46 (x86_64): a public fact, and proof that the shipped key is the right one. */
export const redHatSignature = {
  digest: 'sha256:ea0429e14dc9ff007f56d5db2b75209c2510d81e6869194e33a53352d2b6a4fa',
  version: '4.15.46',
  base64: [
    'owGbwMvMwMEoOU9/4l9n2UDGtYwpSWLxRQW5xZnpukWphbrZVZEm6VF6SZl56dtdc6qVkosySzKTE3OUrBSqlTJzE9NTwayU',
    '/OTs1CLd3MS8zLTU4hLdlMx0IAWUUirOSDQyNbNKTTQwMbJMNTRJSbZMSzMwME8zNUsxTUkySjI3NTKwTDYyNTRIsTBMNbMw',
    'szS0NEk1Nk40NTY2NUoxSjJLNElLVKrVUVAqqSwAWaeUWJKfm5mskJyfV5KYmZdapAB0bV5iSWlRqhJQVWZKal5JZkklssOK',
    'UtNSi1LzksHaC0sTK/Uy8/XzC1LzijMy00qA0jmpicWpuimpZfr5yQUwvpWJnqGpnomZboWFWbyZiVItyBH5BSWZ+XnQEEgu',
    'SgU6pghkalBqioJHYomCP9DUYJCpCsFAVwHDTcGxtCQjHxhulQoGegZ6hkBjOplkWBgYORjYWJlAwcrAxSkAi4IVTPz/UxQr',
    'L/+qfZmUtf7pTh413udfDDt1nG++PLz67xG+E3lznicKaqza2uN+Jbz+zb0pwRPy91100hM98HnGSWHdk16yv/YzR7FtXlLl',
    '4tOkwFMnNYlXu2Kxy/EtGWGea0qvNzOdcuGRvpl/tr247kaAdefU73+eHC0OVd0xR77r8q4fJ/P8ny0/t+JwUtvcDVN5nMJW',
    'GlXzJD0/lKbP9EDs10cdr/janQG8YT3C2u8717PcaerMP8XU+8twIyNv/KTNNcpv7J32cThv1jCPfal5L7U/vmF74rKGmkfd',
    'fuenttgvjlmbKnRh3svN3PbRU/Y9CU+9dJ6l4+aavNDCxB35k5O9t/R3nPJZ+Mc9KP2khbdhuFaHkpnarjtPHasvPKrRfnjb',
    '+sF+jv0n5bX0nqycnRnB5M18+eM9zsvh36+fleHN3RKaFvPlnk5b+tP9WdkPcwNX3jFbebQtV3lesbrUwg1W8mturbDafrZ5',
    'LdeuGapyX4r9z4vWxbDHfpyV98UwYNrOqrlTjcR8+i648qafEfh44MfKQ9unz9lx/0jU4sf/Cjmmx7hOuL/youKB5Fc716l2',
    '7hEWXtZ/x117Rl9w8h2Dg5NkNt6uCDewmC1z5HV5gXdv6so3RTLXOX45zai4Ui/xua/ZW2PtgSu77frPr2m6YedwaLqhwrIl',
    '39jfLQkUa1b/pf4gIyxz4e9LL6S6anbXP7x90rD8zH2ZeQA=',
  ].join(''),
} as const;

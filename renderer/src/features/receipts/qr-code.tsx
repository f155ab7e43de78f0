import type { ReactNode } from 'react';

/** Light modules around a code, without which readers do not find it (ISO/IEC 18004). */
const quiet = 4;

/** A QR code, dark on white in every theme: readers want it so. `rows` are of 0 (light) and 1 (dark). */
export function QrCode({
  rows,
  label,
}: {
  readonly rows: readonly string[];
  readonly label: string;
}): ReactNode {
  const side = rows.length + 2 * quiet;
  const dark = rows
    .flatMap((row, y) =>
      [...row].map((module, x) => (module === '1' ? `M${x + quiet} ${y + quiet}h1v1h-1z` : '')),
    )
    .join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      className="sluice-receipt-qr"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={dark} fill="#000" />
    </svg>
  );
}

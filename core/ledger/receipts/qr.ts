import { correction, generate, mode } from 'lean-qr';

/** A QR code (ISO/IEC 18004) as rows of modules; true is dark. The quiet zone of four modules is not in it. */
export type QrModules = readonly (readonly boolean[])[];

/** Quiet zone around a code, in modules. */
const quiet = 4;

/** Alphanumeric mode, so that it takes as few modules as it can: `text` may hold 0-9, A-Z, space and `$%*+-./:`. */
export function qrModules(text: string): QrModules {
  const code = generate(mode.alphaNumeric(text), { minCorrectionLevel: correction.M });
  return Array.from({ length: code.size }, (_, y) =>
    Array.from({ length: code.size }, (_unused, x) => code.get(x, y)),
  );
}

/**
 * For a terminal: two modules in a character, light ones drawn, as terminals are dark by default and readers take
 * either way round; with the quiet zone.
 */
export function qrHalfBlocks(modules: QrModules): string {
  const isLight = (x: number, y: number): boolean => modules[y]?.[x] !== true;
  const lines: string[] = [];
  for (let y = -quiet; y < modules.length + quiet; y += 2) {
    let line = '';
    for (let x = -quiet; x < modules.length + quiet; x++) {
      line += block(isLight(x, y), y + 1 < modules.length + quiet && isLight(x, y + 1));
    }
    lines.push(line);
  }
  return lines.join('\n');
}

function block(above: boolean, below: boolean): string {
  if (above) return below ? '█' : '▀';
  return below ? '▄' : ' ';
}

export { carryLog } from './carry-log.ts';
export { collectMedium, roomToCollect, type Collected, type CollectOptions } from './collect.ts';
export { fillMedium, type Filled, type FillOptions } from './fill.ts';
export { piecesOf, type Piece, type Pieces } from './pieces.ts';

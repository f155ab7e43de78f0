export { createTransfers, type Transfers } from './create-transfers.ts';
export { transferHandlers } from './transfer-handlers.ts';

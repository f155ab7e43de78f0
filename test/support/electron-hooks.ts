import { registerHooks } from 'node:module';

// For `node --import`: the finished program gets the stand-in where it asks for Electron.
const standIn = new URL('./electron-stand-in.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});
// Chromium refuses root; here is no Chromium.
process.getuid = () => 1000;

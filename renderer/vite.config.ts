import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// One renderer for both shells: relative addresses work below app:// and http://localhost.
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2023',
    // Inlined files would need data: in places where the content security policy has none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
});

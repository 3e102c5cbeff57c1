import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { adoptedCss, icons, noSharedTooltips, noWave, serviceWorker } from './build/plugins.mjs';

const BASE = '/console/';
const PLATFORM = process.env['PLATFORM_URL'] ?? 'http://127.0.0.1:8080';
/** A demonstration answers its own pages alone: to it this one is of its own. */
const proxied = { target: PLATFORM, changeOrigin: true, ws: true, headers: { origin: PLATFORM } };
const proxy = {
  '/graphql': proxied,
  '/demo': proxied,
  '/import': proxied,
  '/attachments': proxied,
  '/export': proxied,
  '/health': proxied,
  '/metrics': proxied,
};

/**
 * What stands around every page: one file packs better than thirty small ones. Charts, and what is opened later, stay
 * by themselves.
 */
const BASE_PARTS =
  /console[\\/]src[\\/](api|offline[\\/](?!visit-)|ui[\\/](?!line-chart|tree-|csv|download)|app[\\/](?!account)|session[\\/](session|config|claims))/;

/** React alone, and the charts alone: a page changes more often than they do. */
const groups = [
  { name: 'react', priority: 1, test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
  { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
  { name: 'base', test: BASE_PARTS },
];

export default defineConfig({
  base: BASE,
  resolve: { dedupe: ['react', 'react-dom'] },
  plugins: [
    adoptedCss(),
    noSharedTooltips(),
    noWave(),
    react(),
    icons(),
    serviceWorker(BASE, ['icon.svg', 'manifest.webmanifest', 'config.json']),
  ],
  server: { proxy },
  preview: { proxy },
  build: {
    target: 'es2022',
    manifest: true,
    reportCompressedSize: false,
    // Nothing is put into the page as a data: address, which the policy would refuse.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
});

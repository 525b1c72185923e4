/** How the web client is built: `web` becomes `dist/web`, names carry a hash of their content, one chunk a screen. */
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'web',
  plugins: [react(), tailwind()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // light-dark() is understood from these on; one set of tokens serves both themes.
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    // Nothing is inlined as data: the server's policy allows only what it serves itself.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
})

/**
 * How the web client is built: `web` becomes `dist/web`, names carry a hash of their content, one chunk a screen. The widget
 * (A6) is built beside it: the script for pages of the vendor and that of our frame, each one file under a name that stays.
 */
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { resolve } from 'node:path'
import { build, defineConfig, type BuildOptions, type Plugin } from 'vite'

const here = import.meta.dirname

/** Two builds, since the page's script is one plain file, and the frame's is in modules that are loaded when they are wanted. */
function widget(): Plugin {
  let outDir = ''
  const common = { emptyOutDir: false, target: 'es2023', cssTarget: ['chrome123', 'safari17.5', 'firefox120'] }
  const one = (own: BuildOptions) =>
    build({
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      root: here,
      build: { ...common, outDir, modulePreload: false, ...own },
    })
  return {
    name: 'widget',
    apply: 'build',
    configResolved: (config) => void (outDir = resolve(config.root, config.build.outDir)),
    async closeBundle() {
      const entry = resolve(here, 'widget/embed.ts')
      await one({ lib: { entry, formats: ['iife'], name: 'partnerDeskEmbed', fileName: () => 'widget.js' } })
      const frame = resolve(here, 'widget/panel/main.ts')
      await one({
        lib: { entry: frame, formats: ['es'], fileName: () => 'widget/panel.js', cssFileName: 'widget/panel' },
        rolldownOptions: { output: { chunkFileNames: 'widget/assets/[name]-[hash].js', minify: true } },
      })
    },
  }
}

/** One file for what every screen needs: each file of its own is a question more before anything can be drawn. */
const groups = [
  { name: 'libraries', test: /[\\/]node_modules[\\/]/, minShareCount: 4, priority: 2 },
  { name: 'shared', test: /[\\/](?:web[\\/]shared|src)[\\/]/, minShareCount: 8, priority: 1 },
]

export default defineConfig({
  root: 'web',
  plugins: [react(), tailwind(), widget()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    rolldownOptions: { output: { codeSplitting: { groups } } },
    // light-dark() is understood from these on; one set of tokens serves both themes.
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    // Nothing is inlined as data: the server's policy allows only what it serves itself.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
})

// Loaded before Partner Desk's own files where Node does not strip their types itself: under node_modules.
import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'

const own = new URL('..', import.meta.url).href

registerHooks({
  load(url, context, next) {
    const [file] = url.split('?')
    if (!file.startsWith(own) || !file.endsWith('.ts') || file.slice(own.length).startsWith('node_modules/')) {
      return next(url, context)
    }
    const source = stripTypeScriptTypes(readFileSync(fileURLToPath(file), 'utf8'))
    return { format: 'module', source, shortCircuit: true }
  },
})

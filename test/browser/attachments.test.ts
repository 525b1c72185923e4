import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { publishPolicy } from '../../src/services/policies.ts'
import { right } from '../support/http.ts'
import { zoho } from '../support/policies.ts'
import {
  assertAccessible,
  assertFits,
  closeBrowser,
  screens,
  type Screens,
  dialogOf,
  type Who,
  until,
} from './support.ts'

after(closeBrowser)

/** A picture of one red point. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: dot })

/** Files go past the place where the tests set the answers' time: there they would lose their bytes. */
async function opened(from: Screens, ...[who, path, look]: Parameters<Screens['open']>): Promise<Page> {
  const page = await from.open(who, '/', look)
  await page.route(/\/api\/v1\/attachments/, (route) => route.continue())
  await page.goto(path)
  return page
}

const choose = (page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.getByLabel('Choose files', { exact: true }).setInputFiles(files)

const ticketOf = async (from: Screens, who: Who): Promise<string> =>
  `/tickets/${(await from.post(who, '/tickets', right)).body.id}`

test('B4: a partner brings files by choosing, pasting and dropping, sends them, and both sides see them', async (context) => {
  const from = await screens(context)
  const path = await ticketOf(from, 'aurora')
  const page = await opened(from, 'aurora', path)
  await page.getByLabel('Your reply').fill('See the pictures.')
  await choose(page, picture('first.png'), {
    name: 'trace.log',
    mimeType: 'text/plain',
    buffer: Buffer.from('line 1\n'),
  })
  await page.getByText('PNG image').waitFor()
  await page.getByText('text · 7 bytes').waitFor()
  for (const [kind, property] of [
    ['paste', 'clipboardData'],
    ['drop', 'dataTransfer'],
  ])
    await page.evaluate(`{
      const bytes = Uint8Array.from(atob('${dot.toString('base64')}'), (sign) => sign.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([bytes], '${kind === 'paste' ? 'image.png' : 'dropped.png'}', { type: 'image/png' }))
      const area = document.querySelector('textarea')
      area.focus()
      area.dispatchEvent('${kind}' === 'paste'
        ? new ClipboardEvent('paste', { ${property}: data, bubbles: true, cancelable: true })
        : new DragEvent('drop', { ${property}: data, bubbles: true, cancelable: true }))
    }`)
  const list = page.getByRole('list', { name: 'Files of this message' })
  await list.getByText(/^Screenshot \d\d\.\d\d\.\d\d\.png$/).waitFor()
  await list.getByText('dropped.png').waitFor()
  await page.getByRole('button', { name: 'Remove trace.log' }).click()
  assert.equal(await list.getByRole('listitem').count(), 3)

  // What has arrived survives a reload, as the text does.
  await page.reload()
  await list.getByText('dropped.png').waitFor()
  assert.equal(await page.getByLabel('Your reply').inputValue(), 'See the pictures.')
  await page.getByRole('button', { name: /^Send/ }).click()
  const pictures = page.getByRole('list', { name: 'Pictures' })
  await pictures.getByRole('button', { name: 'Show dropped.png' }).waitFor()
  assert.equal(await list.count(), 0)

  const agent = await opened(from, 'agent', path)
  await agent.getByRole('button', { name: 'Show first.png' }).click()
  const box = dialogOf(agent)
  await box.getByText('1 of 3').waitFor()
  await agent.keyboard.press('ArrowRight')
  await box.getByText('2 of 3').waitFor()
  await box.getByRole('link', { name: 'Download' }).waitFor()
  const isDrawn = `document.querySelector('[role=dialog] img').naturalWidth === 1`
  await until(agent, isDrawn)
  await assertAccessible(agent, 'a picture at full size')
  await agent.keyboard.press('Escape')
  await box.waitFor({ state: 'detached' })
  const focused = await agent.evaluate('document.activeElement.getAttribute("aria-label")')
  assert.equal(focused, 'Show first.png', 'the keyboard is back where it was')
})

test('B4: an agent sends files with an answer, and a note’s stay inside', async (context) => {
  const from = await screens(context)
  const path = await ticketOf(from, 'aurora')
  const page = await opened(from, 'agent', path)
  await page.getByRole('textbox', { name: /partner/i }).fill('Here is the script.')
  await choose(page, { name: 'fix.sh', mimeType: 'text/plain', buffer: Buffer.from('echo 1\n') })
  await page.getByText(/A system may run what ends in \.sh/).waitFor()
  await page.getByRole('button', { name: /^Send to partner|^Send(?! and)/ }).click()
  await page.getByRole('article').getByText('fix.sh').first().waitFor()
  await page.getByRole('tab', { name: /note/i }).click()
  await page.getByRole('textbox', { name: /note/i }).fill('Only for us.')
  await choose(page, { name: 'inside.txt', mimeType: 'text/plain', buffer: Buffer.from('secret\n') })
  await page.getByText('text · 7 bytes').waitFor()
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: /note/i }).last().click()
  await page
    .getByRole('article', { name: /^Internal note/ })
    .getByText('inside.txt')
    .first()
    .waitFor()

  const partner = await opened(from, 'aurora', path)
  await partner.getByRole('link', { name: 'Download fix.sh' }).waitFor()
  assert.equal(await partner.getByText('inside.txt').count(), 0)
  const [download] = await Promise.all([
    partner.waitForEvent('download'),
    partner.getByRole('link', { name: 'Download fix.sh' }).click(),
  ])
  assert.equal(download.suggestedFilename(), 'fix.sh')
})

test('B4: what cannot be taken says why and what to do; a broken line is tried again; nothing is sent before', async (context) => {
  const from = await screens(context)
  const { app } = from.desk
  const attachments = { ...zoho.attachments, perFileMb: 1, perMessageMb: 1 }
  await publishPolicy(app.db, { ...zoho, attachments }, null, app.now())
  await app.policies.refresh()
  const page = await opened(from, 'aurora', await ticketOf(from, 'aurora'))
  await page.getByLabel('Your reply').fill('Here.')
  const send = page.getByRole('button', { name: /^Send/ })
  await choose(page, { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(1_048_577) })
  await page.getByText('It is larger than 1 MB: shorten the recording').waitFor()
  assert.equal(await send.getAttribute('aria-disabled'), 'true')
  await page.getByRole('button', { name: 'Remove film.mp4' }).click()
  await choose(page, { name: 'holiday.png', mimeType: 'image/png', buffer: Buffer.from('MZ\x90\0', 'latin1') })
  await page.getByText(/'holiday.png' is not taken\. It is a Windows program/).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0)
  await page.getByRole('button', { name: 'Remove holiday.png' }).click()

  let isDown = true
  await page.route(/\/api\/v1\/attachments$/, (route) => (isDown ? route.abort() : route.continue()))
  await choose(page, picture('a.png'))
  await page.getByText('The connection broke off').waitFor()
  isDown = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('PNG image').waitFor()
  assert.notEqual(await send.getAttribute('aria-disabled'), 'true')
})

test('B1, B4: screenshots go with a new request, and the form is accessible and fits with them, on a desk and a phone', async (context) => {
  const from = await screens(context)
  for (const look of [{}, { width: 360, height: 780, dark: true, touch: true }]) {
    const page = await opened(from, 'aurora', '/tickets/new', look)
    await page.getByRole('radio', { name: 'Technical Support' }).click()
    await page.getByLabel('Subject').fill('A picture says it')
    await page.getByLabel('What happens?').fill('See it.')
    await choose(page, picture('a very long name of a screenshot that somebody has made this morning.png'))
    await page.getByText('PNG image').waitFor()
    await assertAccessible(page, 'the form with a file')
    await assertFits(page, 'the form with a file')
    await page.getByRole('button', { name: 'Send request' }).click()
    await page.getByRole('button', { name: /^Show a very long name/ }).waitFor()
    await assertAccessible(page, 'the ticket with a picture')
    await assertFits(page, 'the ticket with a picture')
    await page.close()
  }
})

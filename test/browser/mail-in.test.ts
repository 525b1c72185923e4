import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { mailOf, withMail } from '../support/mail-in.ts'
import { assertAccessible, assertFits, closeBrowser, screens } from './support.ts'

after(closeBrowser)

const html =
  'Content-Type: text/html; charset=utf-8\r\n\r\n<p id="said">It is <b>wrong</b></p><script>document.title = "run"</script><img src="https://pictures.example/p.png">'
const htmlMail = (): Buffer =>
  Buffer.from(
    mailOf({ subject: 'The report again', cc: 'boss@elsewhere.example' })
      .toString()
      .replace(/Content-Type: [^]*/, html),
  )

test('A5: a mail is found among those that came, seen as it was sent, in a frame that runs and fetches nothing unasked', async (context) => {
  const { desk, open } = await screens(context)
  const done = await (await withMail(desk)).deliver(htmlMail())
  assert.ok(done.state === 'done' && done.outcome === 'open', JSON.stringify(done))
  const page = await open('agent', '/mail?tab=in')
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(request.url()))
  await page.getByRole('link', { name: /Ticket.*The report again.*asha@aurora\.example/ }).click()
  const dialog = page.getByRole('dialog', { name: 'The report again' })
  await dialog.getByText('DMARC passed; proved by aurora.example (SPF).').waitFor()
  await dialog.getByText('boss@elsewhere.example', { exact: true }).waitFor()
  const frame = page.frameLocator('iframe[title="The mail as it was sent"]')
  await frame.getByText('It is wrong').waitFor()
  assert.equal(await frame.locator('script').count(), 0)
  // Nothing runs in that frame, axe neither: it is looked at beside it.
  await dialog.getByRole('tab', { name: 'Text' }).click()
  await assertAccessible(page, 'a mail that came in')
  await dialog.getByRole('tab', { name: 'As sent' }).click()
  assert.ok(
    fetched.every((url) => url.startsWith(desk.url)),
    fetched.join(' '),
  )
  await dialog.getByRole('button', { name: 'Show pictures' }).click()
  await frame.locator('img[src="https://pictures.example/p.png"]').waitFor({ state: 'attached' })
  await dialog.getByRole('link', { name: /^PS-/ }).click()
  await page.waitForURL(/\/tickets\//)
  await page.getByText('Copied by mail: boss@elsewhere.example').waitFor()
  await page.getByRole('link', { name: 'The full mail' }).click()
  await page.getByRole('dialog', { name: 'The report again' }).waitFor()
})

test('G1: a mail that is parked says why, in the list, in its health and on itself, and is tried again', async (context) => {
  const { desk, open } = await screens(context)
  const mails = await withMail(desk)
  await mails.process(await mails.keep(Buffer.from('\r\n')))
  const page = await open('agent', '/mail?tab=health', { dark: true })
  await page.getByText('Each tells why, and can be tried again.').waitFor()
  await assertAccessible(page, 'the health of mail')
  await page.getByRole('link', { name: 'Parked', exact: true }).click()
  await page.getByRole('link', { name: /Parked.*The message is empty\./ }).click()
  const dialog = page.getByRole('dialog', { name: 'Mail' })
  await assertAccessible(page, 'a parked mail')
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('It is processed once more.').waitFor()
  await dialog.getByText('Waiting').waitFor()
})

test('A5: on a phone the mail that came in fits, and where none came it says how it will', async (context) => {
  const { desk, open } = await screens(context)
  const page = await open('agent', '/mail?tab=in', { width: 390, height: 844, touch: true })
  await page.getByRole('heading', { name: 'No mail yet' }).waitFor()
  await (await withMail(desk)).deliver(htmlMail())
  await page.getByRole('link', { name: /The report again/ }).click()
  await page.getByRole('dialog', { name: 'The report again' }).waitFor()
  await assertFits(page, 'a mail on a phone')
})

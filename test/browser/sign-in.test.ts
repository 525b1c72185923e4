import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { oidcProvider } from '../../src/channels/oidc/provider.ts'
import { returnUrlOf } from '../../src/http/single-sign-on.ts'
import { ask, start } from '../support/http.ts'
import { client, providerStandIn } from '../support/oidc-provider.ts'
import { freePort } from '../support/single-sign-on.ts'
import { codeAt } from '../support/second-factor.ts'
import { assertAccessible, closeBrowser, dialogOf, givePassword, screens, until } from './support.ts'

after(closeBrowser)

test('Who is not signed in is asked to, is told what is wrong, and comes back to where it was going', async (context) => {
  const { desk, open } = await screens(context)
  const password = await givePassword(desk, 'agent')
  const page = await open(null, '/all?severity=1')
  await page.getByLabel('E-mail address').fill('agent@vendor.example')
  await page.getByLabel('Password').fill('mistyped')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').getByText('do not belong together').waitFor()
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'All tickets' }).waitFor()
  assert.equal(new URL(page.url()).search, '?severity=1')
})

test('A link to the door never leads out of the house', async (context) => {
  const { desk, open } = await screens(context)
  const password = await givePassword(desk, 'agent')
  for (const next of ['//evil.example/', '/\\evil.example', 'https://evil.example/']) {
    const page = await open(null, `/sign-in?next=${encodeURIComponent(next)}`)
    await page.getByLabel('E-mail address').fill('agent@vendor.example')
    await page.getByLabel('Password').fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Queue', exact: true }).waitFor()
    assert.equal(new URL(page.url()).origin, desk.url)
  }
})

test('By single sign-on somebody goes to the provider and comes back into the queue; who is turned away is told whom to ask', async (context) => {
  const sso = await providerStandIn(context)
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const settings = { issuer: sso.issuer, clientId: client.id, clientSecret: client.secret, label: 'Example SSO' }
  const provider = oidcProvider({ ...settings, forContacts: false, only: true }, returnUrlOf(publicUrl))
  const { open } = await screens(context, { publicUrl, port, provider })
  sso.profile = { sub: 'ann', email: 'agent@vendor.example', email_verified: true }
  const page = await open(null, '/all?severity=1')
  await page.getByRole('link', { name: 'Sign in with Example SSO' }).waitFor()
  assert.equal(await page.getByLabel('Password').isVisible(), false)
  await assertAccessible(page, 'the door with another way')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'All tickets' }).waitFor()
  assert.equal(new URL(page.url()).search, '?severity=1')
  await page.getByRole('button', { name: /Ann Agent/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Partners: sign in with a password' }).click()
  await until(page, `document.activeElement?.getAttribute('name') === 'email'`)

  sso.profile = { sub: 'asha', email: 'asha@aurora.example', email_verified: true }
  await page.getByRole('link', { name: 'Sign in with Example SSO' }).click()
  await page.getByRole('heading', { name: 'This way is for the staff' }).waitFor()
  await assertAccessible(page, 'turned away')
  sso.profile = { sub: 'ann', email: 'agent@vendor.example', email_verified: true }
  await page.getByRole('link', { name: 'Take another account' }).click()
  await page.getByRole('heading', { name: 'Queue', exact: true }).waitFor()

  sso.profile = { sub: 'ada', email: 'admin@vendor.example', email_verified: true }
  const admin = await open(null, '/staff')
  await admin.getByRole('link', { name: 'Sign in with Example SSO' }).click()
  await admin.getByText('· single sign-on').nth(1).waitFor()
  await admin.getByRole('button', { name: 'Change Ann Agent' }).click()
  await admin.getByRole('menuitem', { name: 'Unlink single sign-on …' }).click()
  await dialogOf(admin).getByRole('button', { name: 'Unlink' }).click()
  await admin.getByText('Ann Agent is unlinked from single sign-on.').waitFor()
  await admin.getByText('· single sign-on').nth(1).waitFor({ state: 'detached' })
  assert.deepEqual(sso.wrong, [])
})

test('G3: each side comes to its own pages; what is of the other side, or of nobody, is not there', async (context) => {
  const { open, post } = await screens(context)
  const opened = await post('borealis', '/tickets', { type: 'Technical Support', subject: 'Theirs', description: 'x' })
  const page = await open('aurora', '/queue')
  await page.getByRole('heading', { name: 'My tickets' }).waitFor()
  await page.goto(`/tickets/${opened.body.id}`)
  await page.getByRole('heading', { name: 'There is no such ticket' }).waitFor()
  await page.goto(`/tickets/${opened.body.number}`)
  await page.getByRole('heading', { name: 'There is no such ticket' }).waitFor()
  await page.goto('/nowhere')
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
})

test('Signing out ends it, and takes what was being written along', async (context) => {
  const { open, post } = await screens(context)
  const opened = await post('aurora', '/tickets', { type: 'Technical Support', subject: 'Mine', description: 'x' })
  const page = await open('agent', `/tickets/${opened.body.number}`)
  await page.getByRole('tab', { name: 'Internal note' }).click()
  await page.getByLabel('Internal note').last().fill('Not yet said.')
  await page.getByRole('button', { name: /Ann Agent/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByLabel('E-mail address').waitFor()
  assert.equal(await page.evaluate('sessionStorage.length'), 0)
  await page.goto('/queue')
  await page.getByLabel('E-mail address').waitFor()
})

test('An administrator adds somebody, who comes in by the link; when they are let go their tickets are a colleague’s and their page is the door', async (context) => {
  const { desk, open, post } = await screens(context)
  const page = await open('admin', '/staff')
  const beside = await page.context().newPage()
  await beside.goto('/staff')
  await beside.getByText('agent@vendor.example').waitFor()
  await page.getByRole('button', { name: 'Add somebody' }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Ines')
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('agent@vendor.example')
  await dialog.getByRole('checkbox', { name: 'Partner Support' }).click()
  await assertAccessible(page, 'somebody new')
  await page.keyboard.press('Control+Enter')
  await dialog.getByText('somebody of the staff’s already').waitFor()
  await until(page, `document.activeElement?.value === 'agent@vendor.example'`)
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('ines@vendor.example')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Make the link' }).click()
  const link = await dialog.getByLabel('Code').innerText()
  await page.getByRole('button', { name: 'I have copied it' }).click()
  await page.getByText('link holds until').waitFor()
  // Whoever looks on is told.
  await beside.getByText('ines@').first().waitFor()

  const hers = await open(null, new URL(link, 'http://any.example').pathname)
  await hers.getByLabel('New password').fill('short')
  await hers.keyboard.press('Enter')
  await hers.getByText('Needs at least 10 characters').waitFor()
  await assertAccessible(hers, 'the link')
  await hers.getByLabel('New password').fill('three words of mine')
  await hers.keyboard.press('Enter')
  await hers.getByRole('heading', { name: 'Queue', exact: true }).waitFor()

  const opened = await post('aurora', '/tickets', { type: 'Technical Support', subject: 'Hers', description: 'x' })
  await hers.goto(`/tickets/${opened.body.number}`)
  const id = await hers.evaluate<string>(`fetch('/api/v1/me').then((answer) => answer.json()).then(({ id }) => id)`)
  await post('admin', `/tickets/${opened.body.id}/assign`, { person: id })
  await ask(desk.url, 'PATCH', `/api/v1/partners/${desk.people.aurora.partner}`, {
    key: await desk.keyOf('admin@vendor.example'),
    body: { accountManager: id },
  })
  await page.getByRole('button', { name: 'Change Ines' }).click()
  await page.getByRole('menuitem', { name: 'Deactivate …' }).click()
  await dialog.getByText('1 session').waitFor()
  await assertAccessible(page, 'what leaving means')
  await dialog.getByRole('combobox', { name: 'Who takes over' }).fill('Ada')
  await page.keyboard.press('Enter')
  await dialog.getByRole('combobox', { name: 'To whom' }).fill('Ann')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: /^Deactivate/ }).click()
  await page.getByText('Ines is deactivated, and 1 ticket and 1 partner moved.').waitFor()
  await hers.goto('/queue')
  await hers.getByLabel('E-mail address').waitFor()
  const warning = 'The clock of this machine is 95 seconds ahead of that of the database.'
  await page.route('**/api/v1/health', (route) => route.fulfill({ json: { warnings: [warning] } }))
  await page.goto('/staff?show=left')
  await page.getByText(warning).waitFor()
  await page.getByText('has left').waitFor()
})

test('Somebody ends their other sessions, changes the password and goes on, and makes and revokes a key of their own', async (context) => {
  const { desk, open } = await screens(context)
  const page = await open('aurora', '/account')
  await page.getByText('this one').waitFor()
  await page.getByRole('button', { name: 'New key' }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('textbox', { name: 'What for' }).fill('Our own list')
  await dialog.getByRole('radio', { name: /Reading/ }).click()
  await dialog.getByRole('button', { name: /^Make it/ }).click()
  const key = (await dialog.getByLabel('Code').innerText()).trim()
  assert.equal((await ask(desk.url, 'GET', '/api/v1/me', { key })).body.name, 'Asha')
  await page.getByRole('button', { name: 'I have copied it' }).click()
  await page.getByRole('button', { name: 'Revoke Our own list' }).click()
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByText('‘Our own list’ is revoked.').waitFor()
  assert.equal((await ask(desk.url, 'GET', '/api/v1/me', { key })).status, 401)

  await page.getByRole('button', { name: 'Change your password' }).click()
  await dialog.getByLabel('The one you have').fill('not that one')
  await dialog.getByLabel('The new one').fill('three newer words')
  await page.keyboard.press('Enter')
  await dialog.getByText('This is not your password.').waitFor()
  await dialog.getByLabel('The one you have').fill('correct horse battery')
  await page.keyboard.press('Enter')
  await page.getByText('Your password is changed.').waitFor()
  await page.goto('/tickets')
  await page.getByRole('heading', { name: 'My tickets' }).waitFor()
})

test('Somebody turns a second factor on, and signs in with a code and with a recovery code, by the keyboard alone (G2)', async (context) => {
  const { desk, open, setTime } = await screens(context)
  const password = await givePassword(desk, 'aurora')
  const page = await open(null, '/account')
  const { keyboard } = page
  const dialog = dialogOf(page)
  const signIn = async () => {
    await page.getByLabel('E-mail address').focus()
    await keyboard.type('asha@aurora.example')
    await keyboard.press('Tab')
    await keyboard.type(password)
    await keyboard.press('Enter')
  }
  await signIn()
  await page.getByRole('button', { name: 'Turn on a second factor' }).focus()
  await keyboard.press('Enter')
  await until(page, `document.activeElement?.type === 'password'`)
  await keyboard.type('not that one')
  await keyboard.press('Enter')
  await dialog.getByText('This is not your password.').waitFor()
  await keyboard.press('ControlOrMeta+A')
  await keyboard.type(password)
  await keyboard.press('Enter')
  const secret = await dialog.getByLabel('Secret', { exact: true }).innerText()
  await assertAccessible(page, 'the secret')
  await dialog.getByRole('img', { name: 'QR code of the secret' }).waitFor()
  // From the link to the app, which comes first, over copying the secret and the secret itself.
  for (const _ of ['copy', 'the secret', 'the code']) await keyboard.press('Tab')
  await until(page, `document.activeElement?.autocomplete === 'one-time-code'`)
  await keyboard.type(codeAt(secret.trim(), start))
  await keyboard.press('Enter')
  await dialog.getByText('I have kept them').waitFor()
  const codes = (await dialog.getByLabel('Recovery codes', { exact: true }).innerText()).trim().split('\n')
  assert.equal(codes.length, 10)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('link', { name: 'Download' }).press('Enter'),
  ])
  assert.equal(download.suggestedFilename(), 'partner-desk-recovery-codes.txt')
  await keyboard.press('Escape')
  await page.getByText('10 recovery codes left').waitFor()

  const signOut = async () => {
    await page.evaluate(`fetch('/api/v1/session', { method: 'DELETE' })`)
    await page.goto('/account')
  }
  setTime('2026-03-10T06:02:00Z')
  await signOut()
  await signIn()
  await page.getByRole('heading', { name: 'Your code' }).waitFor()
  await until(page, `document.activeElement?.autocomplete === 'one-time-code'`)
  assert.equal(await page.evaluate('document.activeElement.inputMode'), 'numeric')
  await assertAccessible(page, 'the code')
  await keyboard.type('000000')
  await keyboard.press('Enter')
  await page.getByText('This code does not work').waitFor()
  await until(page, `document.activeElement?.autocomplete === 'one-time-code'`)
  await keyboard.press('ControlOrMeta+A')
  await keyboard.type(codeAt(secret.trim(), '2026-03-10T06:02:00Z'))
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: 'My account' }).waitFor()

  await signOut()
  await signIn()
  await page.getByRole('button', { name: 'Use a recovery code' }).focus()
  await keyboard.press('Enter')
  await until(page, `document.activeElement?.name === 'code' && document.activeElement.inputMode === 'text'`)
  await keyboard.type(codes[0] ?? '')
  await keyboard.press('Enter')
  await page.getByText('9 recovery codes left').waitFor()
})

test('Whoever must have a second factor and has none is led to set it up before anything else, and goes on from there', async (context) => {
  const { desk, open, post } = await screens(context)
  const admin = await open('admin', '/staff')
  await admin.getByRole('button', { name: 'Second factor …' }).click()
  const asked = dialogOf(admin)
  await asked.getByRole('radio', { name: /All of the staff/ }).click()
  await assertAccessible(admin, 'the rule')
  await asked.getByRole('button', { name: /^Save/ }).click()
  await admin.getByText('All of the staff must have a second factor.').waitFor()
  await post('aurora', '/tickets', { type: 'Technical Support', subject: 'Here', description: 'x' })

  const page = await open('agent', '/all?severity=3')
  await page.getByRole('heading', { name: 'Set up your second factor' }).waitFor()
  await assertAccessible(page, 'what must be set up')
  await page.goto('/queue')
  await page.getByRole('button', { name: 'Set it up' }).press('Enter')
  const dialog = dialogOf(page)
  await dialog.getByLabel('Your password').fill('correct horse battery')
  await page.keyboard.press('Enter')
  const secret = await dialog.getByLabel('Secret', { exact: true }).innerText()
  await dialog.getByLabel('Code of your app').fill(codeAt(secret.trim(), start))
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByRole('heading', { name: 'Queue', exact: true }).waitFor()
  assert.equal(desk.complaints.length, 0)

  // They lose all of it: an administrator takes it away, and they are at the door.
  await admin.goto('/staff')
  await admin.getByRole('button', { name: 'Change Ann Agent' }).click()
  await admin.getByRole('menuitem', { name: 'Take the second factor away …' }).click()
  await asked.getByRole('button', { name: /^Take it away/ }).click()
  await admin.getByText('Ann Agent comes in by the password alone now.').waitFor()
  await page.goto('/queue')
  await page.getByLabel('E-mail address').waitFor()
})

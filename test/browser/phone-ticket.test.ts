import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, assertFits, closeBrowser, screens } from './support.ts'

after(closeBrowser)

/** Words and buttons of a region that stick out of it, or that a box of theirs cuts off. Runs in the page. */
const look = `(region) => {
  const outer = document.querySelector('[aria-label="' + region + '"]')
  if (outer === null) return ['There is no ' + region + '.']
  const { left, right } = outer.getBoundingClientRect()
  return [...outer.querySelectorAll('*')].flatMap((each) => {
    const box = each.getBoundingClientRect()
    if (box.width <= 1 || each.closest('.sr-only') !== null) return []
    const sticks = box.left < left - 1 || box.right > right + 1
    const clips = each.clientWidth > 0 && getComputedStyle(each).overflowX !== 'visible'
    return sticks || (clips && each.scrollWidth > each.clientWidth + 1) ? [each.tagName + ' ' + each.textContent.trim()] : []
  })
}`

const cutOff = (page: Page, region: string): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(`(${look})(${JSON.stringify(region)})`)

for (const [dark, touch] of [
  [false, true],
  [true, false],
] as const)
  test(`In a window of 390 px, ${dark ? 'dark' : 'light'}, ${touch ? 'with fingers' : 'with keys'}, nothing of the composer's foot and of the promises' words is cut off`, async (context) => {
    const { open, post, setTime } = await screens(context)
    const { body } = await post('aurora', '/tickets', {
      type: 'Technical Support',
      subject: 'Totals are wrong',
      description: 'The sum is wrong.',
      severity: 2,
    })
    setTime('2026-03-10T07:00:00Z')
    const page = await open('agent', `/tickets/${body.id}`, { width: 390, height: 844, touch, dark })
    await page.getByRole('region', { name: 'Write' }).getByRole('textbox').fill('We have it, and look into it today.')
    await page.getByText('States the determination').waitFor()
    for (const region of ['Write', 'What is promised']) assert.deepEqual(await cutOff(page, region), [], region)
    for (const composer of ['Internal note', 'For the customer']) {
      await page.getByRole('tab', { name: composer }).click()
      assert.deepEqual(await cutOff(page, 'Write'), [], composer)
    }
    await assertFits(page, 'the ticket')
    await assertAccessible(page, 'the ticket on a phone')
  })

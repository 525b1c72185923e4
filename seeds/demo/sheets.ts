/** What is shown of the demo's partners (E8), as it was brought over with them; what they ask for since, `run-stories.ts` tells. */
import { minutes, type Instant } from '../../src/domain/kernel.ts'
import { workingTimeOf } from '../../src/domain/calendar/working-time.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { placeOf } from '../../src/domain/region.ts'
import { against } from '../../src/domain/sheet/change.ts'
import { readSheetValues, sheetRules } from '../../src/domain/sheet/values.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { parted, standsNow } from '../../src/services/sheets/standing.ts'
import { holdAttachments } from '../../src/storage/attachments.ts'
import { insertSheet, publishVersion, sheetById } from '../../src/storage/sheets.ts'
import type { Tx } from '../../src/storage/tx.ts'
import type { Cast } from './company.ts'
import { keepFile, pdf, png, type Uploader } from './kept-file.ts'
import { sheetStories, type SheetStory } from './sheet-stories.ts'

/** A vendor whose policy shows no such thing has none. */
export async function furnishSheets(tx: Tx, policy: Policy, company: Cast, now: Instant): Promise<void> {
  for (const story of sheetStories) await publish(tx, policy, company, story, now)
}

async function publish(tx: Tx, policy: Policy, company: Cast, story: SheetStory, now: Instant): Promise<void> {
  const rules = sheetRules(policy, story.of)
  if (rules === undefined) return
  const { partner, person } = company.contact(story.from)
  const working = workingTimeOf(placeOf(policy, partner.country, partner.state).calendar)
  const at = working.add(now, minutes(-story.shownBefore * 24 * 60)).round('second')
  const id = newIdAt<'sheet'>(at)
  const files = await filesOf(tx, story, { partner: partner.id, by: person.id, at })
  const held = { for: `sheet:${id}`, partner: partner.id, visibleTo: 'partner', at } as const
  await holdAttachments(tx, held, Object.values(files))
  const customer = company.customers.find(({ name }) => name === story.customer)
  const given = { ...story.set, ...files, ...(customer === undefined ? {} : { customer: customer.id }) }
  const read = readSheetValues(policy, rules, given)
  if (!read.ok)
    throw new Error(
      `The demo's ${rules.name} of ${partner.name}: ${read.problem.map(({ message }) => message).join(' ')}`,
    )
  await insertSheet(tx, { id, partner: partner.id, kind: rules.id, single: !rules.many, at })
  const sheet = await sheetById(tx, id)
  const before = await standsNow(tx, rules, partner, rules.many ? id : null)
  if (sheet === null || before === null) throw new Error('A sheet of the demo is not there.')
  const change = against(rules, { of: rules.id, item: null, takesDown: false, set: read.value }, before)
  const contents = Object.fromEntries(
    Object.entries(parted(rules, change.set).own).flatMap(([field, value]) => (value === null ? [] : [[field, value]])),
  )
  const by = company.staff('pam').id
  await publishVersion(tx, { sheet, change, changeId: newIdAt<'run'>(at), contents, at, by })
}

async function filesOf(tx: Tx, { document, logo }: SheetStory, by: Uploader): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  if (document !== undefined)
    files.document = await keepFile(tx, document.name, pdf(document.heading, document.lines), by)
  if (logo !== undefined) {
    const bars = [0, 1, 2].map((nth) => [14 + nth * 24, 64 - nth * 18, 16, 18 + nth * 18, logo] as const)
    files.logo = await keepFile(tx, 'logo.png', png(96, 96, [255, 255, 255], bars), by)
  }
  return files
}

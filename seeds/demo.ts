/** The demo company of the contract: its people and partners, and a fortnight of tickets that ends now. */
import { StartProblem } from '../src/app.ts'
import type { Instant } from '../src/domain/kernel.ts'
import type { Policy } from '../src/domain/policy.ts'
import type { Demo } from '../src/services/access.ts'
import type { App } from '../src/services/app.ts'
import { commit, type Write } from '../src/storage/commit.ts'
import { insertCustomers } from '../src/storage/customers.ts'
import type { Tx } from '../src/storage/database.ts'
import { insertPartners } from '../src/storage/partners.ts'
import { insertPeople, type Person } from '../src/storage/people.ts'
import { latestPolicy } from '../src/storage/policies.ts'
import { keepSetting, readSetting } from '../src/storage/settings.ts'
import { furnishBoard } from './demo/board.ts'
import { furnishCalls } from './demo/calls.ts'
import { furnishChats } from './demo/chats.ts'
import { cast, partners, staff, type Cast } from './demo/company.ts'
import { furnishDiary } from './demo/diary.ts'
import { furnishEvaluations } from './demo/evaluations.ts'
import { furnishFiles } from './demo/files.ts'
import { furnish } from './demo/guide.ts'
import { furnishHeld } from './demo/held.ts'
import { furnishIntegrations } from './demo/integrations.ts'
import { furnishPayouts } from './demo/payouts.ts'
import { readablePassword } from './demo/password.ts'
import { play } from './demo/play.ts'
import { register } from './demo/registry.ts'
import { furnishReviews } from './demo/reviews.ts'
import { furnishRuns } from './demo/runs.ts'
import { furnishSheets } from './demo/sheets.ts'
import { stories } from './demo/stories.ts'
import { furnishTagsAndViews } from './demo/tags-and-views.ts'
import { furnishTogether } from './demo/together.ts'

type Account = Pick<Person, 'id' | 'email' | 'name'>

export interface DemoOptions {
  /** Gives all of them that password, in the place of any they had: it may be called again for the same ones. */
  sharePassword(people: readonly Account[], password: string): Promise<void>
}

/** Where the services look for it. */
const demoSetting = 'demo'
/** Who has not got the password yet: everybody, until everybody has. */
const lockedOutSetting = 'demo-locked-out'

/**
 * Makes the demo company once in a database; every later call answers with the same password and people, and does
 * nothing. All but the passwords is written in one transaction: a start that is killed on the way leaves nothing, or a
 * company that the next start finishes. Rejects with a `StartProblem` where the stories do not fit the published policy.
 */
export async function seedDemo(app: App, { sharePassword }: DemoOptions): Promise<Demo> {
  const now = app.now()
  const demo = await inTurn(app, (tx) => keptOrMade(tx, app.policies.current(), now, app.publicUrl))
  await inTurn(app, async (tx) => {
    const lockedOut = ((await readSetting(tx, lockedOutSetting)) ?? []) as readonly Account[]
    if (lockedOut.length === 0) return
    await sharePassword(lockedOut, demo.password)
    await keepSetting(tx, lockedOutSetting, [])
  })
  return demo
}

/** One start at a time on one database: whoever comes second finds what the first has done. */
const inTurn = <Value>(app: App, work: (tx: Tx) => Promise<Value>): Promise<Value> =>
  app.db.system(async (tx) => {
    // The turn of those who publish serves as well, and the policy stays what it is meanwhile.
    await latestPolicy(tx, { lock: true })
    return work(tx)
  })

async function keptOrMade(tx: Tx, policy: Policy, now: Instant, publicUrl: App['publicUrl']): Promise<Demo> {
  const kept = (await readSetting(tx, demoSetting)) as Demo | null
  if (kept !== null) return kept

  const { company, writes } = told(policy, now)
  const contacts = company.people.filter(({ side }) => side === 'partner')
  const employees = company.people.filter(({ side }) => side === 'staff')
  // A partner has its account manager among the staff, and a contact its partner.
  await insertPeople(tx, employees)
  await insertPartners(tx, company.partners)
  await insertPeople(tx, contacts)
  await insertCustomers(tx, company.customers)
  await register(tx, policy, company, now)
  await furnish(tx, policy, company, now)
  // They began before the fortnight of the stories: the numbers of tickets follow time.
  await furnishPayouts(tx, policy, company, now)
  await furnishSheets(tx, policy, company, now)
  // G4: whoever they name is not written to, whatever mail server is set.
  await commit(tx, writes, 'captured')
  await furnishBoard(tx, policy, company, writes, now)
  await furnishFiles(tx, writes)
  await furnishTogether(tx, company, writes, now)
  await furnishTagsAndViews(tx, policy, company, writes, now)
  await furnishCalls(tx, policy, company, now)
  await furnishChats(tx, policy, writes)
  await furnishDiary(tx, company, now)
  await furnishEvaluations(tx, policy, company, now)
  await furnishIntegrations(tx, policy, company, now)
  await furnishHeld(tx, policy, now)
  const reviews = await furnishReviews(tx, company, now)
  await furnishRuns(tx, policy, company, writes, now, { publicUrl, reviews })
  const demo: Demo = { password: readablePassword(), people: introductions() }
  await keepSetting(tx, demoSetting, demo)
  const accounts: readonly Account[] = company.people.map(({ id, email, name }) => ({ id, email, name }))
  await keepSetting(tx, lockedOutSetting, accounts)
  return demo
}

function told(policy: Policy, now: Instant): { readonly company: Cast; readonly writes: readonly Write[] } {
  try {
    const company = cast(policy, now)
    return { company, writes: play(stories, policy, company, now) }
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw new StartProblem(
      `The demo company's stories do not fit the published policy (${reason}): set DEMO=0 to start without it.`,
      { cause: thrown },
    )
  }
}

const introductions = (): Demo['people'] => [
  ...Object.values(staff).map(({ name, email, what }) => ({ name, email, what })),
  ...Object.values(partners).flatMap(({ contacts, what }) =>
    Object.values(contacts).map(({ name, email }) => ({ name, email, what })),
  ),
]

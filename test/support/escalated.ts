/** A desk for tests of escalations: tickets on both desks, people who lead, contracts and account managers. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { PartnerId } from '../../src/domain/kernel.ts'
import { wakeDue } from '../../src/services/wake.ts'
import { insertContract, type ContractId } from '../../src/storage/contracts.ts'
import { insertPeople, type Person } from '../../src/storage/people.ts'
import { ask, cast, right, testDesk, type Answer, type DeskOptions } from './http.ts'
import { uuid } from './decisions.ts'

export type Whose = keyof typeof cast

export interface Opened {
  readonly id: string
  readonly path: string
}

export async function escalationDesk(context: TestContext, options: DeskOptions = {}) {
  const desk = await testDesk(context, options)
  const keys = new Map<Whose, string>()
  const keyOf = async (whose: Whose): Promise<string> => {
    const key = keys.get(whose) ?? (await desk.keyOf(cast[whose].email))
    keys.set(whose, key)
    return key
  }
  const send =
    (method: string) =>
    async (whose: Whose, path: string, body?: unknown): Promise<Answer> =>
      ask(desk.url, method, `/api/v1${path}`, { key: await keyOf(whose), ...(body === undefined ? {} : { body }) })
  const get = send('GET')
  const post = send('POST')

  async function open(whose: Whose, form: Record<string, unknown> = {}): Promise<Opened & { readonly body: any }> {
    const opened = await post(whose, '/tickets', { ...right, severity: 2, ...form })
    assert.equal(opened.status, 201, JSON.stringify(opened.body))
    return { id: opened.body.id, path: `/tickets/${opened.body.id}`, body: opened.body }
  }

  return {
    desk,
    get,
    post,
    patch: send('PATCH'),
    remove: send('DELETE'),
    /** Aurora is in India and Premium, Borealis in Germany and Advanced. */
    openSupport: (whose: Whose = 'aurora') => open(whose),
    openOperations: (whose: Whose = 'aurora') => open(whose, { type: 'Commission Payment' }),
    /** Brings up to date whatever is due at the desk's time. */
    wake: () => wakeDue(desk.app, 100),
    partnerOf: (whose: Whose): PartnerId => desk.people[whose].partner as PartnerId,
    /** A support contract of these days. */
    contract: (whose: Whose, startsOn: string, endsOn: string) =>
      desk.app.db.system((tx) =>
        insertContract(tx, {
          id: uuid<ContractId>(),
          partner: desk.people[whose].partner as PartnerId,
          reference: `C-${startsOn}`,
          startsOn,
          endsOn,
          createdAt: desk.app.now(),
        }),
      ),
    /** Somebody more on the staff. */
    async hire(name: string, email: string): Promise<Person> {
      const person: Person = { ...desk.people.agent, id: desk.app.newId<'person'>(), name, email }
      await desk.app.db.system((tx) => insertPeople(tx, [person]))
      return person
    },
    /** Makes somebody a partner's account manager. */
    manages: (person: Person, whose: Whose) =>
      desk.app.db.system((tx) =>
        tx.call({ name: 'manages', text: 'update partners set account_manager_id = $1 where id = $2' }, [
          person.id,
          desk.people[whose].partner,
        ]),
      ),
  }
}

export const major = { reason: 'major-problem', statement: 'No order leaves the house.' }

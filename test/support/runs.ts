/** A desk for tests of workflows: tickets of Operations, runs on them, and the links that customers get. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { CustomerId } from '../../src/domain/kernel.ts'
import { wakeRuns } from '../../src/services/workflow/runs.ts'
import { customersOf } from '../../src/storage/customers.ts'
import { ask, type Answer, type DeskOptions } from './http.ts'
import { escalationDesk, type Whose } from './escalated.ts'

export async function workflowDesk(context: TestContext, options: DeskOptions = {}) {
  const base = await escalationDesk(context, options)
  const { desk, get, post } = base

  const publicly = (path: string, body: unknown): Promise<Answer> => ask(desk.url, 'POST', `/api/v1${path}`, { body })

  async function begin(whose: Whose, path: string, workflow: string, fields: object): Promise<Answer> {
    return post(whose, `${path}/run`, { workflow, fields })
  }

  return {
    ...base,
    begin,
    step: (whose: Whose, path: string, step: string, fields: object = {}) =>
      post(whose, `${path}/run/steps`, { step, fields }),
    run: async (whose: Whose, path: string) => (await get(whose, `${path}/run`)).body.run,
    /** What time and the post have brought about by now. */
    wakeRuns: async () => {
      const { failed } = await wakeRuns(desk.app, 100)
      assert.deepEqual(failed, [])
    },
    look: (token: string) => publicly('/confirmations/look', { token }),
    answer: (token: string, step: string, fields: object = {}) => publicly('/confirmations', { token, step, fields }),
    /** Letters of the ticket's runs, oldest first: to whom, and the text. */
    async letters(
      path: string,
    ): Promise<{ to: string; subject: string; text: string; state: string; link: string | null }[]> {
      const { body } = await get('agent', `${path}/letters`)
      return body.items
        .filter(({ template }: any) => template === 'workflow')
        .map(({ to, subject, text, state }: any) => ({
          to: to[0].email,
          subject,
          text,
          state,
          link: /\/confirm\/([\w-]+)/.exec(text)?.[1] ?? null,
        }))
    },
    async customerOf(whose: Whose): Promise<CustomerId> {
      const [customer] = await desk.app.db.system((tx) => customersOf(tx, base.partnerOf(whose)))
      if (customer === undefined) throw new Error(`${whose} has no customer.`)
      return customer.id
    },
  }
}

export type WorkflowDesk = Awaited<ReturnType<typeof workflowDesk>>

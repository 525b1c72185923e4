/** A desk with a ticket whose proof is taken, and the command that checks it. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sealAudit } from '../../src/services/audit/seal.ts'
import type { CheckedProof } from '../../src/services/ticket-proof/check.ts'
import type { Continued } from '../../src/services/ticket-proof/compare.ts'
import type { ProofFile } from '../../src/services/ticket-proof/format.ts'
import { wakeDue } from '../../src/services/wake.ts'
import { emptyFolder } from './command-database.ts'
import { desk as command } from './command-line.ts'
import { ask, testDesk } from './http.ts'

interface Answered {
  readonly holds: boolean
  readonly proofs: readonly CheckedProof[]
  readonly continues: Continued | null
}

export async function proofDesk(t: TestContext) {
  const desk = await testDesk(t)
  const keys = {
    agent: await desk.keyOf('agent@vendor.example'),
    admin: await desk.keyOf('admin@vendor.example'),
    aurora: await desk.keyOf('asha@aurora.example'),
    borealis: await desk.keyOf('bjorn@borealis.example'),
  }
  type Who = keyof typeof keys
  const call = (who: Who, method: string, path: string, body?: unknown) =>
    ask(desk.url, method, `/api/v1${path}`, { key: keys[who], ...(body === undefined ? {} : { body }) })
  const folder = await emptyFolder(t)
  let written = 0
  return {
    ...desk,
    call,
    async at(when: string) {
      desk.setTime(when)
      await wakeDue(desk.app, 100)
    },
    async done(who: Who, path: string, body: object) {
      const { status, body: said } = await call(who, 'POST', path, body)
      assert.ok(status < 300, `${path} ${status} ${JSON.stringify(said)}`)
      return said
    },
    async proof(who: Who, id: string, query = ''): Promise<ProofFile> {
      const { status, body } = await call(who, 'GET', `/tickets/${id}/proof${query}`)
      assert.equal(status, 200, JSON.stringify(body))
      return body
    },
    /** What `desk proof check` says of them. */
    async check(
      ...files: readonly unknown[]
    ): Promise<Answered & { readonly status: number; readonly first: CheckedProof }> {
      const paths = []
      for (const file of files) {
        written += 1
        const path = join(folder, `proof-${written}.json`)
        await writeFile(path, typeof file === 'string' ? file : JSON.stringify(file))
        paths.push(path)
      }
      const { status, lines, err } = await command(['proof', 'check', ...paths])
      assert.deepEqual([err, lines.length], ['', 1])
      const answered = lines[0] as Answered
      assert.equal(status, answered.holds ? 0 : 1)
      return { ...answered, status, first: answered.proofs[0] as CheckedProof }
    },
  }
}
export type ProofDesk = Awaited<ReturnType<typeof proofDesk>>

/**
 * Of Aurora in India, severity 1: acknowledgement due at 09:00Z and broken, determination due at 14:00Z and kept at noon; notes between.
 * Events: 1 opened, 2 assigned, 3 noted, 4 and 5 target-passed, 6 limit-passed, 7 agent-replied, 8 noted, 9 agent-replied.
 */
export async function brokenAndKept(desk: ProofDesk): Promise<string> {
  const { id } = await desk.done('aurora', '/tickets', {
    type: 'Technical Support',
    subject: 'Nobody gets in',
    description: 'It is odd.',
    severity: 1,
    kind: 'incident',
    reproducible: false,
    troubleshooting: 'Two browsers.',
  })
  const say = (body: string, visibility: 'public' | 'internal', determination = false) =>
    desk.done('agent', `/tickets/${id}/messages`, { body, visibility, ...(determination ? { determination } : {}) })
  await desk.at('2026-03-10T06:30:00Z')
  await desk.done('agent', `/tickets/${id}/assign`, { person: desk.people.agent.id })
  await say('They pay late.', 'internal')
  await desk.at('2026-03-10T10:30:00Z')
  await say('We have it.', 'public')
  await desk.at('2026-03-10T11:00:00Z')
  await say('Look at the pool.', 'internal')
  await desk.at('2026-03-10T12:00:00Z')
  await say('The certificate had run out.', 'public', true)
  return id
}

/** Other tests' transactions hold sealing up: until all of the ticket's ledger is under a seal. */
export async function sealed(desk: ProofDesk, id: string): Promise<ProofFile> {
  for (;;) {
    await sealAudit(desk.app)
    const proof = await desk.proof('admin', id)
    if (proof.seals.flatMap(({ events }) => events).length === proof.ledger.length) return proof
    await pause(20)
  }
}

/** A copy with something done to it. */
export function changed(proof: ProofFile, change: (copy: Mutable) => void): Mutable {
  const copy = structuredClone(proof) as Mutable
  change(copy)
  return copy
}
export type Mutable = {
  -readonly [Key in keyof ProofFile]: ProofFile[Key]
}
export const entry = ({ ledger }: Mutable, seq: number) => {
  const found = ledger.find((each) => each.seq === seq)
  assert.ok(found !== undefined)
  return found
}
export const edited = (copy: Mutable, seq: number, from: string, to: string) => {
  const found = entry(copy, seq)
  assert.ok(found.line?.includes(from), `${from} is not in ${found.line}`)
  found.line = found.line?.replace(from, to) ?? null
}
/** As somebody would who knows how the chain is made. */
export function hashedAnew(copy: Mutable, from: number): void {
  let before = copy.ledger[from - 2]?.hash ?? ''
  for (const each of copy.ledger.slice(from - 1)) {
    if (each.line !== null) each.hash = createHash('sha256').update(`${before}\n${each.line}`).digest('hex')
    before = each.hash
  }
  copy.head = { ...copy.head, hash: before }
}

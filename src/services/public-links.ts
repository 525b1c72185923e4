/**
 * Links by which a customer answers without an account: unguessable, for one answer, bound to the exact run, the visit of
 * its state, and a digest of what was asked. Only their hash is kept.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Instant } from '../domain/kernel.ts'
import type { Run } from '../domain/workflow/run.ts'
import type { Tx } from '../storage/database.ts'
import { canonicalJson } from '../storage/json.ts'
import { insertLink, linkByHash, type PublicLink } from '../storage/public-links.ts'
import type { App } from './app.ts'

export type { PublicLink } from '../storage/public-links.ts'

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** What a customer is asked, as a digest: a link answers this question and no other. */
export const digestOfQuestion = (run: Run, asks: string): string =>
  createHash('sha256')
    .update(
      canonicalJson({
        run: run.id,
        workflow: run.workflow,
        policy: run.policyVersion,
        state: run.state,
        visit: run.visit,
        asks,
        fields: run.fields,
      }),
    )
    .digest('hex')

export interface LinkFor {
  readonly run: Run
  readonly digest: string
  readonly address: string
  readonly expiresAt: Instant
}

/** Makes a link: its address is in this answer and nowhere else. Without a public address of the product it is a path. */
export async function makeLink(app: App, tx: Tx, { run, digest, address, expiresAt }: LinkFor): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await insertLink(tx, hashOf(token), {
    run: run.id,
    ticket: run.ticket,
    partner: run.partner,
    visit: run.visit,
    digest,
    address,
    createdAt: app.now(),
    expiresAt,
  })
  return `${app.publicUrl?.replace(/\/$/, '') ?? ''}/confirm/${token}`
}

/** What a token opens; null for one that was never given out. */
export const findLink = (tx: Tx, token: string): Promise<PublicLink | null> => linkByHash(tx, hashOf(token))

/** Whether there is something of an id, as far as the actor may know (G3). */
import type { CustomerId, PartnerId, PersonId } from '../../domain/kernel.ts'
import { readAnnouncement, type AnnouncementId } from '../../storage/announcements.ts'
import { contractById, type ContractId } from '../../storage/contracts.ts'
import { customerById } from '../../storage/customers.ts'
import type { Tx } from '../../storage/database.ts'
import { grantById, type GrantId } from '../../storage/grants.ts'
import { readIdea, type IdeaId } from '../../storage/ideas.ts'
import { readIncident, type IncidentId } from '../../storage/incidents.ts'
import { partnerById } from '../../storage/partners.ts'
import { personById } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'

export type IsThere = (app: App, actor: Actor, id: string) => Promise<boolean>

const isThere =
  (find: (tx: Tx, id: string) => Promise<unknown>): IsThere =>
  async (app, actor, id) =>
    (await app.db.transaction(actor, (tx) => find(tx, id))) !== null

export const isPartner = isThere((tx, id) => partnerById(tx, id as PartnerId))
export const isContact = isThere((tx, id) => personById(tx, id as PersonId))
export const isCustomer = isThere((tx, id) => customerById(tx, id as CustomerId))
export const isContract = isThere((tx, id) => contractById(tx, id as ContractId))
export const isIdea = isThere((tx, id) => readIdea(tx, id as IdeaId))
export const isIncident = isThere((tx, id) => readIncident(tx, id as IncidentId))
export const isAnnouncement = isThere((tx, id) => readAnnouncement(tx, id as AnnouncementId))
export const isGrant = isThere((tx, id) => grantById(tx, id as GrantId))

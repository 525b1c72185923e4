/** Whether there is an article or a saved reply of an id, as far as the actor may know (G3). */
import { savedReplyById } from '../../storage/saved-replies.ts'
import type { IsThere } from '../registry/things.ts'
import { findArticle } from './reading.ts'

/** By its id, or by a name that it has or had in addresses. */
export const isArticle: IsThere = async (app, actor, called) =>
  (await app.db.transaction(actor, (tx) => findArticle(tx, called))) !== null

/** The library is the vendor's own: a partner is told so, whether there is such a one or not. */
export const isSavedReply: IsThere = async (app, actor, id) =>
  actor.kind === 'partner' || (await app.db.transaction(actor, (tx) => savedReplyById(tx, id))) !== null

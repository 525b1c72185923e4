/** Whether live chat is for a partner, whether it is open there, and whether anybody is there for it now (A4, A8). */
import { chatOpensAt, isChatOpen } from '../../domain/chat.ts'
import type { Entitlement } from '../../domain/entitlement.ts'
import { deskRules, type ChatRules, type DeskId } from '../../domain/policy.ts'
import { placeOf } from '../../domain/region.ts'
import { asProgram } from '../../storage/as-program.ts'
import { agentsAvailable, type AgentPresent } from '../../storage/chat-presences.ts'
import { countWaiting } from '../../storage/chats.ts'
import type { Tx } from '../../storage/database.ts'
import { grantsOf } from '../../storage/grants.ts'
import type { Partner } from '../../storage/partners.ts'
import type { App } from '../app.ts'
import { utcOrNull } from '../instants.ts'
import { entitledNow, todayOf } from '../registry/partner-view.ts'

/** By the one entitlement function, on the day that it is where the partner is. */
export async function chatEntitlement(app: App, tx: Tx, partner: Partner): Promise<Entitlement> {
  const policy = app.policies.current()
  return entitledNow(policy, partner, await grantsOf(tx, partner.id), 'chat', todayOf(policy, partner, app.now()))
}

/** Somebody of no desk is there for every one. */
export const isThereFor = ({ desks }: Pick<AgentPresent, 'desks'>, desk: DeskId): boolean =>
  desks.length === 0 || desks.includes(desk)

/** Each desk that holds chats, as it is for the partner now. No partner sees who is available. */
export async function desksNow(app: App, tx: Tx, partner: Partner) {
  const policy = app.policies.current()
  const { chat: rules } = policy
  const place = placeOf(policy, partner.country, partner.state)
  const at = app.now()
  const isOpen = isChatOpen(rules, place, at)
  return asProgram(tx, async (inner) => {
    const agents = await agentsAvailable(inner, at)
    return Promise.all(
      rules.desks.map(async (desk) => ({
        desk,
        name: deskRules(policy, desk).name,
        isOpen,
        opensAt: isOpen ? null : utcOrNull(chatOpensAt(rules, place, at)),
        /** Open, and an agent has its switch on; it may hold as many chats as it can. */
        isSomebodyThere: isOpen && agents.some((agent) => isThereFor(agent, desk)),
        waiting: await countWaiting(inner, desk),
      })),
    )
  })
}

export type DeskNow = Awaited<ReturnType<typeof desksNow>>[number]

export const rulesView = (rules: ChatRules) => ({
  mostPerAgent: rules.mostPerAgent,
  becomesRequestAfterMinutes: rules.becomesRequestAfterMinutes,
  endsAfterSilenceMinutes: rules.endsAfterSilenceMinutes,
  longestMessage: rules.longestMessage,
})

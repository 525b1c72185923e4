/** For whom a ticket is opened: contact, partner and customer, found in one statement. */
import type { CustomerId, PartnerId, PersonId } from '../domain/kernel.ts'
import type { Statement, Tx } from './tx.ts'

export interface OpeningContext {
  readonly partner: {
    readonly id: PartnerId
    readonly name: string
    readonly tier: string
    readonly country: string
    readonly state: string | null
  }
  readonly contact: {
    readonly id: PersonId
    readonly name: string
    readonly email: string
    /** Ids of products (D4). */
    readonly trainedIn: readonly string[]
  }
  readonly customer: { readonly id: CustomerId; readonly name: string; readonly keyAccount: boolean } | null
}

/** D2: the customer by its super-admin's address, else by its domain, among the partner's own. */
const find: Statement = {
  name: 'opening_context',
  text: `
    select jsonb_build_object('id', p.id, 'name', p.name, 'tier', p.tier, 'country', p.country, 'state', p.state) as partner,
      jsonb_build_object('id', c.id, 'name', c.name, 'email', c.email, 'trainedIn',
        coalesce((select jsonb_agg(r.product) from training_records r where r.person_id = c.id), '[]')) as contact,
      (select jsonb_build_object('id', u.id, 'name', u.name, 'keyAccount', u.key_account)
        from customers u
        where u.partner_id = p.id and u.untagged_at is null
          and (u.super_admin_email in (lower($4), lower($3))
            or u.domain in (lower(split_part($4, '@', 2)), lower(split_part($3, '@', 2))))
        order by u.super_admin_email = lower($4) desc nulls last, u.super_admin_email = lower($3) desc nulls last,
          u.domain = lower(split_part($4, '@', 2)) desc nulls last, u.created_at, u.id
        limit 1) as customer
    from people c join partners p on p.id = c.partner_id
    where c.active and (c.id = $1::uuid or c.email = lower($2))`,
}

export interface Sought {
  readonly contactEmail: string | null
  /** Of the customer, as the form gives it. */
  readonly customerEmail: string | null
  /** Of the customer's super-admin, where the form says who that is. */
  readonly superAdminEmail: string | null
}

/** Null where the actor, or the address given, is no active contact of a partner that the actor may see. */
export async function openingContext(
  tx: Tx,
  { contactEmail, customerEmail, superAdminEmail }: Sought,
): Promise<OpeningContext | null> {
  const own = contactEmail === null && tx.actor.kind === 'partner' ? tx.actor.person : null
  const [found] = await tx.call<OpeningContext>(find, [own, contactEmail, customerEmail, superAdminEmail])
  return found ?? null
}

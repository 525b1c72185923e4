/** Second factors, sign-ins that wait for one, and who must have one (0049). */
import type { SecondFactorRule } from '../domain/second-factor.ts'
import type { Instant, PersonId } from '../domain/kernel.ts'
import type { Statement, Tx } from './tx.ts'

export interface SecondFactor {
  /** As it is kept: encrypted. */
  readonly secret: Buffer
  /** Null while no code has shown that an app has it. */
  readonly confirmedAt: Instant | null
  readonly lastStep: number | null
  readonly recoveryCodesLeft: number
}

const statements = {
  find: {
    name: 'second_factor_find',
    text: `select secret, confirmed_at as "confirmedAt", last_step as "lastStep", recovery_codes_left as "recoveryCodesLeft"
      from second_factors where person_id = $1`,
  },
  begin: {
    name: 'second_factor_begin',
    text: `insert into second_factors as f (person_id, secret, begun_at) values ($1, $2, $3)
      on conflict (person_id) do update set secret = excluded.secret, begun_at = excluded.begun_at where f.confirmed_at is null
      returning person_id`,
  },
  confirm: {
    name: 'second_factor_confirm',
    text: `update second_factors set confirmed_at = $2, last_step = $3, recovery_codes = $4
      where person_id = $1 and confirmed_at is null and secret = $5 returning person_id`,
  },
  step: {
    name: 'second_factor_step',
    text: `update second_factors set last_step = $2
      where person_id = $1 and confirmed_at is not null and (last_step is null or last_step < $2) returning person_id`,
  },
  recover: {
    name: 'second_factor_recover',
    text: `update second_factors set recovery_codes = array_remove(recovery_codes, $2)
      where person_id = $1 and confirmed_at is not null and $2 = any (recovery_codes)
      returning recovery_codes_left as "left"`,
  },
  renew: {
    name: 'second_factor_renew',
    text: 'update second_factors set recovery_codes = $2 where person_id = $1 and confirmed_at is not null',
  },
  remove: { name: 'second_factor_remove', text: 'delete from second_factors where person_id = $1' },
  take: { name: 'second_factor_take', text: 'select take_second_factor($1) as had' },
  of: { name: 'second_factors_of', text: 'select person, since from second_factors_of($1::uuid[])' },
  lacking: { name: 'second_factors_lacking', text: 'select second_factors_lacking($1) as n' },
  rule: { name: 'second_factor_rule', text: 'select required, changed_at as "changedAt" from second_factor_rule' },
  setRule: {
    name: 'second_factor_set_rule',
    text: `insert into second_factor_rule (name, required, changed_at) values ('rule', $1, $2)
      on conflict (name) do update set required = excluded.required, changed_at = excluded.changed_at`,
  },
  beginHalf: {
    name: 'half_sign_in_begin',
    text: `with old as (
        delete from half_sign_ins where hash in (
          select hash from half_sign_ins where expires_at <= $3 limit 100 for update skip locked))
      insert into half_sign_ins (hash, person_id, begun_at, expires_at) values ($1, $2, $3, $4)`,
  },
  half: {
    name: 'half_sign_in_find',
    text: 'select person_id as person from half_sign_ins where hash = $1 and expires_at > $2',
  },
  holdHalf: {
    name: 'half_sign_in_hold',
    text: 'select person_id as person from half_sign_ins where hash = $1 and expires_at > $2 for update',
  },
  endHalf: { name: 'half_sign_in_end', text: 'delete from half_sign_ins where hash = $1' },
} as const satisfies Record<string, Statement>

export async function secondFactorOf(tx: Tx, person: PersonId): Promise<SecondFactor | null> {
  const [row] = await tx.call<Omit<SecondFactor, 'lastStep'> & { lastStep: number | string | null }>(statements.find, [
    person,
  ])
  return row === undefined ? null : { ...row, lastStep: row.lastStep === null ? null : Number(row.lastStep) }
}

/** In the place of one that was not confirmed. False where there is one already. */
export const beginSecondFactor = async (tx: Tx, person: PersonId, secret: Buffer, at: Instant): Promise<boolean> =>
  (await tx.call(statements.begin, [person, secret, at])).length > 0

/** False where it was confirmed, or begun anew, meanwhile. */
export const confirmSecondFactor = async (
  tx: Tx,
  person: PersonId,
  given: { readonly at: Instant; readonly step: number; readonly codes: readonly Buffer[]; readonly secret: Buffer },
): Promise<boolean> =>
  (await tx.call(statements.confirm, [person, given.at, given.step, given.codes, given.secret])).length > 0

/** Notes that a code of that step was taken; false where one of it, or of a later one, was before: of two at once one waits, and gets it. */
export const takeStep = async (tx: Tx, person: PersonId, step: number): Promise<boolean> =>
  (await tx.call(statements.step, [person, step])).length > 0

/** Uses a recovery code up: how many are left, or null where it is none (any more). */
export const takeRecoveryCode = async (tx: Tx, person: PersonId, hash: Buffer): Promise<number | null> =>
  (await tx.call<{ left: number }>(statements.recover, [person, hash]))[0]?.left ?? null

export async function renewRecoveryCodes(tx: Tx, person: PersonId, hashes: readonly Buffer[]): Promise<void> {
  await tx.call(statements.renew, [person, hashes])
}

export async function removeSecondFactor(tx: Tx, person: PersonId): Promise<void> {
  await tx.call(statements.remove, [person])
}

/** By an administrator or the command line; whether there was one. */
export const takeSecondFactor = async (tx: Tx, person: PersonId): Promise<boolean> =>
  (await tx.call<{ had: boolean }>(statements.take, [person]))[0]?.had ?? false

/** Since when they have one: of those whose access the actor keeps. */
export async function secondFactorsOf(tx: Tx, persons: readonly PersonId[]): Promise<ReadonlyMap<string, Instant>> {
  const rows = await tx.call<{ person: string; since: Instant }>(statements.of, [persons])
  return new Map(rows.map(({ person, since }) => [person, since]))
}

/** How many of the active staff have none, of those whom that rule asks for one. */
export const secondFactorsLacking = async (tx: Tx, rule: SecondFactorRule): Promise<number> =>
  (await tx.call<{ n: number | null }>(statements.lacking, [rule]))[0]?.n ?? 0

export const secondFactorRule = async (tx: Tx): Promise<SecondFactorRule> =>
  (await tx.call<{ required: SecondFactorRule }>(statements.rule))[0]?.required ?? 'nobody'

/** `at` is the world's time. */
export async function setSecondFactorRule(tx: Tx, rule: SecondFactorRule, at: Instant): Promise<void> {
  await tx.call(statements.setRule, [rule, at])
}

/** Those that have passed go meanwhile. */
export async function beginHalfSignIn(
  tx: Tx,
  hash: Buffer,
  { person, at, expiresAt }: { readonly person: PersonId; readonly at: Instant; readonly expiresAt: Instant },
): Promise<void> {
  await tx.call(statements.beginHalf, [hash, person, at, expiresAt])
}

/** Whose it is; null for one that is over at `at`, or is none. Whoever holds it is the only one until the transaction ends. */
export const halfSignIn = async (
  tx: Tx,
  hash: Buffer,
  at: Instant,
  how: 'look' | 'hold' = 'look',
): Promise<PersonId | null> =>
  (await tx.call<{ person: PersonId }>(how === 'hold' ? statements.holdHalf : statements.half, [hash, at]))[0]
    ?.person ?? null

export async function endHalfSignIn(tx: Tx, hash: Buffer): Promise<void> {
  await tx.call(statements.endHalf, [hash])
}

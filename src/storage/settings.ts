/** Small things that the program remembers of itself. */
import { sql } from 'kysely'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

/** As it was kept; null where it never was. */
export async function readSetting(tx: Tx, key: string): Promise<unknown> {
  const [row] = await tx.run(from.selectFrom('settings').select('value').where('key', '=', key))
  return row?.value ?? null
}

export async function keepSetting(tx: Tx, key: string, value: unknown): Promise<void> {
  const json = sql`${JSON.stringify(value ?? null)}::jsonb`
  await tx.run(
    from
      .insertInto('settings')
      .values({ key, value: json })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json })),
  )
}

/** Rows of the policy by what people call them: their id or their name, in any case. */

export interface Named {
  readonly id: string
  readonly name: string
}

const indexes = new WeakMap<readonly Named[], ReadonlyMap<string, Named>>()

/** The first of the rows with that id or name. Rows are immutable: they are looked through once. */
export function findNamed<Row extends Named>(rows: readonly Row[], given: string): Row | undefined {
  let index = indexes.get(rows) as ReadonlyMap<string, Row> | undefined
  if (index === undefined) indexes.set(rows, (index = indexOf(rows)))
  return index.get(given.toLowerCase())
}

function indexOf<Row extends Named>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  const index = new Map<string, Row>()
  for (const row of rows)
    for (const called of [row.id.toLowerCase(), row.name.toLowerCase()]) if (!index.has(called)) index.set(called, row)
  return index
}

/** What a benchmark measured: one line of JSON each, and all of them as a table at the end. */

export interface Row {
  readonly bench: string
  /** What was done: 'queue page, staff'. */
  readonly what: string
  readonly value: number
  /** 'per second', 'ms', 'MB'. */
  readonly unit: string
  /** The floor or peer of the same run, in the same unit. */
  readonly against?: { readonly name: string; readonly value: number }
  /** `value` over that of `against`. */
  readonly ratio?: number
  readonly goal?: Goal
  /** Whether the goal was reached; absent without one. */
  readonly met?: boolean
  /** Figures beside the point. */
  readonly more?: Readonly<Record<string, number | string>>
}

/** A bound for the ratio, or for the value itself. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number } | { readonly valueAtMost: number }

export interface BenchOptions {
  /** Smaller, for a check on every change: the figures say less. */
  readonly quick: boolean
}

/** A benchmark: prints its rows as it goes and returns them; none where there is nothing to measure. */
export type Bench = (options: BenchOptions) => Promise<readonly Row[]>

/** Works out ratio and verdict, prints the row, and returns it. */
export function tell(row: Omit<Row, 'ratio' | 'met'>): Row {
  const ratio = row.against === undefined ? {} : { ratio: shortened(row.value / row.against.value) }
  const met = row.goal === undefined ? {} : { met: reaches(row.value, ratio.ratio ?? Number.NaN, row.goal) }
  const told: Row = { ...row, value: shortened(row.value), ...ratio, ...met }
  console.log(JSON.stringify(told))
  return told
}

const reaches = (value: number, ratio: number, goal: Goal): boolean =>
  'atLeast' in goal ? ratio >= goal.atLeast : 'atMost' in goal ? ratio <= goal.atMost : value <= goal.valueAtMost

/** Three digits that say something; whole numbers stay whole. */
export const shortened = (figure: number): number =>
  Math.abs(figure) >= 100 ? Math.round(figure) : Number(figure.toPrecision(3))

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** The rows for people, in columns. */
export function table(rows: readonly Row[]): string {
  const number = (figure: number): string => shortened(figure).toLocaleString('en-US')
  const goal = (row: Row): string => {
    if (row.goal === undefined) return ''
    const bound =
      'atLeast' in row.goal
        ? `ratio at least ${row.goal.atLeast}`
        : 'atMost' in row.goal
          ? `ratio at most ${row.goal.atMost}`
          : `at most ${row.goal.valueAtMost} ${row.unit}`
    return `${bound}: ${row.met === true ? 'met' : 'NOT MET'}`
  }
  const lines = [
    ['benchmark', 'what', 'measured', 'against', 'ratio', 'goal'],
    ...rows.map((row) => [
      row.bench,
      row.what,
      `${number(row.value)} ${row.unit}`,
      row.against === undefined ? '' : `${number(row.against.value)} ${row.against.name}`,
      row.ratio === undefined ? '' : number(row.ratio),
      goal(row),
    ]),
  ]
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? []
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** What is wrong in a policy's files, in words that lead to the place and to what to write there. */
export interface Mistake {
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly column: number
  /** 'tiers[1].targetPosition'; '' for the file as a whole. */
  readonly path: string
  readonly found: string
  readonly expected: string
}

/** One line a mistake, in the order of files and lines, as an editor or a terminal can follow it. */
export const formatMistakes = (mistakes: readonly Mistake[]): string =>
  mistakes
    .map(({ file, line, column, path, found, expected }) => {
      const where = path === '' ? '' : ` ${path}:`
      return `${file}:${line}:${column}:${where} found ${found}; expected ${expected}.`
    })
    .join('\n')

/** 'tiers[1].targetPosition' from ['tiers', 1, 'targetPosition']. */
export const sayPath = (path: readonly (string | number)[]): string =>
  path.reduce<string>((said, step) => {
    if (typeof step === 'number') return `${said}[${step}]`
    return said === '' ? step : `${said}.${step}`
  }, '')

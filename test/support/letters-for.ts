/** What was posted outside tickets. */
import type { App } from '../../src/services/app.ts'

export interface PostedLetter {
  readonly to: string
  readonly data: any
}

/** Letters of a template, oldest first. */
export const lettersFor = (app: App, template: string): Promise<readonly PostedLetter[]> =>
  app.db.system((tx) =>
    tx.call<PostedLetter>(
      {
        name: 'letters_for',
        text: `select recipient ->> 'email' as "to", data from letters where template = $1 order by id`,
      },
      [template],
    ),
  )

/** Both sides are reminded of a call the day before (D3), once, and not where it was arranged later than that. */
import { takeReminders } from '../../storage/calls.ts'
import type { App } from '../app.ts'
import { tellOfCall } from './letters.ts'

export async function remindOfCalls(app: App): Promise<{ readonly reminded: number }> {
  const { remindHoursBefore: hours } = app.policies.current().calls
  let reminded = 0
  for (;;) {
    const now = app.now()
    const ids = await app.db.system(async (tx) => {
      const due = await takeReminders(tx, now, now.add({ hours }), hours)
      for (const id of due) await tellOfCall(app, tx, id, 'call-reminder')
      return due
    })
    if (ids.length === 0) return { reminded }
    reminded += ids.length
  }
}

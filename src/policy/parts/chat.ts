/** chat.yaml: how live chat is held (A4). */
import type { ChatRules } from '../../domain/policy.ts'
import { object, some, uses, whole } from '../decode.ts'
import { week } from './places.ts'

export const chat = object<ChatRules>(
  {
    desks: some(uses('desk')),
    hours: week,
    mostPerAgent: whole(1, 20),
    agentGoneAfterSeconds: whole(90, 3_600),
    markedAfterMinutes: whole(1, 60),
    becomesRequestAfterMinutes: whole(1, 240),
    endsAfterSilenceMinutes: whole(2, 240),
    longestMessage: whole(200, 20_000),
    messagesPerMinute: whole(1, 120),
  },
  ({ desks = [], markedAfterMinutes: marked, endsAfterSilenceMinutes: silence }, spot) => {
    desks.forEach((desk, place) => {
      if (desks.indexOf(desk) < place) spot.get('desks', place).report('each desk once')
    })
    if (marked !== undefined && silence !== undefined && marked >= silence)
      spot.get('markedAfterMinutes').report('less than endsAfterSilenceMinutes: it would never be seen')
  },
)

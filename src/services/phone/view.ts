/** A call as readers of its message get it (A3). */
import type { PhoneCall } from '../../storage/phone.ts'
import { utc } from '../instants.ts'

export const callView = ({ caller, number, startedAt, seconds }: PhoneCall) => ({
  caller,
  number,
  startedAt: utc(startedAt),
  seconds,
})

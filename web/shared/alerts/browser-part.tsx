/** In one's own account: whether this browser tells of what is 'for you' while the console is not in view. */
import { useState } from 'react'
import type { MeView } from '../../../src/http/wire.ts'
import { Part } from '../registry/list.tsx'
import { Check } from '../ui/check.tsx'
import { useBrowserAlertsOf, wishFor } from './in-browser.ts'

const because = {
  none: 'This browser cannot: it shows notifications of pages at an https address alone, and not every browser on a phone does.',
  refused:
    'This browser refuses notifications of this address. Allow them in its settings for this site, then turn it on here.',
} as const

export function BrowserPart({ me }: { me: MeView }) {
  const standing = useBrowserAlertsOf(me.id)
  const [unanswered, setUnanswered] = useState(false)
  const wish = async (wished: boolean): Promise<void> => {
    await wishFor(me.id, wished)
    setUnanswered(wished && Notification.permission === 'default')
  }
  return (
    <Part title="For you">
      {standing === 'none' || standing === 'refused' ? (
        <p className="text-note" role="status">
          {because[standing]}
        </p>
      ) : (
        <Check checked={standing === 'on'} onChange={(wished) => void wish(wished)}>
          This browser tells you of it while Partner Desk is open and not in view
        </Check>
      )}
      {unanswered ? (
        <p className="text-note" role="status">
          The browser was not answered, so nothing is shown yet: turn it on again to be asked once more.
        </p>
      ) : null}
      <p className="text-note text-muted">
        What others do that concerns you, and what you want to be reminded of, stands under ‘For you’. No mail is sent
        for it: of targets and limits that pass, the letters of your desk tell.
      </p>
    </Part>
  )
}

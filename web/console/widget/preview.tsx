/** The widget itself, as a contact sees it (A6). It sends nothing: an administrator speaks for nobody. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { WidgetSessionView } from '../../../src/http/wire-widget.ts'
import { call } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'
import { Part } from '../../shared/registry/list.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Field } from '../../shared/ui/field.tsx'
import { contactsToShow, widgetSettings } from './queries.ts'

/** As the page of a vendor would: a token for whoever is chosen, whenever the script asks. */
let shownTo: string | null = null
const sessionFor = async (): Promise<string | null> => {
  if (shownTo === null) return null
  const body = { email: shownTo, origin: location.origin }
  const { token } = await call<WidgetSessionView>(api.widgetSessions, { method: 'POST', body })
  void queryClient.invalidateQueries({ queryKey: widgetSettings().queryKey })
  return token
}

export function Preview() {
  const contacts = useQuery(contactsToShow()).data ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  useEffect(
    () => () => {
      window.partnerDeskWidget?.close()
      shownTo = null
      document.querySelector('partner-desk-widget')?.remove()
      delete window.partnerDeskWidget
      delete window.partnerDesk
    },
    [],
  )
  const show = (): void => {
    shownTo = contacts.find(({ id }) => id === chosen)?.email ?? null
    window.partnerDesk = { session: sessionFor }
    if (window.partnerDeskWidget !== undefined) {
      window.partnerDeskWidget.renew()
      window.partnerDeskWidget.open()
      return
    }
    const script = document.createElement('script')
    script.src = '/widget.js'
    script.addEventListener('load', () => window.partnerDeskWidget?.open())
    document.body.append(script)
  }
  return (
    <Part title="Preview">
      <div className="flex flex-wrap items-end gap-3">
        <Field label="As whom" className="flex-1 basis-64">
          <Combobox
            entries={contacts.map(({ id, name, email }) => ({ id, label: name, hint: email ?? '' }))}
            value={chosen}
            onChange={setChosen}
            placeholder="Type to find a contact"
            empty="No contact by that name."
          />
        </Field>
        <Button look="go" because={chosen === null ? 'Choose a contact.' : null} onClick={show}>
          Show it here
        </Button>
      </div>
      <p className="pt-2 text-note text-muted">It opens in this page, below on the right, and sends nothing.</p>
    </Part>
  )
}
